/** The left pane: what can be dragged onto the canvas, or added with Enter. */

import { makeStyles, SearchBox, Tab, TabList, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { AssetList } from './asset-list';
import { useComponentAssets, useDataAssets } from './use-assets';

const useStyles = makeStyles({
  pane: {
    gridArea: 'library',
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: { padding: `0 ${tokens.spacingHorizontalM}` },
  search: { width: '100%', maxWidth: 'none' },
  list: { flexGrow: 1, minHeight: 0, overflowY: 'auto', marginTop: tokens.spacingVerticalS },
});

export function AssetLibrary() {
  const styles = useStyles();
  const [tab, setTab] = useState<'components' | 'data'>('components');
  const [search, setSearch] = useState('');
  return (
    <section className={styles.pane} aria-label="Asset library">
      <div className={styles.head}>
        <TabList
          selectedValue={tab}
          onTabSelect={(_, { value }) => setTab(value === 'data' ? 'data' : 'components')}
          aria-label="Kind of asset"
        >
          <Tab value="components">Components</Tab>
          <Tab value="data">Data</Tab>
        </TabList>
        <SearchBox
          className={styles.search}
          size="small"
          aria-label={tab === 'data' ? 'Search data' : 'Search components'}
          placeholder={tab === 'data' ? 'Search data' : 'Search components'}
          value={search}
          onChange={(_, { value }) => setSearch(value)}
        />
      </div>
      <div className={styles.list}>
        {tab === 'data' ? <DataTab search={search} /> : <ComponentsTab search={search} />}
      </div>
    </section>
  );
}

function ComponentsTab({ search }: { search: string }) {
  const { assets, isPending, hasNextPage, fetchNextPage } = useComponentAssets(search);
  return (
    <AssetList
      label="Components"
      assets={assets}
      isPending={isPending}
      isSearch={search !== ''}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
    />
  );
}

function DataTab({ search }: { search: string }) {
  const { assets, isPending, hasNextPage, fetchNextPage } = useDataAssets(search);
  return (
    <AssetList
      label="Data"
      assets={assets}
      isPending={isPending}
      isSearch={search !== ''}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
    />
  );
}
