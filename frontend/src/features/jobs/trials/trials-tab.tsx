// The trials of a sweep: how far it is, which one leads, all of them in a table, and three plots.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { BeakerRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { jobTrialsQuery } from '../../../api/jobs';
import type { Job, SweepTrials, Trial } from '../../../api/types';
import { wasStoppedEarly } from '../../../lib/job-types';
import { hasEnded } from '../../../lib/statuses';
import { formatNumber, plural } from '../../../lib/text';
import { EmptyState } from '../../../ui/empty-state';
import { Facts } from '../../../ui/facts';
import { JobLink } from '../../../ui/jobs/job-link';
import { ProblemView } from '../../../ui/problem-view';
import type { JobView } from '../page/use-job-view';
import { Part } from '../panel/part';
import { ObjectivePlot } from './objective-plot';
import { inOrder, type Order, orderWords, readOrder, writeOrder } from './order';
import { ParallelPlot } from './parallel-plot';
import { ScatterPlot } from './scatter-plot';
import { TrialTable } from './trial-table';

const EVERY_MS = 2000;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function TrialsTab({ job, view }: { job: Job; view: JobView }) {
  const runs = !hasEnded(job.status);
  const found = useQuery({
    ...jobTrialsQuery(job.name, job.status),
    refetchInterval: runs ? EVERY_MS : false,
    placeholderData: (before) => before,
  });
  if (found.isError) {
    return <ProblemView error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Text>Loading</Text>;
  if (found.data.items.length === 0) {
    return (
      <EmptyState
        icon={BeakerRegular}
        title={runs ? 'No trials yet' : 'No trials'}
        text={
          runs
            ? 'They begin when the steps before this one have completed.'
            : 'The sweep ended before its first trial.'
        }
      />
    );
  }
  return <Found job={job} found={found.data} view={view} />;
}

function Found({ job, found, view }: { job: Job; found: SweepTrials; view: JobView }) {
  const styles = useStyles();
  const [marked, setMarked] = useState<string | null>(null);
  const { items } = found;
  const { sort } = view.search;
  const order = useMemo(() => readOrder(sort, found), [sort, found]);
  const rows = useMemo(() => inOrder(found, order), [found, order]);
  const stopped = items.filter(wasStoppedEarly).length;
  const onOrder = (next: Order) =>
    view.go({ ...view.search, sort: writeOrder(next) }, { replace: true });
  const open = (trial: Trial) => view.go({ ...view.search, child: trial.name, tab: 'overview' });
  const shared = { found, marked, onMark: setMarked, onOpen: open };
  return (
    <>
      {job.reused_from && (
        <Text className={styles.quiet}>
          This sweep did not run: these are the trials of{' '}
          <JobLink name={found.job} inText>
            {found.job}
          </JobLink>
          .
        </Text>
      )}
      <Facts facts={facts(job, found)} />
      <Part title={`${plural(items.length, 'trial')}, ${orderWords(order, found)}`}>
        <TrialTable {...shared} rows={rows} order={order} onOrder={onOrder} />
        {stopped > 0 && (
          <Text className={styles.quiet}>
            {plural(stopped, 'trial was', 'trials were')} stopped early: no longer worth going on
            with, and never the best.
          </Text>
        )}
      </Part>
      <Part title={`${found.primary_metric} by trial`}>
        <ObjectivePlot {...shared} />
      </Part>
      <Part title="Parallel coordinates">
        <ParallelPlot {...shared} />
      </Part>
      <Part title={`${found.primary_metric} by parameter`}>
        <ScatterPlot {...shared} />
      </Part>
    </>
  );
}

function facts(job: Job, found: SweepTrials) {
  const best = found.items.find((trial) => trial.name === found.best);
  const over = found.items.filter((trial) => hasEnded(trial.status)).length;
  const lead = hasEnded(job.status) ? 'Best trial' : 'Best so far';
  return [
    { name: 'Objective', value: `${found.goal} ${found.primary_metric}` },
    {
      name: lead,
      value:
        best && best.metric !== null
          ? `${formatNumber(best.metric)} (trial ${best.number})`
          : 'None has completed with the metric',
    },
    { name: 'Ended', value: `${over} of ${plural(found.total, 'trial')}` },
    { name: 'At once', value: found.concurrent },
    { name: 'Sampling', value: found.sampling },
    { name: 'Early termination', value: found.early_termination?.replaceAll('_', ' ') ?? null },
  ];
}
