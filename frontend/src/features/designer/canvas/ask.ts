/** What the canvas has open at the pointer or over a node: one thing at a time. */

import type { Block } from '../../../canvas/core/control';
import type { Place } from '../../../canvas/core/document';
import type { WireEnd } from '../../../canvas/core/fits';
import type { Point } from '../../../canvas/core/geometry';
import type { GraphTarget } from '../../../canvas/view/graph-view';

export type Ask =
  /** A search for something to add: at the end of a wire, into a connection, or by itself. */
  | {
      kind: 'add';
      end: WireEnd | null;
      edge?: Place;
      /** It becomes a step that a node of control flow runs. */
      block?: { node: string; name: Block; at: Point | null };
      at: Point;
      client: Point;
    }
  /** A search for the component that takes a step's place. */
  | { kind: 'replace'; node: string; client: Point }
  | { kind: 'menu'; target: GraphTarget }
  /** A name, or a note's text, typed where it stands. */
  | { kind: 'rename'; id: string }
  /** What is selected becomes one step. */
  | { kind: 'group' }
  /** The pipeline inside a step becomes a component of its own. */
  | { kind: 'register'; node: string };

/** What is looked for at the end of a wire; of one from a node of control flow, a step that it runs. */
export function addAsk(end: WireEnd | null, at: Point, client: Point): Ask {
  const node = end?.place.node ?? null;
  if (end?.block && node !== null) {
    return { kind: 'add', end: null, block: { node, name: end.block, at }, at, client };
  }
  return { kind: 'add', end, at, client };
}
