/** The list of drafts, and the ways to begin one. */

import { Button } from '@fluentui/react-components';
import { FlowchartRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { draftsQuery } from '../../api/catalog';
import { useCanWrite } from '../../api/session';
import type { DraftSummary } from '../../api/types';
import { EmptyState } from '../../ui/empty-state';
import { JobLink } from '../../ui/jobs/job-link';
import { useLinkStyles } from '../../ui/link-styles';
import { NewPipelineLink } from '../../ui/new-pipeline-link';
import { Page } from '../../ui/page';
import { ProblemView } from '../../ui/problem-view';
import { SearchField } from '../../ui/search-field';
import type { Column } from '../../ui/table/columns';
import { DataTable } from '../../ui/table/data-table';
import { moreOf } from '../../ui/table/more-of';
import { RelativeTime } from '../../ui/times';
import { DraftMenu } from './lists/draft-menu';

export function DraftsPage() {
  const canWrite = useCanWrite();
  const navigate = useNavigate();
  const { search } = useSearch({ from: '/app/drafts' });
  const drafts = useInfiniteQuery(draftsQuery(search ?? ''));
  const open = (draft: DraftSummary) =>
    void navigate({ to: '/drafts/$id', params: { id: String(draft.id) } });
  const onSearch = (text: string | undefined) =>
    void navigate({ to: '/drafts', search: text ? { search: text } : {}, replace: true });
  return (
    <Page title="Designer" fill actions={<NewPipelineLink />}>
      <SearchField label="Search drafts" value={search} onChange={onSearch} />
      {drafts.isError ? (
        <ProblemView error={drafts.error} onRetry={() => void drafts.refetch()} />
      ) : (
        <DataTable
          label="Drafts"
          rows={drafts.data?.pages.flatMap((page) => page.items) ?? []}
          columns={canWrite ? [...COLUMNS, MENU] : COLUMNS}
          rowKey={(draft) => String(draft.id)}
          rowName={(draft) => draft.name}
          onOpen={open}
          loading={drafts.isPending}
          more={moreOf(drafts)}
          empty={<NoDrafts onClear={search ? () => onSearch(undefined) : null} />}
        />
      )}
    </Page>
  );
}

function DraftLink({ draft }: { draft: DraftSummary }) {
  const styles = useLinkStyles();
  return (
    <Link
      to="/drafts/$id"
      params={{ id: String(draft.id) }}
      search={{}}
      className={styles.quiet}
      tabIndex={-1}
    >
      {draft.name}
    </Link>
  );
}

const COLUMNS: readonly Column<DraftSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(180px, 3fr)',
    render: (draft) => <DraftLink draft={draft} />,
  },
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
    render: ({ cloned_from_job: name }) => name && <JobLink name={name} />,
  },
];

const MENU: Column<DraftSummary> = {
  id: 'menu',
  header: 'Actions',
  width: '72px',
  render: (draft) => <DraftMenu draft={draft} />,
};

/** `onClear`: of a search that found nothing; null where none was made. */
function NoDrafts({ onClear }: { onClear: (() => void) | null }) {
  const canWrite = useCanWrite();
  if (onClear) {
    return (
      <EmptyState
        icon={FlowchartRegular}
        title="No draft has such a name"
        action={<Button onClick={onClear}>Clear the search</Button>}
      />
    );
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
