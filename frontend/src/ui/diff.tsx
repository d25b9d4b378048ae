// A unified diff: lines that went and lines that came, by sign and by colour.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: tokens.spacingHorizontalS,
    maxHeight: '320px',
    overflow: 'auto',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  line: { display: 'block', whiteSpace: 'pre', minWidth: 'max-content' },
  added: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorStatusSuccessForeground1,
  },
  removed: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function Diff({ text }: { text: string }) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard.
    <pre className={styles.root} tabIndex={0}>
      {text.split('\n').map((line, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that never changes.
          key={index}
          className={mergeClasses(
            styles.line,
            line.startsWith('+') && styles.added,
            line.startsWith('-') && styles.removed,
            line.startsWith('@@') && styles.quiet,
          )}
        >
          {line}
        </span>
      ))}
    </pre>
  );
}
