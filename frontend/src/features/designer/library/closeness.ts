/** How near an asset is to what somebody typed, as designer/operations/search.py sorts pages. */
import { type Asset, assetKey, assetTitle } from '../canvas/assets';

/** 4: its name; 3: its name begins so; 2: its title or a word of it; 1: within its name; 0: it only mentions it. */
export function closeness(asset: Asset, search: string): number {
  const typed = search.trim().toLowerCase().split(/\s+/).join(' ');
  const name = assetKey(asset).toLowerCase();
  const key = typed.replaceAll(' ', '_');
  if (name === key) return 4;
  if (name.startsWith(key)) return 3;
  if (` ${assetTitle(asset).toLowerCase()}`.includes(` ${typed}`)) return 2;
  return name.includes(key) ? 1 : 0;
}

/** The nearest first; among equals those that `prefer` holds for, then as they came. */
export function byCloseness(
  assets: readonly Asset[],
  search: string,
  prefer: (asset: Asset) => boolean,
): Asset[] {
  const weights = new Map(
    assets.map((one) => [one, 2 * closeness(one, search) + (prefer(one) ? 1 : 0)]),
  );
  return [...assets].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}
