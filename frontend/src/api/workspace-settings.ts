// What the owners of the workspace decided.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from './client';
import { keys } from './keys';
import type { WorkspaceSettings } from './types';

export const workspaceSettingsQuery = queryOptions({
  queryKey: keys.workspaceSettings,
  queryFn: ({ signal }) => request<WorkspaceSettings>('GET', 'settings', undefined, { signal }),
});

export function useEditWorkspaceSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: WorkspaceSettings) =>
      request<WorkspaceSettings>('PATCH', 'settings', change),
    onSuccess: (settings) => client.setQueryData(keys.workspaceSettings, settings),
  });
}
