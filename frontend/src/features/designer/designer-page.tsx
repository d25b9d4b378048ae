/** The designer's page: reads the draft, and the work that was kept from before, then opens both. */

import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useCanWrite, useSession } from '../../api/session';
import type { Draft } from '../../api/types';
import { NotInWorkspace } from '../../ui/not-in-workspace';
import { draftQuery } from './data/api';
import { type Kept, keptWorks } from './data/kept-work';
import { openDraft } from './data/session';
import { Designer } from './designer';

const NONE: readonly Kept[] = [];

export function DesignerPage() {
  const { id } = useParams({ from: '/app/drafts/$id' });
  return <DraftLoader key={id} id={Number(id)} />;
}

function DraftLoader({ id }: { id: number }) {
  const draft = useQuery(draftQuery(id));
  const kept = useQuery({
    queryKey: ['kept-work', id],
    queryFn: () => keptWorks(id),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (draft.isError) {
    const again = () => void draft.refetch();
    return <NotInWorkspace noun="draft" name={String(id)} error={draft.error} onRetry={again} />;
  }
  if (!draft.data || kept.isPending) {
    return (
      <Skeleton aria-label="Loading the draft" style={{ padding: 16, display: 'grid', gap: 12 }}>
        <SkeletonItem size={32} />
        <SkeletonItem style={{ height: '60vh' }} />
      </Skeleton>
    );
  }
  return <OpenDraft draft={draft.data} kept={kept.data ?? NONE} />;
}

function OpenDraft({ draft, kept }: { draft: Draft; kept: readonly Kept[] }) {
  const canWrite = useCanWrite();
  const own = useSession()?.user.username;
  const [session] = useState(() => openDraft(draft, canWrite ? kept : NONE, canWrite, own));
  return <Designer session={session} />;
}
