/** The items of the library: dragged with the mouse, or added at the centre with Enter. */

import {
  Button,
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, StarFilled, StarRegular } from '@fluentui/react-icons';
import { type DragEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { addAsset } from '../canvas/add-asset';
import {
  ASSET_MIME,
  type Asset,
  assetId,
  assetTitle,
  assetWords,
  freeSpot,
} from '../canvas/assets';
import { type Designer, useDesigner } from '../data/session';
import type { AssetGroup } from './asset-groups';
import { AssetIcon } from './asset-icon';
import { assetName, toggleFavourite, useRemembered } from './remembered';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: '2px',
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}`,
    margin: 0,
  },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexGrow: 1,
    minWidth: 0,
    padding: '6px 8px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'grab',
    outlineStyle: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
  icon: { display: 'grid', fontSize: '20px', color: tokens.colorNeutralForeground2, flexShrink: 0 },
  words: { display: 'grid', minWidth: 0, flexGrow: 1, lineHeight: '17px' },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  /** Narrow windows cut names after one line otherwise. */
  twoLines: {
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  faint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  row: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    // Where nothing can hover, what can be done is there at once.
    '@media (hover: hover)': {
      '& .asset-tool': { opacity: 0 },
      ':hover .asset-tool': { opacity: 1 },
      ':focus-within .asset-tool': { opacity: 1 },
    },
  },
  tool: {
    minWidth: '24px',
    padding: 0,
    flexShrink: 0,
    '@media (pointer: coarse)': { minWidth: '36px', minHeight: '36px' },
  },
  group: { '& + &': { marginTop: tokens.spacingVerticalXS } },
  title: {
    padding: '4px 12px',
    cursor: 'pointer',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  note: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground3,
  },
  skeleton: { display: 'grid', gap: '12px', padding: '8px 16px' },
});

interface AssetListProps {
  label: string;
  groups: readonly AssetGroup[];
  isPending: boolean;
  isSearch: boolean;
  isMore: boolean;
  /** What to do where there is nothing. */
  empty: ReactNode;
  onMore: (() => void) | undefined;
}

export function AssetList(props: AssetListProps) {
  const { label, groups, isPending, isSearch, isMore, onMore, empty } = props;
  const styles = useStyles();
  const list = useRef<HTMLDivElement>(null);
  if (isPending) return <Loading />;
  if (!groups.some((one) => one.assets.length > 0)) {
    return (
      <div className={styles.note}>
        <Text>{isSearch ? 'Nothing found.' : `No ${label.toLowerCase()} yet.`}</Text>
        {empty}
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const found = list.current?.querySelectorAll<HTMLElement>('[role="button"]') ?? [];
    const items: (Element | null)[] = [...found];
    const at = items.indexOf(document.activeElement);
    found[Math.max(0, Math.min(items.length - 1, at + step))]?.focus();
  };
  return (
    <>
      <div ref={list} role="group" aria-label={`${label} of the workspace`} onKeyDown={onKeyDown}>
        {groups.map((group) =>
          groups.length === 1 ? (
            <Items key={group.id} label={label} assets={group.assets} />
          ) : (
            <details key={group.id} open className={styles.group}>
              <summary className={styles.title}>
                {group.title} <span className={styles.faint}>{group.assets.length}</span>
              </summary>
              <Items label={group.id === 'all' ? label : group.title} assets={group.assets} />
            </details>
          ),
        )}
      </div>
      {onMore && (
        <Button appearance="transparent" disabledFocusable={isMore} onClick={onMore}>
          {isMore ? 'Loading…' : 'Show more'}
        </Button>
      )}
    </>
  );
}

function Items({ label, assets }: { label: string; assets: readonly Asset[] }) {
  const styles = useStyles();
  return (
    <div role="list" aria-label={label} className={styles.list}>
      {assets.map((asset) => (
        <div role="listitem" key={assetId(asset)} className={styles.row}>
          <AssetItem asset={asset} />
          <Add asset={asset} />
          {asset.kind !== 'control' && <Favourite asset={asset} />}
        </div>
      ))}
    </div>
  );
}

function Favourite({ asset }: { asset: Asset }) {
  const styles = useStyles();
  const isOne = useRemembered().favourites.includes(assetName(asset));
  return (
    <Button
      appearance="transparent"
      size="small"
      className={mergeClasses(styles.tool, !isOne && 'asset-tool')}
      icon={isOne ? <StarFilled /> : <StarRegular />}
      aria-pressed={isOne}
      aria-label={`Favourite ${assetTitle(asset)}`}
      onClick={() => toggleFavourite(asset)}
    />
  );
}

/** For fingers, and for all who do not know that Enter does it. */
function Add({ asset }: { asset: Asset }) {
  const styles = useStyles();
  const designer = useDesigner();
  if (!designer.canWrite) return null;
  return (
    <Button
      appearance="transparent"
      size="small"
      className={mergeClasses(styles.tool, 'asset-tool')}
      icon={<AddRegular />}
      aria-label={`Add ${assetTitle(asset)}`}
      onClick={() => addInMiddle(designer, asset)}
    />
  );
}

function addInMiddle(designer: Designer, asset: Asset): void {
  const { store, view, canWrite } = designer;
  if (!canWrite) return;
  const middle = view.get()?.center() ?? { x: 0, y: 0 };
  const key = addAsset(designer, asset, freeSpot(store.get().document, middle));
  if (key) requestAnimationFrame(() => view.get()?.reveal(key));
}

function AssetItem({ asset }: { asset: Asset }) {
  const styles = useStyles();
  const designer = useDesigner();
  const add = () => addInMiddle(designer, asset);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    add();
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(ASSET_MIME, JSON.stringify(asset));
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <div
      role="button"
      tabIndex={0}
      draggable={designer.canWrite}
      aria-description="Enter adds it at the centre of the canvas; or drag it there"
      title={titleOf(asset)}
      className={styles.item}
      onKeyDown={onKeyDown}
      onDoubleClick={add}
      onDragStart={onDragStart}
      data-asset={nameOf(asset)}
    >
      <span className={styles.icon} aria-hidden>
        <AssetIcon asset={asset} />
      </span>
      <span className={styles.words}>
        <span className={styles.twoLines}>{assetTitle(asset)}</span>
        <span className={mergeClasses(styles.faint, asset.kind !== 'control' && styles.cut)}>
          {assetWords(asset)}
        </span>
      </span>
    </div>
  );
}

function nameOf(asset: Asset): string {
  if (asset.kind === 'control') return asset.control.type;
  return asset.kind === 'data' ? asset.data.name : asset.component.name;
}

function titleOf(asset: Asset): string {
  if (asset.kind === 'control') return asset.control.description;
  const one = asset.kind === 'data' ? asset.data : asset.component;
  return [`${assetTitle(asset)} (${assetWords(asset)})`, one.description]
    .filter(Boolean)
    .join('\n');
}

function Loading() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Loading" className={styles.skeleton}>
      {['a', 'b', 'c', 'd'].map((key) => (
        <SkeletonItem key={key} size={32} />
      ))}
    </Skeleton>
  );
}
