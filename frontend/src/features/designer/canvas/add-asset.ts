/** Assets put on the canvas: by themselves, at the end of a wire, into a connection, in place of a step. */

import { type Command, describe } from '../../../canvas/core/commands';
import { sourcePort, targetPort } from '../../../canvas/core/components';
import type { Block } from '../../../canvas/core/control';
import type { Place, Position } from '../../../canvas/core/document';
import type { WireEnd } from '../../../canvas/core/fits';
import { type Point, snapPoint } from '../../../canvas/core/geometry';
import { edgeId } from '../../../canvas/core/ids';
import { insertOnEdge, moveOntoEdge, roomFor } from '../../../canvas/core/insert';
import { CARD } from '../../../canvas/core/node-box';
import { lostWith, replaceCommand } from '../../../canvas/core/replace';
import { sceneOf } from '../../../canvas/core/scene';
import { toast } from '../../../ui/toast';
import type { Designer } from '../data/session';
import { rememberUse } from '../library/remembered';
import { type Asset, addCommand, assetTitle, fittingPort, freeSpot, joinCommand } from './assets';

/** Puts an asset on the canvas and selects it; answers its key. */
export function addAsset(designer: Designer, asset: Asset, at: Point): string | null {
  const { store } = designer;
  learn(designer, asset);
  const { command, key } = addCommand(store.get().document, asset, at);
  return does(designer, command, key) ? key : null;
}

/** At the end of a wire, and joined to it; by itself where it does not fit. */
export function addAtEnd(
  designer: Designer,
  asset: Asset,
  given: { end: WireEnd | null; at: Point },
): void {
  const { store } = designer;
  const { end, at } = given;
  const { document } = store.get();
  const port = end && fittingPort(asset, end, typeAt(designer, end));
  if (!end || port === null) {
    const key = addAsset(designer, asset, freeSpot(sceneOf(store), at));
    if (key) reveal(designer, key);
    return;
  }
  learn(designer, asset);
  const half = CARD.height / 2;
  const middle = { x: at.x, y: end.side === 'source' ? at.y + half : at.y - half };
  const { command, key } = addCommand(document, asset, middle);
  const commands = [command, joinCommand(end, key, port)];
  if (does(designer, { kind: 'several', commands, label: `add ${key}` }, key))
    reveal(designer, key);
}

/** As a step that a node of control flow runs: where the line was let go, or below the node. */
export function addToBlock(
  designer: Designer,
  asset: Asset,
  { node, name, at }: { node: string; name: Block; at: Point | null },
): void {
  const { document } = designer.store.get();
  if (asset.kind === 'data') return;
  const { x, y } = document.layout.nodes[node] ?? { x: 0, y: 0 };
  const below = { x: x + CARD.width / 2, y: y + 2.5 * CARD.height + CARD.height / 2 };
  learn(designer, asset);
  const { command, key } = addCommand(
    document,
    asset,
    freeSpot(sceneOf(designer.store), at ?? below),
  );
  const join: Command = { kind: 'run-step', node, block: name, step: key };
  const label = describe(join, document);
  const commands: Command[] = [command, join];
  // The node stays selected: there is more to say about it.
  if (designer.run({ kind: 'several', commands, label })) reveal(designer, node);
}

/** Into a connection; beside it, with the reason said, where it does not fit. */
export function insertAsset(designer: Designer, asset: Asset, edge: Place, at: Point): void {
  const { store, components } = designer;
  const { document } = store.get();
  if (asset.kind !== 'component') {
    addAsset(designer, asset, at);
    const what = asset.kind === 'data' ? 'Data has no input' : 'Control flow decides about steps';
    const body = `${what}: it stands beside the connection.`;
    toast({ intent: 'info', title: 'Not inserted', body });
    return;
  }
  const { y, moves } = placeOn(designer, edge, CARD.height, at.y - CARD.height / 2);
  const corner = snapPoint({ x: at.x - CARD.width / 2, y });
  const { key, command: plain } = addCommand(document, asset, at);
  const put: Command = { ...plain, at: corner };
  const command = insertOnEdge(document, components, edge, {
    key,
    component: asset.component,
    put,
  });
  if (typeof command === 'string') {
    addAsset(designer, asset, at);
    toast({ intent: 'warning', title: 'Not inserted into the connection', body: command });
    return;
  }
  learn(designer, asset);
  does(designer, steppingAside(command, moves), key);
}

/** A step of the canvas into a connection, where its corner was dropped or as near as there is room. */
export function insertStep(designer: Designer, key: string, edge: Place, to: Position): void {
  const { store, components, view } = designer;
  const height = view.get()?.scene().boxes.get(key)?.height ?? CARD.height;
  const { y, moves } = placeOn(designer, edge, height, to.y);
  const at = { x: to.x, y };
  const command = moveOntoEdge(store.get().document, components, edge, { key, at });
  if (typeof command !== 'string') does(designer, steppingAside(command, moves), key);
}

/** The upper edge of what goes into a connection, and what steps aside for it. */
function placeOn({ view }: Designer, edge: Place, height: number, wish: number) {
  const scene = view.get()?.scene();
  const room = scene ? roomFor(scene, edgeId(edge), height, wish + height / 2) : null;
  return room ? { y: Math.round(room.at - height / 2), moves: room.moves } : { y: wish, moves: {} };
}

function steppingAside(command: Command, moves: Record<string, Position>): Command {
  if (command.kind !== 'several' || Object.keys(moves).length === 0) return command;
  return { ...command, commands: [...command.commands, { kind: 'move', to: moves }] };
}

/** In place of a step's component; says what nothing takes any more. */
export function replaceWith(designer: Designer, node: string, asset: Asset): void {
  const { store, components } = designer;
  if (asset.kind !== 'component') return;
  const { reference } = asset.component;
  learn(designer, asset);
  const { document } = store.get();
  const title = assetTitle(asset);
  const next = { component: reference, ports: asset.component, title };
  const command = replaceCommand(document, components, node, next);
  if (does(designer, command, node)) tellLost(`${node} was replaced`, lostWith(document, command));
}

const MOST_TOLD = 6;

/** What a step lost with its component, where it lost anything. */
export function tellLost(title: string, lost: readonly string[]): void {
  if (lost.length === 0) return;
  const more = lost.length > MOST_TOLD ? ` and ${lost.length - MOST_TOLD} more` : '';
  const body = `No longer there: ${lost.slice(0, MOST_TOLD).join(', ')}${more}. Undo brings it back.`;
  toast({ intent: 'warning', title, body });
}

/** The type at a wire's end, for what may be added there. */
export function typeAt(designer: Designer, end: WireEnd): string {
  const { document } = designer.store.get();
  const find = end.side === 'source' ? sourcePort : targetPort;
  return find(document, designer.components, end.place)?.type ?? '';
}

function learn({ cache }: Designer, asset: Asset): void {
  if (asset.kind === 'component') cache.put(asset.component.reference, asset.component);
  rememberUse(asset);
}

function does({ store, run }: Designer, command: Command, key: string): boolean {
  const isDone = run(command);
  if (isDone) store.select([key]);
  return isDone;
}

function reveal({ view }: Designer, key: string): void {
  requestAnimationFrame(() => view.get()?.reveal(key));
}
