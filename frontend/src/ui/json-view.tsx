// JSON or other plain text, to read and to copy.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CopyButton } from './copy-button';

const useStyles = makeStyles({
  root: { position: 'relative', minHeight: 0, display: 'grid' },
  copy: {
    position: 'absolute',
    top: tokens.spacingVerticalXS,
    right: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    overflow: 'auto',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  /** The button stands beside the lines; after `text`, whose padding it changes. */
  wrap: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', paddingRight: '48px' },
});

interface PlainTextProps {
  text: string;
  /** What it is, for the button that copies it. */
  label: string;
  /** Long lines go on below, instead of to the right. */
  wrap?: boolean;
}

export function PlainText({ text, label, wrap }: PlainTextProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={styles.copy}>
        <CopyButton text={text} label={`Copy ${label}`} />
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard. */}
      <pre className={mergeClasses(styles.text, wrap && styles.wrap)} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}

export function JsonView({ value, label }: { value: unknown; label: string }) {
  return <PlainText text={JSON.stringify(value, null, 2)} label={label} />;
}
