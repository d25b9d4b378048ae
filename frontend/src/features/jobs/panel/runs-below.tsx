// The runs that a script began inside a step, or inside a run of its own: each with a page.
import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { runsBelowQuery } from '../../../api/jobs';
import type { Job, JobSummary } from '../../../api/types';
import { hasEnded } from '../../../lib/statuses';
import { JobLink } from '../../../ui/jobs/job-link';
import { ProblemView } from '../../../ui/problem-view';
import { StatusLabel } from '../../../ui/status';
import { Duration, RelativeTime } from '../../../ui/times';
import { Part } from './part';
import { useTableStyles } from './table-styles';

const LIVE_MS = 4000;

const useStyles = makeStyles({
  narrow: { whiteSpace: 'nowrap', width: '1%' },
});

export function useRunsBelow(job: Job) {
  const query = useInfiniteQuery({
    ...runsBelowQuery(job.name),
    refetchInterval: hasEnded(job.status) ? false : LIVE_MS,
  });
  return { query, runs: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

/** As a part of a step's panel; nothing where there are none. */
export function RunsOf({ job }: { job: Job }) {
  const { query, runs } = useRunsBelow(job);
  if (query.isError) {
    return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (runs.length === 0) return null;
  return (
    <Part title="MLflow runs">
      <RunTable
        runs={runs}
        {...(query.hasNextPage ? { onMore: () => void query.fetchNextPage() } : {})}
      />
    </Part>
  );
}

interface RunTableProps {
  runs: readonly JobSummary[];
  /** Where there are more than these. */
  onMore?: () => void;
}

export function RunTable({ runs, onMore }: RunTableProps) {
  const styles = useStyles();
  const tables = useTableStyles();
  return (
    <>
      <table className={tables.table} aria-label="Runs">
        <thead>
          <tr>
            {['Status', 'Name', 'Started', 'Duration'].map((name) => (
              <th key={name} scope="col" className={tables.head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.name}>
              <td className={mergeClasses(tables.cell, styles.narrow)}>
                <StatusLabel status={run.status} />
              </td>
              <td className={tables.cell}>
                <JobLink name={run.name}>{run.display_name}</JobLink>
              </td>
              <td className={mergeClasses(tables.cell, styles.narrow)}>
                <RelativeTime at={run.started_at} />
              </td>
              <td className={mergeClasses(tables.cell, styles.narrow)}>
                <Duration of={run} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {onMore && (
        <div>
          <Button size="small" onClick={onMore}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
