/**
 * May these ends be joined? The verdicts are those of designer/graph/ports.py; both sides run
 * tests/graphs/port_cases.json.
 */

import { type Components, sourcePort, targetPort } from './components';
import { isDataType, type PipelineDocument, type Place } from './document';
import { eachWait } from './order';

export type Verdict = 'ok' | 'warn' | 'no';

export function mayFeed(source: string, target: string): Verdict {
  if (source === target) return 'ok';
  if (isDataType(source) && isDataType(target)) {
    return source === 'path' || target === 'path' ? 'ok' : 'warn';
  }
  if (isDataType(source) || isDataType(target)) return 'no';
  return target === 'string' || (source === 'integer' && target === 'number') ? 'ok' : 'warn';
}

/** Keys from `start` down to `goal` along what waits for what, both ends included; null when there is no way. */
export function pathBetween(
  document: PipelineDocument,
  start: string,
  goal: string,
): string[] | null {
  return pathTo(document, [start], (key) => key === goal);
}

/** A shortest way from any of the starts to any goal, in one search for all of them. */
export function pathTo(
  document: PipelineDocument,
  starts: Iterable<string>,
  isGoal: (key: string) => boolean,
): string[] | null {
  const next = successors(document);
  const cameFrom = new Map<string, string | null>();
  for (const start of starts) cameFrom.set(start, null);
  const waiting = [...cameFrom.keys()];
  for (const key of waiting) {
    if (isGoal(key)) return trace(cameFrom, key);
    for (const follower of next.get(key) ?? []) {
      if (cameFrom.has(follower)) continue;
      cameFrom.set(follower, key);
      waiting.push(follower);
    }
  }
  return null;
}

function trace(cameFrom: Map<string, string | null>, goal: string): string[] {
  const path: string[] = [];
  for (let key: string | null = goal; key !== null; key = cameFrom.get(key) ?? null) path.push(key);
  return path.reverse();
}

function successors(document: PipelineDocument): Map<string, string[]> {
  const next = new Map<string, string[]>();
  eachWait(document, (before, after) => {
    const list = next.get(before);
    if (list) list.push(after);
    else next.set(before, [after]);
  });
  return next;
}

/** Why a wire from source to target is refused; null when it may be drawn. */
export function connectRefusal(
  document: PipelineDocument,
  components: Components,
  source: Place,
  target: Place,
): string | null {
  if (source.node !== null && source.node === target.node) return 'A node cannot feed itself.';
  if (source.node === null && target.node === null) {
    return 'A pipeline input cannot be a pipeline output: a step has to make it.';
  }
  const missing = missingEnd(document, source, target);
  if (missing) return missing;
  const cycle = cycleOf(document, source, target);
  if (cycle) return `This would be a cycle: ${cycle.join(' → ')}.`;
  return typeRefusal(document, components, source, target);
}

function missingEnd(document: PipelineDocument, source: Place, target: Place): string | null {
  if (source.node === null && !document.interface.inputs[source.port]) {
    return `There is no pipeline input ${source.port}.`;
  }
  if (source.node !== null && !document.nodes[source.node])
    return `There is no node ${source.node}.`;
  if (target.node === null) {
    return document.interface.outputs[target.port]
      ? null
      : `There is no pipeline output ${target.port}.`;
  }
  return document.nodes[target.node]?.kind === 'step' ? null : `${target.node} takes no inputs.`;
}

function cycleOf(document: PipelineDocument, source: Place, target: Place): string[] | null {
  if (source.node === null || target.node === null) return null;
  const back = pathBetween(document, target.node, source.node);
  return back ? [...back, target.node] : null;
}

function typeRefusal(
  document: PipelineDocument,
  components: Components,
  source: Place,
  target: Place,
): string | null {
  const from = sourcePort(document, components, source)?.type;
  const to = targetPort(document, components, target)?.type;
  if (!from || !to || mayFeed(from, to) !== 'no') return null;
  return `${target.port} takes ${to}, and ${source.port} is ${from}.`;
}
