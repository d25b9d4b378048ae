// The pages of a list that have not come yet, as a table asks for them.
import type { MoreRows } from './data-table';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

export function moreOf({ hasNextPage, isFetchingNextPage, fetchNextPage }: Paged): MoreRows {
  return { has: hasNextPage, loading: isFetchingNextPage, load: () => void fetchNextPage() };
}
