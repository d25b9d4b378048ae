// The route tree. Everything but the sign-in page stands inside the shell and needs a session.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { ProblemError } from '../api/problem';
import { sessionQuery } from '../api/session';
import {
  compareSearch,
  draftSearch,
  jobSearch,
  jobsSearch,
  listSearch,
  newPipelineSearch,
  settingsSearch,
  signInSearch,
  versionSearch,
} from '../lib/search';
import { NotFound } from './not-found';
import { Shell } from './shell';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page'), 'SignInPage'),
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page'), 'HomePage'),
});

const jobs = createRoute({
  getParentRoute: () => app,
  path: '/jobs',
  validateSearch: jobsSearch,
  component: lazyRouteComponent(() => import('../features/jobs/list/jobs-page'), 'JobsPage'),
});

const job = createRoute({
  getParentRoute: () => app,
  path: '/jobs/$name',
  validateSearch: jobSearch,
  component: lazyRouteComponent(() => import('../features/jobs/page/job-page'), 'JobPage'),
});

/** Where the address of an experiment leads that MLflow clients print. */
const experiment = createRoute({
  getParentRoute: () => app,
  path: '/experiments/$id',
  component: lazyRouteComponent(
    () => import('../features/jobs/list/experiment-redirect'),
    'ExperimentRedirect',
  ),
});

const components = createRoute({
  getParentRoute: () => app,
  path: '/components',
  validateSearch: listSearch,
  component: lazyRouteComponent(
    () => import('../features/components/components-page'),
    'ComponentsPage',
  ),
});

const component = createRoute({
  getParentRoute: () => app,
  path: '/components/$name',
  validateSearch: versionSearch,
  component: lazyRouteComponent(
    () => import('../features/components/component-page'),
    'ComponentPage',
  ),
});

const drafts = createRoute({
  getParentRoute: () => app,
  path: '/drafts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../features/designer/drafts-page'), 'DraftsPage'),
});

const newDraft = createRoute({
  getParentRoute: () => app,
  path: '/drafts/new',
  validateSearch: newPipelineSearch,
  component: lazyRouteComponent(
    () => import('../features/designer/new/new-pipeline-page'),
    'NewPipelinePage',
  ),
});

/** The designer reads its draft's number with `useParams({ from: "/app/drafts/$id" })`. */
const draft = createRoute({
  getParentRoute: () => app,
  path: '/drafts/$id',
  validateSearch: draftSearch,
  component: lazyRouteComponent(() => import('../features/designer/designer-page'), 'DesignerPage'),
});

const data = createRoute({
  getParentRoute: () => app,
  path: '/data',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../features/data/data-page'), 'DataPage'),
});

const dataAsset = createRoute({
  getParentRoute: () => app,
  path: '/data/$name',
  validateSearch: versionSearch,
  component: lazyRouteComponent(() => import('../features/data/data-asset-page'), 'DataAssetPage'),
});

const models = createRoute({
  getParentRoute: () => app,
  path: '/models',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../features/models/models-page'), 'ModelsPage'),
});

const model = createRoute({
  getParentRoute: () => app,
  path: '/models/$name',
  validateSearch: versionSearch,
  component: lazyRouteComponent(() => import('../features/models/model-page'), 'ModelPage'),
});

const environments = createRoute({
  getParentRoute: () => app,
  path: '/environments',
  validateSearch: listSearch,
  component: lazyRouteComponent(
    () => import('../features/environments/environments-page'),
    'EnvironmentsPage',
  ),
});

const environment = createRoute({
  getParentRoute: () => app,
  path: '/environments/$name',
  validateSearch: versionSearch,
  component: lazyRouteComponent(
    () => import('../features/environments/environment-page'),
    'EnvironmentPage',
  ),
});

const computes = createRoute({
  getParentRoute: () => app,
  path: '/computes',
  component: lazyRouteComponent(() => import('../features/computes/computes-page'), 'ComputesPage'),
});

const compare = createRoute({
  getParentRoute: () => app,
  path: '/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(
    () => import('../features/jobs/compare/compare-page'),
    'ComparePage',
  ),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('../features/settings/settings-page'), 'SettingsPage'),
});

/** The names of the navigation lead to its pages, too: people type what they read. */
const asNamed = (
  [
    ['/designer', '/drafts'],
    ['/pipelines', '/jobs'],
    ['/compute', '/computes'],
  ] as const
).map(([path, to]) =>
  createRoute({
    getParentRoute: () => app,
    path,
    beforeLoad: () => {
      throw redirect({ to, replace: true });
    },
  }),
);

const elsewhere = createRoute({ getParentRoute: () => app, path: '$', component: NotFound });

export const routeTree = root.addChildren([
  signIn,
  app.addChildren([
    home,
    jobs,
    job,
    experiment,
    components,
    component,
    drafts,
    newDraft,
    draft,
    data,
    dataAsset,
    models,
    model,
    environments,
    environment,
    computes,
    compare,
    settings,
    ...asNamed,
    elsewhere,
  ]),
]);
