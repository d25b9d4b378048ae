/** The left pane: what can be dragged onto the canvas, or added with Enter; and what stands there. */

import {
  Button,
  makeStyles,
  SearchBox,
  Select,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useCanWrite } from '../../../api/session';
import { ButtonLink } from '../../../ui/button-link';
import { CommandLine } from '../../../ui/command-line';
import { ProblemView } from '../../../ui/problem-view';
import type { Asset } from '../canvas/assets';
import { useDesigner } from '../data/session';
import { NodeOutline } from '../outline/node-outline';
import { type AssetGroup, byName, groupAssets, tagKeys } from './asset-groups';
import { AssetList } from './asset-list';
import { groupBy, useRemembered } from './remembered';
import {
  type AssetListing,
  controlAssets,
  useComponentAssets,
  useDataAssets,
  useNamed,
} from './use-assets';

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
  // All three fit beside each other where the pane is at its narrowest.
  tabs: {
    '@media (max-width: 1279px)': {
      marginLeft: '-8px',
      marginRight: '-8px',
      '& button': { padding: '8px 6px', columnGap: 0 },
      '& button > span': { fontSize: tokens.fontSizeBase200, paddingLeft: 0, paddingRight: 0 },
    },
  },
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
  error: { padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}` },
  list: { flexGrow: 1, minHeight: 0, overflowY: 'auto', marginTop: tokens.spacingVerticalS },
});

const SEARCHES = {
  components: 'Search components',
  data: 'Search data',
  outline: 'Find a node',
} as const;

export type LibraryTab = keyof typeof SEARCHES;

function isTab(value: unknown): value is LibraryTab {
  return typeof value === 'string' && Object.hasOwn(SEARCHES, value);
}

interface AssetLibraryProps {
  tab: LibraryTab;
  onTab: (tab: LibraryTab) => void;
}

export function AssetLibrary({ tab, onTab }: AssetLibraryProps) {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const clear = () => setSearch('');
  const onSearchKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    const list = event.currentTarget.closest('[data-pane]')?.querySelector('[data-pane-entry]');
    list?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  return (
    <section className={styles.pane} aria-label="Asset library" data-pane="library">
      <div className={styles.head}>
        <TabList
          selectedValue={tab}
          onTabSelect={(_, { value }) => isTab(value) && onTab(value)}
          aria-label="Kind of asset"
          className={styles.tabs}
          size="small"
        >
          <Tab value="components">Components</Tab>
          <Tab value="data">Data</Tab>
          <Tab value="outline">Outline</Tab>
        </TabList>
        <SearchBox
          className={styles.search}
          size="small"
          aria-label={SEARCHES[tab]}
          placeholder={SEARCHES[tab]}
          value={search}
          onChange={(_, { value }) => setSearch(value)}
          onKeyDown={onSearchKey}
        />
      </div>
      <div className={styles.list}>
        {tab === 'components' && <ComponentsTab search={search} onClear={clear} />}
        {tab === 'data' && <DataTab search={search} onClear={clear} />}
        {tab === 'outline' && <NodeOutline search={search} />}
      </div>
    </section>
  );
}

interface TabProps {
  search: string;
  onClear: () => void;
}

function ComponentsTab({ search, onClear }: TabProps) {
  const list = useComponentAssets(search, 'name');
  return (
    <AssetTab kind="component" label="Components" search={search} onClear={onClear} list={list} />
  );
}

function DataTab({ search, onClear }: TabProps) {
  const list = useDataAssets(search, 'name');
  return <AssetTab kind="data" label="Data" search={search} onClear={onClear} list={list} />;
}

interface AssetTabProps {
  kind: Asset['kind'];
  label: string;
  search: string;
  onClear: () => void;
  list: AssetListing;
}

/** While someone searches, what was found is one list; else favourites and groups lead the way. */
function AssetTab({ kind, label, search, onClear, list }: AssetTabProps) {
  const styles = useStyles();
  const { assets, isPending, isError, hasNextPage, fetchNextPage } = list;
  const id = useId();
  const { canWrite } = useDesigner();
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
  // Others are looked up; what only stands on a canvas says nothing to those who cannot put it there.
  const control = kind === 'component' && canWrite ? controlGroup(search) : [];
  const hasOwn = groups.some((one) => one.assets.length > 0);
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
      {isError && (
        <div className={styles.error}>
          <ProblemView
            error={list.error}
            title={`The ${label.toLowerCase()} could not be listed.`}
            onRetry={() => void list.refetch()}
          />
        </div>
      )}
      {!(isError && assets.length === 0) && (
        <AssetList
          label={label}
          groups={hasOwn && control.length > 0 ? withControls(groups, control, isSearch) : groups}
          isPending={isPending}
          isSearch={isSearch}
          isMore={list.isFetchingNextPage}
          empty={
            isSearch ? (
              <Button size="small" onClick={onClear}>
                Clear the search
              </Button>
            ) : (
              <HowToRegister kind={kind} />
            )
          }
          onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        />
      )}
      {!hasOwn && !isPending && control.length > 0 && (
        <AssetList
          label="Control flow"
          groups={control}
          isPending={false}
          isSearch={false}
          isMore={false}
          empty={null}
          onMore={undefined}
        />
      )}
    </>
  );
}

function HowToRegister({ kind }: { kind: Asset['kind'] }) {
  const canWrite = useCanWrite();
  const isData = kind === 'data';
  return (
    <>
      {canWrite && (
        <ButtonLink to={isData ? '/data' : '/components'} search={{}} size="small">
          {isData ? 'Register data' : 'Register a component'}
        </ButtonLink>
      )}
      <CommandLine
        command={
          isData
            ? 'studio data create --name titanic --type uri_file --path titanic.csv'
            : 'studio component create --file train.yml'
        }
      />
    </>
  );
}

/** Control flow needs no registering: it is always there. */
function controlGroup(search: string): readonly AssetGroup[] {
  const assets = controlAssets(search);
  return assets.length > 0 ? [{ id: 'control', title: 'Control flow', assets }] : [];
}

/** It stands before the components of the workspace, which may be many; what was found comes first. */
function withControls(
  groups: readonly AssetGroup[],
  control: readonly AssetGroup[],
  isSearch: boolean,
): readonly AssetGroup[] {
  if (isSearch) return [...groups.map((one) => ({ ...one, title: 'Components' })), ...control];
  const mine = groups.filter(({ id }) => id === 'favourites' || id === 'recent');
  return [...mine, ...control, ...groups.filter((one) => !mine.includes(one))];
}
