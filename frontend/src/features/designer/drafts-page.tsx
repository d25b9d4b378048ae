/** The list of drafts, and the ways to begin one. */

import { FlowchartRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { draftsQuery } from '../../api/catalog';
import { useCanWrite } from '../../api/session';
import type { DraftSummary } from '../../api/types';
import { EmptyState } from '../../ui/empty-state';
import { NewPipelineLink } from '../../ui/new-pipeline-link';
import { Page } from '../../ui/page';
import { ProblemView } from '../../ui/problem-view';
import { SearchField } from '../../ui/search-field';
import type { Column } from '../../ui/table/columns';
import { DataTable } from '../../ui/table/data-table';
import { RelativeTime } from '../../ui/times';
import { DraftMenu } from './lists/draft-menu';

export function DraftsPage() {
  const canWrite = useCanWrite();
  const navigate = useNavigate();
  const { search } = useSearch({ from: '/app/drafts' });
  const drafts = useQuery({ ...draftsQuery(search ?? ''), placeholderData: keepPreviousData });
  const open = (draft: DraftSummary) =>
    void navigate({ to: '/drafts/$id', params: { id: String(draft.id) } });
  return (
    <Page title="Designer" fill actions={<NewPipelineLink />}>
      <SearchField
        label="Search drafts"
        value={search}
        onChange={(text) =>
          void navigate({ to: '/drafts', search: text ? { search: text } : {}, replace: true })
        }
      />
      {drafts.isError ? (
        <ProblemView error={drafts.error} onRetry={() => void drafts.refetch()} />
      ) : (
        <DataTable
          label="Drafts"
          rows={drafts.data?.items ?? []}
          columns={canWrite ? [...COLUMNS, MENU] : COLUMNS}
          rowKey={(draft) => String(draft.id)}
          rowName={(draft) => draft.name}
          onOpen={open}
          loading={drafts.isPending}
          empty={<NoDrafts isSearch={Boolean(search)} />}
        />
      )}
    </Page>
  );
}

const COLUMNS: readonly Column<DraftSummary>[] = [
  { id: 'name', header: 'Name', width: 'minmax(180px, 3fr)', render: (draft) => draft.name },
  {
    id: 'nodes',
    header: 'Nodes',
    width: '80px',
    align: 'end',
    render: (draft) => draft.nodes_count,
  },
  {
    id: 'modified',
    header: 'Modified',
    width: 'minmax(110px, 1fr)',
    render: (draft) => <RelativeTime at={draft.modified_at} />,
  },
  {
    id: 'by',
    header: 'By',
    width: 'minmax(90px, 1fr)',
    from: 640,
    render: (draft) => draft.modified_by ?? draft.created_by,
  },
  {
    id: 'from',
    header: 'Cloned from',
    width: 'minmax(120px, 1fr)',
    from: 860,
    render: (draft) => draft.cloned_from_job,
  },
];

const MENU: Column<DraftSummary> = {
  id: 'menu',
  header: 'Actions',
  width: '72px',
  render: (draft) => <DraftMenu draft={draft} />,
};

function NoDrafts({ isSearch }: { isSearch: boolean }) {
  const canWrite = useCanWrite();
  if (isSearch) {
    return <EmptyState icon={FlowchartRegular} title="No draft has such a name" />;
  }
  return (
    <EmptyState
      icon={FlowchartRegular}
      title="No drafts yet"
      text="A draft is a pipeline being composed: drag components onto a canvas, connect them, submit."
      {...(canWrite
        ? {
            action: <NewPipelineLink />,
          }
        : {})}
      command="studio job create --file pipeline.yml"
    />
  );
}
