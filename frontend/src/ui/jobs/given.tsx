// What a job was given otherwise than its draft has it: two jobs of one draft are told apart by it.
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  given: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
});

export function Given({ given }: { given: Readonly<Record<string, string>> }) {
  const styles = useStyles();
  const words = Object.entries(given).map(([name, value]) => `${name} ${value}`);
  if (words.length === 0) return null;
  return (
    <span className={styles.given} title={words.join('\n')}>
      {words.join(' · ')}
    </span>
  );
}
