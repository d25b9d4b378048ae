// From the number of an experiment, as MLflow clients print it, to the jobs of that experiment.
import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { experimentsQuery } from '../../../api/jobs';
import { ProblemError } from '../../../api/problem';
import { ErrorScreen } from '../../../ui/error-screen';
import { Pending } from '../../../ui/pending';

function missing(id: string): ProblemError {
  return new ProblemError(404, {
    code: 'experiment-not-found',
    message: `There is no experiment ${id} in this workspace.`,
    hint: 'It may lie in another workspace of yours: the menu at the top right switches.',
  });
}

export function ExperimentRedirect() {
  const { id } = useParams({ from: '/app/experiments/$id' });
  const experiments = useQuery(experimentsQuery);
  if (experiments.isError) {
    return <ErrorScreen error={experiments.error} onRetry={() => void experiments.refetch()} />;
  }
  if (!experiments.data) return <Pending />;
  const found = experiments.data.items.find((each) => String(each.id) === id);
  if (!found) return <ErrorScreen error={missing(id)} />;
  return <Navigate to="/jobs" search={{ experiment: found.name }} replace />;
}
