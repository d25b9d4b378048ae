/**
 * What differs between two documents, so that old steps of the history need not hold whole ones.
 * Records keep their order: each is read as a row of entries, and a delta is the stretch of the row
 * that differs.
 */

import type { PipelineDocument } from './document';

/** Of one row: from `at` on so many go, and these come. */
interface Stretch {
  at: number;
  gone: number;
  come: readonly unknown[];
}

export interface Delta {
  /** By the row's name; rows that are the same are absent. */
  rows: Readonly<Partial<Record<RowName, Stretch>>>;
  /** All that is no row, where it differs. */
  rest: Rest | null;
}

type Rest = Pick<PipelineDocument, 'format' | 'settings' | 'details'>;
type Row = readonly unknown[];

const SOURCES = {
  nodes: (document: PipelineDocument) => document.nodes,
  bindings: (document: PipelineDocument) => document.bindings,
  inputs: (document: PipelineDocument) => document.interface.inputs,
  outputs: (document: PipelineDocument) => document.interface.outputs,
  places: (document: PipelineDocument) => document.layout.nodes,
  notes: (document: PipelineDocument) => document.notes,
  yaml: (document: PipelineDocument) => document.yaml,
};
type RowName = keyof typeof SOURCES;
const ROWS = Object.keys(SOURCES) as RowName[];

export function deltaOf(from: PipelineDocument, to: PipelineDocument): Delta {
  const rows: Partial<Record<RowName, Stretch>> = {};
  for (const name of ROWS) {
    const [before, after] = [SOURCES[name](from), SOURCES[name](to)];
    const stretch = before === after ? null : stretchOf(rowOf(before), rowOf(after));
    if (stretch) rows[name] = stretch;
  }
  const [gone, come] = [restOf(from), restOf(to)];
  return { rows, rest: written(gone) === written(come) ? null : come };
}

/** The document on the other side of a delta from `from`. */
export function stepped(document: PipelineDocument, delta: Delta): PipelineDocument {
  const part = <N extends RowName>(name: N): ReturnType<(typeof SOURCES)[N]> => {
    const source = SOURCES[name](document) as ReturnType<(typeof SOURCES)[N]>;
    const stretch = delta.rows[name];
    if (!stretch) return source;
    const { at, gone, come } = stretch;
    const row = rowOf(source);
    const next = [...row.slice(0, at), ...come, ...row.slice(at + gone)];
    // Entries come back as what they were: nobody looks into them.
    return (Array.isArray(source) ? next : Object.fromEntries(next as [string, never][])) as never;
  };
  const { format, settings, details } = delta.rest ?? restOf(document);
  return {
    format,
    nodes: part('nodes'),
    bindings: part('bindings'),
    interface: { inputs: part('inputs'), outputs: part('outputs') },
    settings,
    details,
    layout: { nodes: part('places') },
    notes: part('notes'),
    yaml: part('yaml'),
  };
}

function restOf({ format, settings, details }: PipelineDocument): Rest {
  return { format, settings, details };
}

function rowOf(source: object): Row {
  return Array.isArray(source) ? source : Object.entries(source);
}

function stretchOf(before: Row, after: Row): Stretch | null {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isEqual(before[head], after[head])) head++;
  let tail = 0;
  while (tail < most - head && isEqual(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const gone = before.length - tail - head;
  const come = after.slice(head, after.length - tail);
  return gone + come.length === 0 ? null : { at: head, gone, come };
}

/** Mostly the very same things stand in both; what was read anew (a text) only says the same. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const isEntry = Array.isArray(one) && Array.isArray(other);
  if (isEntry && one[0] === other[0] && one[1] === other[1]) return true;
  return written(one) === written(other);
}

/** With the order of keys: an undo brings that back too. */
function written(value: unknown): string {
  return JSON.stringify(value);
}
