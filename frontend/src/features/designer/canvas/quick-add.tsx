/** A small search at the pointer: what is chosen is added there, and joined to the wire if there is one. */

import {
  makeStyles,
  Popover,
  PopoverSurface,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { CARD } from '../../../canvas/core/scene';
import { DataIcon, TypeIcon } from '../../../canvas/view/node-marks';
import { useDesigner } from '../data/session';
import { useAssets } from '../library/use-assets';
import { type Asset, addCommand, assetTitle, fittingPort, freeSpot, joinCommand } from './assets';
import { addAsset, type QuickAddAt, typeAt } from './canvas-pane';

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

export function QuickAdd({ given, onClose }: { given: QuickAddAt; onClose: () => void }) {
  const styles = useStyles();
  const designer = useDesigner();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const type = given.end ? typeAt(designer, given.end) : '';
  const assets = useAssets(search);
  const fitting = useMemo(
    () =>
      assets.filter((one) => !given.end || fittingPort(one, given.end, type) !== null).slice(0, 60),
    [assets, given.end, type],
  );
  const current = Math.min(at, fitting.length - 1);

  const choose = (asset: Asset) => {
    onClose();
    add(designer, asset, given, type);
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
      <PopoverSurface className={styles.surface} aria-label="Add to the pipeline">
        <SearchBox
          placeholder={type ? `Add what fits ${type}` : 'Add a component or data'}
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
              key={`${asset.kind} ${assetKey(asset)}`}
              id={`quick-add-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === current}
              className={styles.option}
              onClick={() => choose(asset)}
              onPointerMove={() => setAt(i)}
            >
              {asset.kind === 'data' ? (
                <DataIcon type={asset.data.type} />
              ) : (
                <TypeIcon type={asset.component.type} />
              )}
              <span className={styles.words}>
                <span>{assetTitle(asset)}</span>
                <span className={styles.faint}>{assetKey(asset)}</span>
              </span>
            </div>
          ))}
        </div>
        {fitting.length === 0 && <Text className={styles.faint}>Nothing fits.</Text>}
      </PopoverSurface>
    </Popover>
  );
}

function assetKey(asset: Asset): string {
  const one = asset.kind === 'data' ? asset.data : asset.component;
  return `${one.name}:${one.version}`;
}

function pointTarget({ x, y }: { x: number; y: number }) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}

function add(
  designer: ReturnType<typeof useDesigner>,
  asset: Asset,
  { end, at }: QuickAddAt,
  type: string,
): void {
  const { store, run, cache, view } = designer;
  const { document } = store.get();
  const port = end && fittingPort(asset, end, type);
  if (!end || port === null) {
    const key = addAsset(designer, asset, freeSpot(document, at));
    if (key) requestAnimationFrame(() => view.get()?.reveal(key));
    return;
  }
  if (asset.kind === 'component') cache.put(asset.component.reference, asset.component);
  const half = CARD.height / 2;
  const middle = { x: at.x, y: end.side === 'source' ? at.y + half : at.y - half };
  const { command, key } = addCommand(document, asset, middle);
  const commands = [command, joinCommand(end, key, port)];
  if (run({ kind: 'several', commands, label: `add ${key}` })) {
    store.select([key]);
    requestAnimationFrame(() => view.get()?.reveal(key));
  }
}
