// Who is signed in, and into which workspace.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from './client';
import { keys } from './keys';
import { live } from './live';
import type { Session } from './types';
import { chooseWorkspace, workspaceName } from './workspace';

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async () => {
    const session = await request<Session>('GET', '/api/session');
    chooseWorkspace(session);
    return session;
  },
  staleTime: 5 * 60_000,
  retry: false,
});

export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data;
}

export function useRole(): 'reader' | 'contributor' | 'owner' {
  const session = useSession();
  const here = session?.workspaces.find((each) => each.name === workspaceName());
  return here?.role ?? 'reader';
}

/** Readers see everything and change nothing. */
export function useCanWrite(): boolean {
  return useRole() !== 'reader';
}

/** What readers can do about it. */
export const ASK_AN_OWNER = 'An owner of the workspace can make you a contributor.';

/** Owners decide for the whole workspace. */
export function useIsOwner(): boolean {
  return useRole() === 'owner';
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { username: string; password: string }) =>
      request<Session>('POST', '/api/session', given),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.session }),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<void>('DELETE', '/api/session'),
    onSuccess: () => {
      live.close();
      client.clear();
    },
  });
}
