// One column a day, each a way to the jobs of that day; what it stands for is said in words, too.
import { makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { TrendsDay } from '../../api/types';
import type { JobsSearch } from '../../lib/search';
import { dayName } from '../../lib/time';

const STRIPES = `repeating-linear-gradient(45deg, transparent 0 3px, ${tokens.colorNeutralBackground1} 3px 5px)`;

const useStyles = makeStyles({
  days: {
    display: 'grid',
    gridAutoFlow: 'column',
    gridAutoColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  day: {
    display: 'grid',
    gridTemplateRows: '72px auto',
    gap: tokens.spacingVerticalXXS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    textDecorationLine: 'none',
    textAlign: 'center',
  },
  way: {
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  plot: {
    position: 'relative',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    display: 'flex',
    alignItems: 'flex-end',
    justifyContent: 'center',
  },
  column: {
    width: '60%',
    maxWidth: '28px',
    display: 'flex',
    flexDirection: 'column',
    minHeight: '2px',
    borderTopLeftRadius: tokens.borderRadiusSmall,
    borderTopRightRadius: tokens.borderRadiusSmall,
    overflow: 'hidden',
  },
  mark: {
    position: 'absolute',
    width: '60%',
    maxWidth: '28px',
    height: '2px',
    backgroundColor: tokens.colorNeutralForeground3,
  },
  good: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  /** Striped: told apart without its colour. */
  bad: { backgroundColor: tokens.colorStatusDangerBackground3, backgroundImage: STRIPES },
  calm: { backgroundColor: tokens.colorNeutralForeground4 },
  busy: { backgroundColor: tokens.colorCompoundBrandBackground },
});

export interface Part {
  look: 'good' | 'bad' | 'calm' | 'busy';
  size: number;
}

/** Parts stand on each other, the first on top. mark: a line across, at that height. */
export interface DayBar {
  day: TrendsDay;
  said: string;
  parts: readonly Part[];
  mark?: number;
}

interface DayBarsProps {
  label: string;
  bars: readonly DayBar[];
  /** More of the filters that lead to a day's jobs. */
  search?: JobsSearch;
}

function heightOf(bar: DayBar): number {
  return bar.parts.reduce((sum, part) => sum + part.size, 0);
}

export function DayBars({ label, bars, search }: DayBarsProps) {
  const styles = useStyles();
  const most = Math.max(...bars.map((bar) => Math.max(heightOf(bar), bar.mark ?? 0)));
  return (
    <ul className={styles.days} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.day.since}>
          <DayColumn bar={bar} most={most || 1} search={search} />
        </li>
      ))}
    </ul>
  );
}

function DayColumn(props: { bar: DayBar; most: number; search: JobsSearch | undefined }) {
  const { bar, most, search } = props;
  const styles = useStyles();
  const height = heightOf(bar);
  const inside = (
    <>
      <span className={styles.plot}>
        {height > 0 && (
          <span className={styles.column} style={{ height: `${(100 * height) / most}%` }}>
            {bar.parts.map((part) => (
              <span key={part.look} className={styles[part.look]} style={{ flexGrow: part.size }} />
            ))}
          </span>
        )}
        {bar.mark !== undefined && (
          <span className={styles.mark} style={{ bottom: `${(100 * bar.mark) / most}%` }} />
        )}
      </span>
      <span>{dayName(bar.day.since, 'short')}</span>
    </>
  );
  const said = `${dayName(bar.day.since, 'long')}: ${bar.said}`;
  if (height === 0) {
    return (
      <span className={styles.day} role="img" aria-label={said}>
        {inside}
      </span>
    );
  }
  const { since, until } = bar.day;
  return (
    <Tooltip content={said} relationship="label">
      <Link
        to="/jobs"
        search={{ ...search, created_after: since, created_before: until }}
        className={mergeClasses(styles.day, styles.way)}
      >
        {inside}
      </Link>
    </Tooltip>
  );
}
