/** The left pane: what can be dragged onto the canvas, or added with Enter. */

import { makeStyles, SearchBox, Select, Tab, TabList, tokens } from '@fluentui/react-components';
import { useId, useMemo, useState } from 'react';
import type { Asset } from '../canvas/assets';
import { byName, groupAssets, tagKeys } from './asset-groups';
import { AssetList } from './asset-list';
import { groupBy, useRemembered } from './remembered';
import { useComponentAssets, useDataAssets, useNamed } from './use-assets';

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
  by: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
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
    <AssetTab
      kind="component"
      label="Components"
      search={search}
      assets={assets}
      isPending={isPending}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
    />
  );
}

function DataTab({ search }: { search: string }) {
  const { assets, isPending, hasNextPage, fetchNextPage } = useDataAssets(search);
  return (
    <AssetTab
      kind="data"
      label="Data"
      search={search}
      assets={assets}
      isPending={isPending}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
    />
  );
}

interface AssetTabProps {
  kind: Asset['kind'];
  label: string;
  search: string;
  assets: readonly Asset[];
  isPending: boolean;
  onMore: (() => void) | undefined;
}

/** While someone searches, what was found is one list; else favourites and groups lead the way. */
function AssetTab({ kind, label, search, assets, isPending, onMore }: AssetTabProps) {
  const styles = useStyles();
  const id = useId();
  const { favourites, recent, tag } = useRemembered();
  const mine = useMemo(() => byName(assets), [assets]);
  const isSearch = search.trim() !== '';
  const names = useMemo(
    () => (isSearch ? [] : [...new Set([...favourites, ...recent])]),
    [isSearch, favourites, recent],
  );
  const known = useNamed(kind, names, mine);
  const keys = useMemo(() => tagKeys(assets), [assets]);
  const grouped = isSearch || !keys.includes(tag) ? '' : tag;
  const groups = useMemo(
    () =>
      isSearch
        ? [{ id: 'found', title: '', assets }]
        : groupAssets(assets, known, { favourites, recent, tag: grouped }),
    [isSearch, assets, known, favourites, recent, grouped],
  );
  return (
    <>
      {!isSearch && keys.length > 0 && (
        <label className={styles.by} htmlFor={id}>
          Group by tag
          <Select id={id} size="small" value={grouped} onChange={(_, { value }) => groupBy(value)}>
            <option value="">None</option>
            {keys.map((key) => (
              <option key={key}>{key}</option>
            ))}
          </Select>
        </label>
      )}
      <AssetList
        label={label}
        groups={groups}
        isPending={isPending}
        isSearch={isSearch}
        onMore={onMore}
      />
    </>
  );
}
