// Asks the server for everything whose name holds the typed words.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../../api/client';
import type {
  ComponentSummary,
  DataSummary,
  DraftSummary,
  Environment,
  JobSummary,
  ModelSummary,
  Page,
} from '../../api/types';
import { useDebounced } from '../../lib/debounce';
import type { Found } from './entries';

const EACH = 6;
const NOTHING: Found = {
  jobs: [],
  components: [],
  drafts: [],
  data: [],
  models: [],
  environments: [],
};

/** A kind that cannot be asked leaves the others alone. */
async function find<T>(
  path: string,
  search: string,
  signal: AbortSignal,
  sort?: 'best',
): Promise<T[]> {
  const query = { search, limit: EACH, sort };
  const asked = request<Page<T>>('GET', path, undefined, { query, signal });
  return (await asked.catch(() => ({ items: [] }))).items.slice(0, EACH);
}

async function findAll(search: string, signal: AbortSignal): Promise<Found> {
  const [jobs, components, drafts, data, models, environments] = await Promise.all([
    find<JobSummary>('jobs', search, signal),
    find<ComponentSummary>('components', search, signal, 'best'),
    find<DraftSummary>('drafts', search, signal),
    find<DataSummary>('data', search, signal, 'best'),
    find<ModelSummary>('models', search, signal, 'best'),
    find<Environment>('environments', search, signal, 'best'),
  ]);
  return { jobs, components, drafts, data, models, environments };
}

export function useFound(text: string, enabled: boolean): Found {
  const search = useDebounced(text.trim(), 120);
  const found = useQuery({
    queryKey: ['palette', search],
    queryFn: ({ signal }) => findAll(search, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  return found.data ?? NOTHING;
}
