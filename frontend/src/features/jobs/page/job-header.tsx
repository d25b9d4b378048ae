// The head of a job page: which job, how it stands, how long, and what can be done.
import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useCanWrite } from '../../../api/session';
import type { Job } from '../../../api/types';
import { JobProgress } from '../../../ui/jobs/job-progress';
import { Crumbs, usePageTitle } from '../../../ui/page';
import { StatusLabel } from '../../../ui/status';
import { TagList } from '../../../ui/tag-list';
import { Duration, RelativeTime } from '../../../ui/times';
import { JobActions } from './job-actions';

const useStyles = makeStyles({
  head: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  title: { margin: 0, overflowWrap: 'anywhere', minWidth: 0 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
    color: tokens.colorNeutralForeground3,
    minHeight: '24px',
  },
  progress: { width: '160px' },
  numbers: { fontVariantNumeric: 'tabular-nums' },
  actions: { marginLeft: 'auto' },
  archived: { fontStyle: 'italic' },
  link: { color: tokens.colorBrandForegroundLink },
});

const PARENTS = [{ label: 'Pipelines', to: '/jobs' }];

export function JobHeader({ job, onDetails }: { job: Job; onDetails: () => void }) {
  const styles = useStyles();
  const canWrite = useCanWrite();
  const title = job.display_name || job.name;
  usePageTitle(title);
  return (
    <header className={styles.head}>
      <Crumbs crumbs={PARENTS} here={job.name} />
      <div className={styles.row}>
        <Title3 as="h1" className={styles.title}>
          {title}
        </Title3>
        <span role="status">
          <StatusLabel status={job.status} />
        </span>
        <div className={styles.actions}>
          <JobActions job={job} canWrite={canWrite} onDetails={onDetails} />
        </div>
      </div>
      <div className={styles.facts}>
        {job.progress.total > 0 && (
          <div className={styles.progress}>
            <JobProgress job={job} />
          </div>
        )}
        <Text size={200} className={styles.numbers}>
          <Duration of={job} />
        </Text>
        <Text size={200}>
          Created <RelativeTime at={job.created_at} />
          {job.created_by ? ` by ${job.created_by}` : ''}
        </Text>
        <Text size={200}>Experiment {job.experiment_name}</Text>
        {job.draft !== null && job.draft_name !== null && (
          <Text size={200}>
            From draft{' '}
            <Link to="/drafts/$id" params={{ id: String(job.draft) }} className={styles.link}>
              {job.draft_name}
            </Link>
          </Text>
        )}
        {job.archived && (
          <Text size={200} className={styles.archived}>
            Archived
          </Text>
        )}
        <TagList tags={job.tags} limit={4} />
      </div>
    </header>
  );
}
