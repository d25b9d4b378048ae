/** The items of the library: dragged with mouse or finger, or added at the centre with Enter. */

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
import { useNavigate } from '@tanstack/react-router';
import type { DragEvent, KeyboardEvent, ReactNode } from 'react';
import { sceneOf } from '../../../canvas/core/scene';
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
import { dragByFinger } from './finger-drag';
import { assetName, toggleFavourite, useRemembered } from './remembered';
import { headOf, lineOf, MORE, type Rover, useRover } from './use-rover';

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
    outlineStyle: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
  // Sideways a finger drags it, up and down it scrolls.
  canDrag: { cursor: 'grab', touchAction: 'pan-y' },
  icon: { display: 'grid', fontSize: '20px', color: tokens.colorNeutralForeground2, flexShrink: 0 },
  words: { display: 'grid', minWidth: 0, flexGrow: 1, lineHeight: '17px' },
  // The tools come to stand over its end, so that the title has the whole width; what is cut is the name, not the version.
  second: {
    display: 'flex',
    minWidth: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  version: { flexShrink: 0 },
  starred: { '@media (pointer: fine)': { paddingRight: '24px' } },
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
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    // Where nothing can hover, what can be done is there at once.
    '@media (hover: hover)': {
      '& .asset-tool': { opacity: 0 },
      ':hover .asset-tool': { opacity: 1 },
      ':focus-within .asset-tool': { opacity: 1 },
      ':hover .asset-words': { paddingRight: '48px' },
      ':focus-within .asset-words': { paddingRight: '48px' },
    },
  },
  tools: {
    display: 'flex',
    flexShrink: 0,
    '@media (pointer: fine)': { position: 'absolute', right: '4px', bottom: '3px' },
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
  const rover = useRover(groups, onMore !== undefined);
  if (isPending) return <Loading />;
  if (!groups.some((one) => one.assets.length > 0)) {
    return (
      <div className={styles.note}>
        <Text>{isSearch ? 'Nothing found.' : `No ${label.toLowerCase()} yet.`}</Text>
        {empty}
      </div>
    );
  }
  const items = (group: AssetGroup, name: string) => (
    <Items label={name} group={group} rover={rover} />
  );
  return (
    <div
      ref={rover.root}
      role="group"
      aria-label={`${label} of the workspace`}
      aria-description="Arrow keys go from one to the next, right and left to its buttons"
      data-pane-entry
      onKeyDown={rover.onKeyDown}
      onFocus={rover.onFocus}
    >
      {groups.map((group) =>
        groups.length === 1 ? (
          <div key={group.id}>{items(group, label)}</div>
        ) : (
          <details
            key={group.id}
            open={rover.isOpen(group.id)}
            className={styles.group}
            onToggle={(event) => rover.toggled(group.id, event.currentTarget.open)}
          >
            <summary className={styles.title} {...rover.line(headOf(group.id))}>
              {group.title} <span className={styles.faint}>{group.assets.length}</span>
            </summary>
            {items(group, group.id === 'all' ? label : group.title)}
          </details>
        ),
      )}
      {onMore && (
        <Button
          appearance="transparent"
          disabledFocusable={isMore}
          {...rover.line(MORE)}
          onClick={() => {
            rover.step(-1);
            onMore();
          }}
        >
          {isMore ? 'Loading…' : 'Show more'}
        </Button>
      )}
    </div>
  );
}

interface ItemsProps {
  label: string;
  group: AssetGroup;
  rover: Rover;
}

function Items({ label, group, rover }: ItemsProps) {
  const styles = useStyles();
  return (
    <div role="list" aria-label={label} className={styles.list}>
      {group.assets.map((asset) => (
        <div role="listitem" key={assetId(asset)} className={styles.row} data-row>
          <AssetItem asset={asset} line={rover.line(lineOf(group.id, asset))} />
          <span className={styles.tools}>
            <Add asset={asset} />
            {asset.kind !== 'control' && <Favourite asset={asset} />}
          </span>
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
      tabIndex={-1}
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
      tabIndex={-1}
      aria-label={`Add ${assetTitle(asset)}`}
      onClick={() => addInMiddle(designer, asset)}
    />
  );
}

function addInMiddle(designer: Designer, asset: Asset): void {
  const { store, view, canWrite } = designer;
  if (!canWrite) return;
  const middle = view.get()?.center() ?? { x: 0, y: 0 };
  const key = addAsset(designer, asset, freeSpot(sceneOf(store), middle));
  if (key) requestAnimationFrame(() => view.get()?.reveal(key));
}

interface AssetItemProps {
  asset: Asset;
  line: ReturnType<Rover['line']>;
}

function AssetItem({ asset, line }: AssetItemProps) {
  const styles = useStyles();
  const designer = useDesigner();
  const navigate = useNavigate();
  const take = () => {
    if (designer.canWrite) addInMiddle(designer, asset);
    else if (asset.kind === 'component') {
      void navigate({ to: '/components/$name', params: { name: asset.component.name } });
    } else if (asset.kind === 'data') {
      void navigate({ to: '/data/$name', params: { name: asset.data.name } });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    take();
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(ASSET_MIME, JSON.stringify(asset));
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <div
      role="button"
      tabIndex={line.tabIndex}
      data-line={line['data-line']}
      draggable={designer.canWrite}
      aria-description={
        designer.canWrite
          ? 'Enter adds it at the centre of the canvas; or drag it there'
          : 'Enter opens its page'
      }
      title={titleOf(asset)}
      className={mergeClasses(styles.item, designer.canWrite && styles.canDrag)}
      onKeyDown={onKeyDown}
      onDoubleClick={take}
      onDragStart={onDragStart}
      onPointerDown={(event) => {
        if (designer.canWrite) dragByFinger(event.currentTarget, event.nativeEvent, asset);
      }}
      data-asset={nameOf(asset)}
    >
      <span className={styles.icon} aria-hidden>
        <AssetIcon asset={asset} />
      </span>
      <span className={styles.words}>
        <span className={styles.twoLines}>{assetTitle(asset)}</span>
        <Second asset={asset} />
      </span>
    </div>
  );
}

function Second({ asset }: { asset: Asset }) {
  const styles = useStyles();
  const isFavourite = useRemembered().favourites.includes(assetName(asset));
  const className = mergeClasses('asset-words', styles.second, isFavourite && styles.starred);
  if (asset.kind === 'control') return <span className={className}>{assetWords(asset)}</span>;
  const { name, version } = asset.kind === 'data' ? asset.data : asset.component;
  return (
    <span className={className}>
      <span className={styles.cut}>{name}</span>
      <span className={styles.version}>:{version}</span>
    </span>
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
