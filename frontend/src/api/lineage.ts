// Where an asset comes from, and which jobs were given it.
import { queryOptions } from '@tanstack/react-query';
import { versionPath } from './catalog';
import { request } from './client';
import type { Lineage } from './types';

export interface LineageOf {
  kind: 'data' | 'models';
  name: string;
  version: string;
}

export function lineageQuery(of: LineageOf) {
  return queryOptions({
    queryKey: ['lineage', of],
    queryFn: () => request<Lineage>('GET', `${versionPath(of.kind, of.name, of.version)}/lineage`),
  });
}
