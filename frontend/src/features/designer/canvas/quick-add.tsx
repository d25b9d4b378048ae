/** A small search at the pointer: what is chosen is added there, and joined to the wire if there is one. */

import {
  makeStyles,
  Popover,
  PopoverSurface,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import { ProblemView } from '../../../ui/problem-view';
import { useDesigner } from '../data/session';
import { AssetIcon } from '../library/asset-icon';
import { byCloseness } from '../library/closeness';
import { useFittingAssets } from '../library/use-assets';
import { addAtEnd, addToBlock, insertAsset, replaceWith, typeAt } from './add-asset';
import type { Ask } from './ask';
import { type Asset, assetId, assetTitle, assetWords, fitsExactly, fittingPort } from './assets';

const useStyles = makeStyles({
  surface: { padding: tokens.spacingVerticalS, width: '300px' },
  list: { maxHeight: '280px', overflowY: 'auto', marginTop: tokens.spacingVerticalXS, padding: 0 },
  option: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: '6px 8px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    '&[aria-selected="true"]': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  words: { display: 'grid', minWidth: 0, lineHeight: '16px' },
  faint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Given = Extract<Ask, { kind: 'add' | 'replace' }>;

function fitsHere(asset: Asset, given: Given, type: string): boolean {
  if (given.kind === 'replace' || given.edge) return asset.kind === 'component';
  // A loop runs a step, no other loop.
  if (given.block)
    return asset.kind === 'component' || (asset.kind === 'control' && given.block.name !== 'body');
  return !given.end || fittingPort(asset, given.end, type) !== null;
}

function placeholder(given: Given, type: string): string {
  if (given.kind === 'replace') return `Component in place of ${given.node}`;
  if (given.edge) return 'Insert a component';
  if (given.block) return `Step for ${given.block.node}`;
  return type ? `Add what fits ${type}` : 'Add a component or data';
}

export function QuickAdd({ given, onClose }: { given: Given; onClose: () => void }) {
  const styles = useStyles();
  const designer = useDesigner();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const end = given.kind === 'add' ? given.end : null;
  const type = end ? typeAt(designer, end) : '';
  const fits = useCallback((one: Asset) => fitsHere(one, given, type), [given, type]);
  const { assets, isLooking, error, retry } = useFittingAssets(search, fits);
  const isExact = useCallback(
    (one: Asset) => end === null || end === undefined || fitsExactly(one, end, type),
    [end, type],
  );
  const fitting = useMemo(
    () => byCloseness(assets, search, isExact).slice(0, 60),
    [assets, search, isExact],
  );
  const current = Math.min(at, fitting.length - 1);

  const choose = (asset: Asset) => {
    onClose();
    if (given.kind === 'replace') replaceWith(designer, given.node, asset);
    else if (given.edge) insertAsset(designer, asset, given.edge, given.at);
    else if (given.block) addToBlock(designer, asset, given.block);
    else addAtEnd(designer, asset, given);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = fitting[current];
    if (step) setAt(Math.max(0, Math.min(fitting.length - 1, current + step)));
    else if (event.key === 'Enter' && chosen) choose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Popover
      open
      onOpenChange={(_, { open }) => !open && onClose()}
      positioning={{ target: pointTarget(given.client), position: 'below', align: 'start' }}
      trapFocus
    >
      <PopoverSurface
        className={styles.surface}
        aria-label={given.kind === 'replace' ? `Replace ${given.node}` : 'Add to the pipeline'}
      >
        <SearchBox
          placeholder={placeholder(given, type)}
          aria-label="Search components and data"
          role="combobox"
          aria-expanded
          aria-controls="quick-add-list"
          aria-activedescendant={fitting.length > 0 ? `quick-add-${current}` : undefined}
          value={search}
          onChange={(_, data) => {
            setSearch(data.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          style={{ width: '100%' }}
        />
        <div id="quick-add-list" role="listbox" aria-label="What fits" className={styles.list}>
          {fitting.map((asset, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the search box holds the focus and its keys.
            <div
              key={`${asset.kind} ${assetId(asset)}`}
              id={`quick-add-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === current}
              className={styles.option}
              onClick={() => choose(asset)}
              ref={i === current ? keepInSight : null}
              onPointerMove={() => setAt(i)}
            >
              <AssetIcon asset={asset} />
              <span className={styles.words}>
                <span>{assetTitle(asset)}</span>
                <span className={styles.faint}>
                  {isExact(asset) ? assetWords(asset) : `${assetWords(asset)} · types differ`}
                </span>
              </span>
            </div>
          ))}
        </div>
        {error !== null && (
          <ProblemView error={error} title="Not all could be listed." onRetry={retry} />
        )}
        <Text role="status" className={styles.faint}>
          {isLooking ? 'Looking…' : fitting.length === 0 && error === null ? 'Nothing fits.' : ''}
        </Text>
      </PopoverSurface>
    </Popover>
  );
}

/** The list's own scrolling only: the page stays where it is. */
function keepInSight(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}

function pointTarget({ x, y }: { x: number; y: number }) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}
