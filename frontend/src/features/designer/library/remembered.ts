/** What this person marked and used last in the library: kept in the browser, for each workspace. */

import { useSyncExternalStore } from 'react';
import { workspaceName } from '../../../api/workspace';
import type { Asset } from '../canvas/assets';

const MOST_RECENT = 8;

interface Remembered {
  favourites: readonly string[];
  recent: readonly string[];
  /** The tag that the library is grouped by. */
  tag: string;
}

const NOTHING: Remembered = { favourites: [], recent: [], tag: '' };
const listeners = new Set<() => void>();
let current: { workspace: string; value: Remembered } | null = null;

/** An asset by kind and name: a new version stays a favourite. */
export function assetName(asset: Asset): string {
  if (asset.kind === 'control') return `control ${asset.control.type}`;
  return asset.kind === 'data' ? `data ${asset.data.name}` : `component ${asset.component.name}`;
}

function keyOf(workspace: string): string {
  return `studio.library.${workspace}`;
}

function read(): Remembered {
  const workspace = workspaceName();
  if (current?.workspace === workspace) return current.value;
  current = { workspace, value: { ...NOTHING, ...stored(workspace) } };
  return current.value;
}

function stored(workspace: string): Partial<Remembered> {
  try {
    const raw: unknown = JSON.parse(localStorage.getItem(keyOf(workspace)) ?? '{}');
    const { favourites, recent, tag } = raw as Partial<Record<keyof Remembered, unknown>>;
    return {
      favourites: namesIn(favourites),
      recent: namesIn(recent),
      tag: typeof tag === 'string' ? tag : '',
    };
  } catch {
    // Written by something else: it begins anew.
    return {};
  }
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function write(value: Remembered): void {
  const workspace = workspaceName();
  current = { workspace, value };
  try {
    localStorage.setItem(keyOf(workspace), JSON.stringify(value));
  } catch {
    // A full storage: it is remembered until the page is closed.
  }
  for (const listener of listeners) listener();
}

export function rememberUse(asset: Asset): void {
  // They are always at hand.
  if (asset.kind === 'control') return;
  const name = assetName(asset);
  const before = read();
  const others = before.recent.filter((one) => one !== name);
  write({ ...before, recent: [name, ...others].slice(0, MOST_RECENT) });
}

export function toggleFavourite(asset: Asset): void {
  const name = assetName(asset);
  const before = read();
  const others = before.favourites.filter((one) => one !== name);
  const isGone = others.length < before.favourites.length;
  write({ ...before, favourites: isGone ? others : [...before.favourites, name] });
}

export function groupBy(tag: string): void {
  write({ ...read(), tag });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRemembered(): Remembered {
  return useSyncExternalStore(subscribe, read);
}
