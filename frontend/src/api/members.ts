// The people of the workspace and their roles.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request, segment } from './client';
import { keys } from './keys';
import type { Member } from './types';

export const membersQuery = queryOptions({
  queryKey: keys.members,
  queryFn: ({ signal }) => request<Member[]>('GET', 'members', undefined, { signal }),
});

/** Gives a role; `null` takes the person out of the workspace. */
export function useSetRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ username, role }: { username: string; role: Member['role'] | null }) => {
      const path = `members/${segment(username)}`;
      return role === null ? request('DELETE', path) : request('PUT', path, { role });
    },
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.members }),
        // It may have been one's own.
        client.invalidateQueries({ queryKey: keys.session }),
      ]),
  });
}
