// Two jobs' graphs as one picture: what stands in it, and how each box differs.
import type { ComparedStep, JobGraph } from '../../../api/types';
import type { Components } from '../../../canvas/core/components';
import { bodiesOf } from '../../../canvas/core/control';
import {
  boxOf,
  type Change,
  type ChangeKind,
  changedBoxes,
  diff,
  type FieldChange,
  union,
  withoutPlaces,
} from '../../../canvas/core/diff';
import { emptyDocument, type PipelineDocument } from '../../../canvas/core/document';
import { placeOfEdge } from '../../../canvas/core/ids';

export interface BothGraphs {
  before: PipelineDocument;
  after: PipelineDocument;
  /** Both in one. */
  document: PipelineDocument;
  components: Components;
  /** By box; those that are the same are absent. */
  boxes: ReadonlyMap<string, ChangeKind>;
  /** What the documents say differently, without places. */
  changes: readonly Change[];
  layout: 'saved' | 'auto';
}

/** Null stands for a job that has no such level: a nested pipeline of the other one only. */
export function bothGraphs(
  a: JobGraph | null,
  b: JobGraph | null,
  /** Of all levels; `level` is the path of the one that is shown. */
  steps: readonly ComparedStep[],
  level: string,
): BothGraphs {
  const before = a?.document ?? emptyDocument();
  const after = b?.document ?? emptyDocument();
  const document = union(before, after);
  const all = diff(before, after);
  const boxes = changedBoxes(all);
  for (const step of steps) {
    const box = step.state === 'same' ? null : keyAt(step.path, level);
    if (box !== null && box in document.nodes && !boxes.has(box)) boxes.set(box, 'changed');
  }
  return {
    before,
    after,
    document,
    components: { ...a?.components, ...b?.components },
    boxes,
    changes: withoutPlaces(all),
    layout: fitsAsSaved(document, all) ? 'saved' : 'auto',
  };
}

/** The node of a level that a step belongs to; null for a step of elsewhere. */
function keyAt(path: string, level: string): string | null {
  const below = level === '' ? path : path.startsWith(`${level}.`) && path.slice(level.length + 1);
  return below === false ? null : (below.split('.')[0] ?? null);
}

/** What stands at the places of A only may lie under what B has added or moved. */
function fitsAsSaved(document: PipelineDocument, changes: readonly Change[]): boolean {
  const hasPlaces = Object.keys(document.nodes).every((key) => key in document.layout.nodes);
  const wentAway = changes.some((one) => one.change === 'removed' && boxOf(one) !== null);
  const moved = changes.some((one) => one.kind === 'place' && one.change !== 'removed');
  return hasPlaces && !(wentAway && moved);
}

/** The steps that a box stands for: itself, or all that a nested pipeline or a loop runs. */
export function stepsOf(
  steps: readonly ComparedStep[],
  document: PipelineDocument,
  level: string,
  box: string,
): ComparedStep[] {
  const key = bodiesOf(document).get(box) ?? box;
  return steps.filter((step) => keyAt(step.path, level) === key);
}

/** What is written differently at a box: its own fields, and what is connected to it. */
export function writtenAt({ changes }: BothGraphs, box: string): FieldChange[] {
  const mine = changes.filter((one) => boxOf(one) === box);
  // Of what only one of them has there is nothing to compare.
  if (mine.some((one) => one.kind !== 'binding' && one.change !== 'changed')) return [];
  return mine.flatMap((one) => {
    if (one.kind !== 'binding') return [...one.fields];
    const { node, port } = placeOfEdge(one.name);
    const field = node === null ? 'connection' : `connection into ${port}`;
    return one.fields.map((from) => ({ ...from, field }));
  });
}
