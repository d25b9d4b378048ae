/** Which ports may take the wire being drawn: worked out once for a gesture, asked for each port. */

import { runRefusal } from './commands-control';
import { type Components, componentOf, sourcePort, targetPort } from './components';
import { mayFeed } from './connect';
import type { Block } from './control';
import type { PipelineDocument, Place } from './document';
import { eachWait } from './order';

export type Side = 'source' | 'target';
export interface WireEnd {
  place: Place;
  side: Side;
  /** Of a node of control flow: no data leaves here, what it joins is run. */
  block?: Block;
}

/** Answers whether the other end fits; cheap, so that hundreds of ports can light up at once. */
export function createFitter(
  document: PipelineDocument,
  components: Components,
  end: WireEnd,
): (place: Place) => boolean {
  const forbidden = end.place.node === null ? new Set<string>() : closure(document, end);
  const port =
    end.side === 'source'
      ? sourcePort(document, components, end.place)
      : targetPort(document, components, end.place);
  return (place) => {
    if (end.block) return false;
    if (place.node === null ? end.place.node === null : forbidden.has(place.node)) return false;
    const other =
      end.side === 'source'
        ? targetPort(document, components, place)
        : sourcePort(document, components, place);
    if (!port?.type || !other?.type) return true;
    return end.side === 'source'
      ? mayFeed(port.type, other.type) !== 'no'
      : mayFeed(other.type, port.type) !== 'no';
  };
}

/** The node itself and all that comes before it (or after it, for a wire drawn backwards). */
function closure(document: PipelineDocument, end: WireEnd): Set<string> {
  const steps = new Map<string, string[]>();
  eachWait(document, (before, after) => {
    const [from, to] = end.side === 'source' ? [after, before] : [before, after];
    const list = steps.get(from);
    if (list) list.push(to);
    else steps.set(from, [to]);
  });
  const found = new Set([end.place.node ?? '']);
  for (const key of found) for (const next of steps.get(key) ?? []) found.add(next);
  return found;
}

/** Every place where the other end of a wire may be put. */
export function fittingEnds(
  document: PipelineDocument,
  components: Components,
  end: WireEnd,
): Place[] {
  const all = end.side === 'target' ? sources(document, components) : targets(document, components);
  return all.filter(createFitter(document, components, end));
}

function sources(document: PipelineDocument, components: Components): Place[] {
  const outputs = Object.keys(document.nodes).flatMap((node): Place[] =>
    (componentOf(document, components, node)?.outputs ?? []).map(({ name }) => ({
      node,
      port: name,
    })),
  );
  return [...outputs, ...Object.keys(document.interface.inputs).map(ownEnd)];
}

function targets(document: PipelineDocument, components: Components): Place[] {
  const inputs = Object.entries(document.nodes).flatMap(([node, { kind }]): Place[] =>
    kind === 'data'
      ? []
      : (components[node]?.inputs ?? []).map(({ name }) => ({ node, port: name })),
  );
  return [...inputs, ...Object.keys(document.interface.outputs).map(ownEnd)];
}

/** The keys of the steps that a block may run. */
export function runnableSteps(document: PipelineDocument, node: string, block: Block): string[] {
  return Object.keys(document.nodes).filter(
    (key) => runRefusal(document, node, block, key) === null,
  );
}

function ownEnd(port: string): Place {
  return { node: null, port };
}

/** What a place is called in lists: "train.model", "Data iris", "Pipeline input raw". */
export function placeWords(document: PipelineDocument, place: Place, side: Side): string {
  if (place.node === null) {
    return `Pipeline ${side === 'source' ? 'input' : 'output'} ${place.port}`;
  }
  const isData = document.nodes[place.node]?.kind === 'data';
  return isData ? `Data ${place.node}` : `${place.node}.${place.port}`;
}
