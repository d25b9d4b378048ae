// What a tab of a step or of a pipeline shows.
import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { jobQuery } from '../../../api/jobs';
import type { Job, JobSummary } from '../../../api/types';
import { JsonView } from '../../../ui/json-view';
import { ProblemView } from '../../../ui/problem-view';
import { SnapshotView } from '../../../ui/snapshot-view';
import type { JobView } from '../page/use-job-view';
import { EnvironmentTab } from './environment-tab';
import { IoTab } from './io-tab';
import { JobTabs, tabOf, tabsOf } from './job-tabs';
import { LogsTab } from './logs-tab';
import { OverviewTab } from './overview-tab';

const MetricsTab = lazy(async () => ({ default: (await import('./metrics-tab')).MetricsTab }));

const ImagesTab = lazy(async () => ({ default: (await import('./images-tab')).ImagesTab }));
const TrialsTab = lazy(async () => ({ default: (await import('../trials/trials-tab')).TrialsTab }));

const MonitoringTab = lazy(async () => ({
  default: (await import('./monitoring-tab')).MonitoringTab,
}));

const useStyles = makeStyles({
  body: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    padding: tokens.spacingHorizontalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
});

interface JobPanelProps {
  job: JobSummary;
  view: JobView;
  tab: string | undefined;
  onTab: (tab: string) => void;
}

export function JobPanel({ job, view, tab, onTab }: JobPanelProps) {
  const styles = useStyles();
  const tabs = tabsOf(job);
  const current = tabOf(tabs, tab);
  const detail = useQuery(jobQuery(job.name));
  return (
    <>
      <JobTabs tabs={tabs} current={current} onTab={onTab} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard. */}
      <div className={styles.body} role="tabpanel" aria-label={current.label} tabIndex={0}>
        {detail.isError && (
          <ProblemView error={detail.error} onRetry={() => void detail.refetch()} />
        )}
        {detail.isPending && <Loading />}
        {detail.data && (
          <Suspense fallback={<Loading />}>
            <Body tab={current.id} job={withLive(detail.data, job)} view={view} onTab={onTab} />
          </Suspense>
        )}
      </div>
    </>
  );
}

/** The details, with the status as the live events have it: those are never behind. */
function withLive(detail: Job, live: JobSummary): Job {
  const { status, started_at, ended_at, reused_from } = live;
  return {
    ...detail,
    status,
    started_at: started_at ?? detail.started_at,
    ended_at: ended_at ?? detail.ended_at,
    reused_from: reused_from ?? detail.reused_from,
  };
}

interface BodyProps {
  tab: string;
  job: Job;
  view: JobView;
  onTab: (tab: string) => void;
}

function Body({ tab, job, view, onTab }: BodyProps) {
  switch (tab) {
    case 'io':
      return <IoTab job={job} view={view} />;
    case 'logs':
      return <LogsTab job={job} view={view} />;
    case 'trials':
      return <TrialsTab job={job} view={view} />;
    case 'metrics':
      return <MetricsTab job={job} view={view} />;
    case 'images':
      return <ImagesTab job={job} />;
    case 'environment':
      return <EnvironmentTab job={job} />;
    case 'monitoring':
      return <MonitoringTab job={job} view={view} />;
    case 'code':
      return <CodeTab job={job} />;
    case 'json':
      return <JsonView value={job} label="the job as JSON" />;
    default:
      return <OverviewTab job={job} onLogs={() => onTab('logs')} />;
  }
}

function CodeTab({ job }: { job: Job }) {
  if (!job.code) return <p>This step has no code folder: it only runs its command.</p>;
  return <SnapshotView digest={job.code} />;
}

function Loading() {
  return (
    <Skeleton aria-label="Loading the details">
      <SkeletonItem size={96} />
    </Skeleton>
  );
}
