// Tags, as many as fit; the rest as a number.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: { display: 'flex', gap: tokens.spacingHorizontalXS, minWidth: 0, flexWrap: 'nowrap' },
  rest: { flexShrink: 0 },
  tag: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    padding: `1px ${tokens.spacingHorizontalSNudge}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    maxWidth: '160px',
    minWidth: 0,
  },
});

export function tagText(key: string, value: string): string {
  return value === '' ? key : `${key}: ${value}`;
}

export function TagList({ tags, limit = 2 }: { tags: Record<string, string>; limit?: number }) {
  const styles = useStyles();
  const all = Object.entries(tags).map(([key, value]) => tagText(key, value));
  const rest = all.slice(limit);
  return (
    <span className={styles.root}>
      {all.slice(0, limit).map((text) => (
        <span key={text} className={styles.tag} title={text}>
          {text}
        </span>
      ))}
      {rest.length > 0 && (
        <span className={mergeClasses(styles.tag, styles.rest)} title={rest.join('\n')}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}
