// Time in each status, as bars and in numbers.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Job } from '../../../api/types';
import { useSeconds } from '../../../lib/clock';
import { hasEnded } from '../../../lib/statuses';
import { clockTime, exactTime, formatDuration } from '../../../lib/time';
import { StatusLabel } from '../../../ui/status';
import { Part } from './part';
import { timeInStatuses } from './time-in';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: '6px' },
  row: {
    display: 'grid',
    gridTemplateColumns: '132px 84px minmax(40px, 1fr) 76px',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  track: { height: '6px', borderRadius: '3px', backgroundColor: tokens.colorNeutralBackground4 },
  bar: {
    height: '100%',
    minWidth: '2px',
    borderRadius: '3px',
    backgroundColor: tokens.colorCompoundBrandBackground,
  },
  took: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

export function Timeline({ job }: { job: Job }) {
  const styles = useStyles();
  const now = useSeconds(!hasEnded(job.status));
  const spans = timeInStatuses(job, now || Date.now());
  if (spans.length === 0) return null;
  const longest = Math.max(...spans.map((span) => span.seconds), 0.001);
  return (
    <Part title="Time in each status">
      <ol className={styles.list}>
        {spans.map((span, index) => (
          <li key={`${span.status} ${span.at}`} className={styles.row}>
            <StatusLabel status={span.status} still={index < spans.length - 1} />
            <time className={styles.quiet} dateTime={span.at} title={exactTime(span.at)}>
              {clockTime(span.at)}
            </time>
            <div className={styles.track} aria-hidden>
              {span.seconds > 0 && (
                <div
                  className={styles.bar}
                  style={{ width: `${(100 * span.seconds) / longest}%` }}
                />
              )}
            </div>
            <span className={styles.took}>
              {span.seconds > 0 ? formatDuration(span.seconds) : ''}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}
