// The list of environments: the software that commands run in.

import { makeStyles, tokens } from '@fluentui/react-components';
import { LayerRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { environmentsQuery } from '../../api/catalog';
import type { Environment } from '../../api/types';
import { firstLine } from '../../lib/text';
import {
  createdByColumn,
  NameCell,
  tagsColumn,
  timeColumn,
  versionColumn,
} from '../../ui/asset-columns';
import { EmptyState } from '../../ui/empty-state';
import { useLinkStyles } from '../../ui/link-styles';
import { Page } from '../../ui/page';
import { ProblemView } from '../../ui/problem-view';
import { SearchField } from '../../ui/search-field';
import type { Column } from '../../ui/table/columns';
import { DataTable } from '../../ui/table/data-table';
import { madeFrom } from './made-from';

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
  },
});

function EnvironmentLink({ name }: { name: string }) {
  const styles = useLinkStyles();
  return (
    <Link
      to="/environments/$name"
      params={{ name }}
      search={{}}
      className={styles.quiet}
      tabIndex={-1}
    >
      {name}
    </Link>
  );
}

const COLUMNS: Column<Environment>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(200px, 2.4fr)',
    render: (each) => (
      <NameCell
        link={<EnvironmentLink name={each.name} />}
        text={firstLine(each.description) || madeFrom(each.spec)}
      />
    ),
  },
  versionColumn<Environment>(),
  tagsColumn<Environment>(),
  createdByColumn<Environment>(),
  timeColumn<Environment>('Created', (each) => each.created_at),
];

export function EnvironmentsPage() {
  const styles = useStyles();
  const search = useSearch({ from: '/app/environments' });
  const navigate = useNavigate();
  const list = useInfiniteQuery(environmentsQuery(search.search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const onSearch = useCallback(
    (text: string | undefined) =>
      void navigate({ to: '/environments', search: text ? { search: text } : {}, replace: true }),
    [navigate],
  );
  return (
    <Page
      title="Environments"
      subtitle={
        <>
          Add one with <code>studio environment create -f environment.yml</code>
        </>
      }
      fill
    >
      <div className={styles.body}>
        <search aria-label="Filters">
          <SearchField label="Search environments" value={search.search} onChange={onSearch} />
        </search>
        {list.isError ? (
          <ProblemView error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <DataTable
            label="Environments"
            rows={rows}
            columns={COLUMNS}
            rowHeight={56}
            rowKey={(each) => each.name}
            rowName={(each) => each.name}
            loading={list.isPending}
            onOpen={(each) =>
              void navigate({ to: '/environments/$name', params: { name: each.name }, search: {} })
            }
            more={{
              has: list.hasNextPage,
              loading: list.isFetchingNextPage,
              load: () => void list.fetchNextPage(),
            }}
            empty={
              <EmptyState
                icon={LayerRegular}
                title={search.search ? 'No environment has that name' : 'No environments yet'}
                text="An environment says which packages a command finds. Steps without one run in the studio's own Python."
                command="studio environment create --file environment.yml"
              />
            }
          />
        )}
      </div>
    </Page>
  );
}
