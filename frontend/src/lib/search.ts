// The view state that lives in the URL, read and cleaned: one function for each page.
type Raw = Record<string, unknown>;

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function flag(value: unknown): true | undefined {
  return value === true || value === 'true' ? true : undefined;
}

/** Leaves undefined values out, so that addresses stay short. */
export function compact<T extends object>(given: T): T {
  const kept = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as T;
}

/** Addresses are written plainly, `?version=1&tab=code`: every value is text until a page reads it. */
export function parseSearch(text: string): Raw {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Raw): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null) params.set(key, String(value));
  }
  const written = params.toString();
  return written ? `?${written}` : '';
}

export interface JobsSearch {
  /** `experiments`, instead of the jobs. */
  tab?: 'experiments';
  status?: string;
  search?: string;
  experiment?: string;
  component?: string;
  created_by?: string;
  source?: string;
  /** `name` or `name:value`. */
  tag?: string;
  compute?: string;
  created?: string;
  created_after?: string;
  created_before?: string;
  draft?: string;
  archived?: true;
}

export function jobsSearch(raw: Raw): JobsSearch {
  return compact<JobsSearch>({
    tab: raw.tab === 'experiments' ? raw.tab : undefined,
    status: text(raw.status),
    search: text(raw.search),
    experiment: text(raw.experiment),
    component: text(raw.component),
    created_by: text(raw.created_by),
    source: text(raw.source),
    tag: text(raw.tag),
    compute: text(raw.compute),
    created: text(raw.created),
    created_after: text(raw.created_after),
    created_before: text(raw.created_before),
    draft: text(raw.draft),
    archived: flag(raw.archived),
  } as JobsSearch);
}

/** How metric charts are drawn. */
export interface MetricSearch {
  axis?: string;
  smooth?: string;
  log?: true;
}

function metricSearch(raw: Raw): MetricSearch {
  return compact({ axis: text(raw.axis), smooth: text(raw.smooth), log: flag(raw.log) });
}

export interface JobSearch extends MetricSearch {
  /** Path of the nested pipelines gone into, by node key: "fan_out/inner". */
  graph?: string;
  node?: string;
  /** Name of a job that the node has grown: a trial of a sweep. */
  child?: string;
  tab?: string;
  file?: string;
  /** Which attempt the Monitoring tab shows; the last one by default. */
  attempt?: string;
  /** Instead of the graph: `profile`, where the time went; with its steps and their order. */
  view?: string;
  mode?: string;
  order?: string;
  critical?: true;
  /** By which column the trials of a sweep stand; `-` before it turns it round. */
  sort?: string;
}

export function jobSearch(raw: Raw): JobSearch {
  return compact({
    graph: text(raw.graph),
    node: text(raw.node),
    child: text(raw.child),
    tab: text(raw.tab),
    file: text(raw.file),
    attempt: text(raw.attempt),
    view: text(raw.view),
    mode: text(raw.mode),
    order: text(raw.order),
    critical: flag(raw.critical),
    sort: text(raw.sort),
    ...metricSearch(raw),
  });
}

export interface CompareSearch extends MetricSearch {
  /** The two whose graphs are laid over each other; they are all that is compared without `jobs`. */
  a?: string;
  b?: string;
  /** Names with commas, for more than two. */
  jobs?: string;
  /** Also values and steps that are the same. */
  all?: true;
  /** In the graph: the nested pipelines gone into, and the box that is selected. */
  graph?: string;
  node?: string;
}

export function compareSearch(raw: Raw): CompareSearch {
  return compact({
    a: text(raw.a),
    b: text(raw.b),
    jobs: text(raw.jobs),
    all: flag(raw.all),
    graph: text(raw.graph),
    node: text(raw.node),
    ...metricSearch(raw),
  });
}

export interface ListSearch {
  search?: string;
  tag?: string;
  type?: string;
  created_by?: string;
  archived?: true;
  /** Which column the rows stand by, `-` before it turns it round; what changed last without it. */
  sort?: ListOrder;
}

const LIST_ORDERS = ['name', '-name', 'modified_at'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

export function listSearch(raw: Raw): ListSearch {
  return compact<ListSearch>({
    search: text(raw.search),
    tag: text(raw.tag),
    type: text(raw.type),
    created_by: text(raw.created_by),
    archived: flag(raw.archived),
    sort: LIST_ORDERS.find((order) => order === raw.sort),
  } as ListSearch);
}

export interface DraftSearch {
  /** The nested pipelines gone into, by node key: "learn.fit". */
  inside?: string;
  /** The node, end or note that is selected. */
  node?: string;
  /** Which tab of the library is open; components without it. */
  assets?: 'data' | 'outline';
  yaml?: true;
  /** Revisions that are looked at: "12", "9..12", or anything for the list. */
  history?: string;
}

export function draftSearch(raw: Raw): DraftSearch {
  return compact<DraftSearch>({
    inside: text(raw.inside),
    node: text(raw.node),
    assets: raw.assets === 'data' || raw.assets === 'outline' ? raw.assets : undefined,
    yaml: flag(raw.yaml),
    history: text(raw.history),
  } as DraftSearch);
}

export interface VersionSearch {
  version?: string;
  tab?: string;
  file?: string;
  /** The version to compare with. */
  against?: string;
}

export function versionSearch(raw: Raw): VersionSearch {
  return compact({
    version: text(raw.version),
    tab: text(raw.tab),
    file: text(raw.file),
    against: text(raw.against),
  });
}

export function newPipelineSearch(raw: Raw): { from?: string } {
  const from = text(raw.from);
  return from ? { from } : {};
}

/** expired: a sign-in link was opened that works no more. */
export function signInSearch(raw: Raw): { next?: string; expired?: true } {
  const next = text(raw.next);
  // Only ways inside this site: "//elsewhere" would leave it.
  const isInside = next?.startsWith('/') && !next.startsWith('//');
  return compact({
    next: isInside ? next : undefined,
    expired: raw.expired === '1' ? true : undefined,
  });
}

export function settingsSearch(raw: Raw): { tab?: string } {
  const tab = text(raw.tab);
  return tab ? { tab } : {};
}
