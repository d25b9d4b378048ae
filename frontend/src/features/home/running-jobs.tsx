// What runs now, with how far it got.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { JobSummary } from '../../api/types';
import { JobLink } from '../../ui/jobs/job-link';
import { JobProgress } from '../../ui/jobs/job-progress';
import { StatusLabel } from '../../ui/status';
import { Duration } from '../../ui/times';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid' },
  row: {
    display: 'grid',
    gridTemplateColumns: '136px minmax(0, 2fr) minmax(120px, 1fr) 72px',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    minHeight: '40px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  took: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function RunningJobs({ jobs }: { jobs: readonly JobSummary[] }) {
  const styles = useStyles();
  if (jobs.length === 0) {
    return <Text className={styles.quiet}>Nothing runs at the moment.</Text>;
  }
  return (
    <ul className={styles.list}>
      {jobs.map((job) => (
        <li key={job.name} className={styles.row}>
          <StatusLabel status={job.status} />
          <span className={styles.name}>
            <JobLink name={job.name}>{job.display_name}</JobLink>
          </span>
          <JobProgress job={job} />
          <span className={styles.took}>
            <Duration of={job} />
          </span>
        </li>
      ))}
    </ul>
  );
}
