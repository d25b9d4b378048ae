// Query keys, one factory: what is invalidated together begins alike.
export const keys = {
  session: ['session'] as const,
  home: ['home'] as const,
  jobs: (filters: object = {}) => ['jobs', filters] as const,
  allJobs: ['jobs'] as const,
  job: (name: string) => ['job', name] as const,
  jobGraph: (name: string) => ['job', name, 'graph'] as const,
  jobChildren: (name: string) => ['job', name, 'children'] as const,
  jobMonitor: (name: string, attempt: number | undefined) =>
    ['job', name, 'monitor', attempt ?? 'last'] as const,
  jobWhy: (name: string, status: string) => ['job', name, 'why', status] as const,
  jobMetrics: (name: string) => ['job', name, 'metrics'] as const,
  jobLogs: (name: string) => ['job', name, 'logs'] as const,
  jobFiles: (name: string, source: string, path: string) =>
    ['job', name, 'files', source, path] as const,
  experiments: ['experiments'] as const,
  components: (filters: object = {}) => ['components', filters] as const,
  allComponents: ['components'] as const,
  component: (name: string, version: string) => ['component', name, version] as const,
  snapshot: (digest: string) => ['snapshot', digest] as const,
  drafts: (search = '') => ['drafts', search] as const,
  draft: (id: number) => ['draft', id] as const,
  data: (search: string | undefined) => ['data', search] as const,
  dataVersion: (name: string, version: string) => ['data-version', name, version] as const,
  environments: (search: string | undefined) => ['environments', search] as const,
  environment: (name: string, version: string) => ['environment', name, version] as const,
  computes: ['computes'] as const,
};
