// An address that leads nowhere.
import { ProblemError } from '../api/problem';
import { ErrorScreen } from '../ui/error-screen';

const missing = new ProblemError(404, {
  code: 'page-not-found',
  message: 'There is no page at this address.',
  hint: 'The link may be old. The command palette (Ctrl+K) finds jobs, components and drafts by name.',
});

export function NotFound() {
  return <ErrorScreen error={missing} />;
}
