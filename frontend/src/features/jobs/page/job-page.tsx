// The page of a job: its head, its graph, its steps, and the panel of what is selected.
// A run that a script began with an MLflow client has a page of another kind.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Navigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Job } from '../../../api/types';
import { isRun } from '../../../lib/job-types';
import { ErrorScreen } from '../../../ui/error-screen';
import { NotInWorkspace } from '../../../ui/not-in-workspace';
import { Pending } from '../../../ui/pending';
import { FailureBar, placeOfFailure } from './failure-bar';
import { JobBody } from './job-body';
import { JobHeader } from './job-header';
import { useJobView } from './use-job-view';

const RunPage = lazy(async () => ({ default: (await import('../run/run-page')).RunPage }));

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

/** `key` by name: another job is another page, with nothing left of the one before. */
export function JobPage() {
  const { name } = useParams({ from: '/app/jobs/$name' });
  return <OneJob key={name} />;
}

/** A step has no page of its own: it is a place on its root's page. */
function StepRedirect({ job }: { job: Job }) {
  const keys = job.path.split('.');
  const isTrial = job.properties.hyperparameters !== undefined;
  if (isTrial) keys.pop();
  const node = keys.pop();
  const graph = keys.join('.');
  return (
    <Navigate
      to="/jobs/$name"
      params={{ name: job.root }}
      search={{
        ...(graph ? { graph } : {}),
        ...(node ? { node } : {}),
        ...(isTrial ? { child: job.name, tab: 'overview' } : {}),
      }}
      replace
    />
  );
}

function OneJob() {
  const styles = useStyles();
  const { name, root, graph, view } = useJobView();
  if (root.isError) {
    const again = () => void root.refetch();
    return <NotInWorkspace noun="job" name={name} error={root.error} onRetry={again} />;
  }
  if (root.data && isRun(root.data)) {
    return (
      <Suspense fallback={<Pending />}>
        <RunPage run={root.data} />
      </Suspense>
    );
  }
  if (root.data && root.data.root !== name) return <StepRedirect job={root.data} />;
  if (graph.isError)
    return <ErrorScreen error={graph.error} onRetry={() => void graph.refetch()} />;
  if (!view) return <Pending />;
  const details = () => view.go({ tab: 'overview' });
  return (
    <div className={styles.page}>
      <JobHeader job={view.root} onDetails={details} />
      <FailureBar job={view.root} onDetails={() => view.go(placeOfFailure(view))} />
      <JobBody view={view} />
    </div>
  );
}
