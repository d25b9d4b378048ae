// Steps done of all steps, as a bar and in words. A script's own run has no steps.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { JobSummary } from '../../api/types';
import { isRun } from '../../lib/job-types';
import { hasEnded } from '../../lib/statuses';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  track: {
    flexGrow: 1,
    minWidth: '40px',
    height: '4px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground6,
    overflow: 'hidden',
  },
  bar: {
    height: '100%',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorCompoundBrandBackground,
    transitionProperty: 'width',
    transitionDuration: tokens.durationSlow,
  },
  good: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground3 },
  calm: { backgroundColor: tokens.colorNeutralForeground4 },
  text: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
});

type Job = Pick<JobSummary, 'type' | 'status' | 'progress' | 'display_name'>;

function tone(job: Job): 'good' | 'bad' | 'calm' | undefined {
  if (job.status === 'Completed') return 'good';
  if (job.status === 'Failed') return 'bad';
  return hasEnded(job.status) ? 'calm' : undefined;
}

export function JobProgress({ job }: { job: Job }) {
  const styles = useStyles();
  const { done, total } = job.progress;
  if (isRun(job)) return <span className={styles.text}>MLflow run</span>;
  if (total === 0) return null;
  const part = Math.min(100, (100 * done) / total);
  const colour = tone(job);
  return (
    <div className={styles.root}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={`Steps done of ${job.display_name}`}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={`${done} of ${total} steps`}
      >
        <div
          className={mergeClasses(styles.bar, colour && styles[colour])}
          style={{ width: `${part}%` }}
        />
      </div>
      <span className={styles.text} aria-hidden>
        {done}/{total}
      </span>
    </div>
  );
}
