/**
 * The library's list is one stop of the Tab key. Inside, the arrow keys go from line to line: the
 * heading of a group, its items, the button for more; right and left go to the buttons of an item,
 * or open and close a group.
 */

import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { type Asset, assetId } from '../canvas/assets';
import type { AssetGroup } from './asset-groups';

export const MORE = 'more';

export function headOf(group: string): string {
  return `head ${group}`;
}

/** The same asset may stand in several groups. */
export function lineOf(group: string, asset: Asset): string {
  return `item ${group} ${assetId(asset)}`;
}

export interface Rover {
  root: RefObject<HTMLDivElement | null>;
  /** What makes an element a line. */
  line(id: string): { 'data-line': string; tabIndex: 0 | -1 };
  isOpen(group: string): boolean;
  toggled(group: string, isOpen: boolean): void;
  /** Goes to the line before or after, when the focus is on one. */
  step(by: 1 | -1): void;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(event: FocusEvent): void;
}

export function useRover(groups: readonly AssetGroup[], hasMore: boolean): Rover {
  const root = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = linesOf(groups, closed, hasMore);
  // What had the focus last may be gone: then the first one takes it.
  const stop = lines.includes(last) ? last : firstItem(lines);

  const focus = (id: string | undefined) =>
    id === undefined ? undefined : elementOf(root.current, id)?.focus();
  const step = (by: 1 | -1) => {
    const at = lines.indexOf(lineAt(document.activeElement) ?? '');
    if (at >= 0) focus(lines[Math.max(0, Math.min(lines.length - 1, at + by))]);
  };
  const toggled = (group: string, isOpen: boolean) => {
    if (isOpen === !closed.has(group)) return;
    const next = new Set(closed);
    if (isOpen) next.delete(group);
    else next.add(group);
    setClosed(next);
  };
  // By the state, not by the element, which tells of it a moment later: the next key counts on it.
  const sideways = (target: HTMLElement, by: 1 | -1) => {
    const group = groups.find(({ id }) => headOf(id) === target.dataset.line);
    if (group) toggled(group.id, by > 0);
    else alongRow(target, by);
  };
  return {
    root,
    step,
    toggled,
    line: (id) => ({ 'data-line': id, tabIndex: id === stop ? 0 : -1 }),
    isOpen: (group) => !closed.has(group),
    onFocus: (event) => setLast(lineAt(event.target) ?? last),
    onKeyDown: (event) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement))
        return;
      if (event.key === 'ArrowDown') step(1);
      else if (event.key === 'ArrowUp') step(-1);
      else if (event.key === 'Home') focus(lines[0]);
      else if (event.key === 'End') focus(lines.at(-1));
      else if (event.key === 'ArrowRight') sideways(target, 1);
      else if (event.key === 'ArrowLeft') sideways(target, -1);
      else return;
      event.preventDefault();
    },
  };
}

function linesOf(
  groups: readonly AssetGroup[],
  closed: ReadonlySet<string>,
  hasMore: boolean,
): string[] {
  const items = ({ id, assets }: AssetGroup) => assets.map((one) => lineOf(id, one));
  const lines =
    groups.length === 1
      ? groups.flatMap(items)
      : groups.flatMap((one) => [headOf(one.id), ...(closed.has(one.id) ? [] : items(one))]);
  return hasMore ? [...lines, MORE] : lines;
}

/** The first thing to add; headings come only where all groups are closed. */
function firstItem(lines: readonly string[]): string | undefined {
  return lines.find((one) => one.startsWith('item ')) ?? lines[0];
}

function elementOf(root: HTMLElement | null, id: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-line="${CSS.escape(id)}"]`) ?? null;
}

/** The line that an element is, or whose button it is. */
function lineAt(element: Element | null): string | null {
  const line =
    element?.closest<HTMLElement>('[data-line]') ??
    element?.closest('[data-row]')?.querySelector<HTMLElement>('[data-line]');
  return line?.dataset.line ?? null;
}

/** Along an item and its buttons. */
function alongRow(target: HTMLElement, by: 1 | -1): void {
  const row = target.closest('[data-row]');
  const found = row?.querySelectorAll<HTMLElement>('[data-line], button') ?? [];
  const at = [...found].indexOf(target);
  found[Math.max(0, Math.min(found.length - 1, at + by))]?.focus();
}
