// Every address of the application. Pages are loaded when they are first asked for.
import { createRouter } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../lib/search';
import { ErrorScreen } from '../ui/error-screen';
import { Pending } from '../ui/pending';
import { NotFound } from './not-found';
import { queryClient } from './providers';
import { routeTree } from './routes';

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingComponent: Pending,
  defaultErrorComponent: ({ error, reset }) => <ErrorScreen error={error} onRetry={reset} />,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
