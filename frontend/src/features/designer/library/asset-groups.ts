/** The library's items in groups: favourites, recently used, then all of them by a tag. */

import { type Asset, assetTitle } from '../canvas/assets';
import { assetName } from './remembered';

export interface AssetGroup {
  id: string;
  title: string;
  assets: readonly Asset[];
}

const UNTAGGED = 'Without this tag';

interface Grouping {
  favourites: readonly string[];
  recent: readonly string[];
  /** The tag by whose values they are grouped; empty: not at all. */
  tag: string;
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** By the name that is shown. */
function sorted(assets: readonly Asset[]): Asset[] {
  return [...assets].sort((a, b) => COLLATOR.compare(assetTitle(a), assetTitle(b)));
}

/** An empty group is left out. `known` are the assets behind the remembered names. */
export function groupAssets(
  assets: readonly Asset[],
  known: ReadonlyMap<string, Asset>,
  { favourites, recent, tag }: Grouping,
): AssetGroup[] {
  const named = (names: readonly string[]) => names.flatMap((name) => known.get(name) ?? []);
  const groups: AssetGroup[] = [
    { id: 'favourites', title: 'Favourites', assets: named(favourites) },
    { id: 'recent', title: 'Recently used', assets: named(recent) },
    ...(tag ? byTag(sorted(assets), tag) : [{ id: 'all', title: 'All', assets: sorted(assets) }]),
  ];
  return groups.filter((one) => one.assets.length > 0);
}

function byTag(assets: readonly Asset[], tag: string): AssetGroup[] {
  const found = new Map<string, Asset[]>();
  for (const asset of assets) {
    const value = tagsOf(asset)[tag] ?? UNTAGGED;
    found.set(value, [...(found.get(value) ?? []), asset]);
  }
  const order = [...found.keys()].sort((a, b) =>
    a === UNTAGGED ? 1 : b === UNTAGGED ? -1 : a.localeCompare(b),
  );
  return order.map((value) => ({
    id: `tag ${value}`,
    title: value || 'Empty',
    assets: found.get(value) ?? [],
  }));
}

/** Keys of tags, the most used first. */
export function tagKeys(assets: readonly Asset[]): string[] {
  const counts = new Map<string, number>();
  for (const asset of assets) {
    for (const key of Object.keys(tagsOf(asset))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([key]) => key);
}

function tagsOf(asset: Asset): Readonly<Record<string, string>> {
  if (asset.kind === 'control') return {};
  return asset.kind === 'data' ? asset.data.tags : asset.component.tags;
}

export function byName(assets: readonly Asset[]): Map<string, Asset> {
  return new Map(assets.map((one) => [assetName(one), one]));
}
