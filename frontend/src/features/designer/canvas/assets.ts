/** What can be put on the canvas: made into the command that adds it, wherever it comes from. */

import type { ComponentSummary, DataSummary } from '../../../api/types';
import type { Command } from '../../../canvas/core/commands';
import { mayFeed } from '../../../canvas/core/connect';
import {
  DATA_PORT,
  type DataType,
  isDataType,
  type PipelineDocument,
  type Place,
  stepNode,
} from '../../../canvas/core/document';
import type { WireEnd } from '../../../canvas/core/fits';
import { groundOf, ROOM, type Search } from '../../../canvas/core/free-place';
import { add, type Point, snapPoint } from '../../../canvas/core/geometry';
import { freeName } from '../../../canvas/core/names';
import { CARD, PILL } from '../../../canvas/core/node-box';
import type { Scene } from '../../../canvas/core/scene';
import { type ControlAsset, controlNode } from './control-assets';

export type Asset =
  | { kind: 'component'; component: ComponentSummary }
  | { kind: 'data'; data: DataSummary }
  | { kind: 'control'; control: ControlAsset };

/** One below the other, and aside only past several. */
const BELOW: Search = { way: 1, row: CARD.height + 2 * ROOM, steepness: 0.5 };

export const ASSET_MIME = 'application/x-pipeline-studio-asset';

/** The asset that a drag from the library carries; null for anything else. */
export function droppedAsset(data: DataTransfer): Asset | null {
  try {
    const read: unknown = JSON.parse(data.getData(ASSET_MIME));
    const { kind } = read as { kind?: unknown };
    return kind === 'component' || kind === 'data' || kind === 'control' ? (read as Asset) : null;
  } catch {
    return null;
  }
}

export function assetTitle(asset: Asset): string {
  if (asset.kind === 'control') return asset.control.title;
  return asset.kind === 'data' ? asset.data.name : titleOf(asset.component);
}

/** What stands under its title: name and version, or what it is for. */
export function assetWords(asset: Asset): string {
  if (asset.kind === 'control') return asset.control.description;
  const one = asset.kind === 'data' ? asset.data : asset.component;
  return `${one.name}:${one.version}`;
}

/** What tells it from all others. */
export function assetId(asset: Asset): string {
  if (asset.kind === 'control') return asset.control.type;
  return asset.kind === 'data' ? asset.data.reference : asset.component.reference;
}

/** Its name, as references and keys of nodes have it. */
export function assetKey(asset: Asset): string {
  if (asset.kind === 'control') return asset.control.key;
  return asset.kind === 'data' ? asset.data.name : asset.component.name;
}

export function titleOf(component: { name: string; display_name: string }): string {
  return component.display_name || component.name;
}

/** The command that adds an asset with its middle at a point, and the key that it gets. */
export function addCommand(document: PipelineDocument, asset: Asset, middle: Point) {
  const size = asset.kind === 'data' ? PILL : CARD;
  const corner = { x: middle.x - size.width / 2, y: middle.y - size.height / 2 };
  const key = freeName(assetKey(asset), document.nodes);
  const node = nodeOf(asset);
  return { command: { kind: 'add-node' as const, key, node, at: snapPoint(corner) }, key };
}

function nodeOf(asset: Asset) {
  if (asset.kind === 'control') return controlNode(asset.control.type);
  if (asset.kind === 'component') return stepNode(asset.component.reference, asset.component.type);
  const { reference, type } = asset.data;
  const dataType: DataType = isDataType(type) ? type : 'uri_folder';
  return {
    kind: 'data' as const,
    path: reference,
    type: dataType,
    display_name: null,
    comment: null,
  };
}

/** The port by which an asset fits a wire, the best one first; null when it does not. */
export function fittingPort(asset: Asset, end: WireEnd, type: string): string | null {
  if (asset.kind === 'control') return decidingPort(asset.control, end, type);
  const ports = portsFor(asset, end);
  if (!type) return ports[0]?.name ?? null;
  const exact = ports.find((one) => one.type === type);
  const found =
    exact ??
    ports.find((one) => isDataType(one.type) && verdict(one.type, end, type) === 'ok') ??
    ports.find((one) => isDataType(one.type) && verdict(one.type, end, type) !== 'no');
  return found?.name ?? null;
}

/** Whether one of its ports takes the wire as it is, without a warning that types differ. */
export function fitsExactly(asset: Asset, end: WireEnd, type: string): boolean {
  if (!type || asset.kind === 'control') return true;
  return portsFor(asset, end).some((one) => verdict(one.type, end, type) === 'ok');
}

function portsFor(
  asset: Exclude<Asset, { kind: 'control' }>,
  end: WireEnd,
): readonly { name: string; type: string }[] {
  if (asset.kind === 'data') {
    return end.side === 'target' ? [{ name: DATA_PORT, type: asset.data.type }] : [];
  }
  return end.side === 'source' ? asset.component.inputs : asset.component.outputs;
}

function verdict(other: string, end: WireEnd, type: string) {
  return end.side === 'source' ? mayFeed(type, other) : mayFeed(other, type);
}

/** A condition takes what may be true, a loop over items takes their text. */
function decidingPort({ type }: ControlAsset, end: WireEnd, given: string): string | null {
  if (end.side === 'target') return null;
  if (type === 'if_else' && given === 'boolean') return 'condition';
  return type === 'parallel_for' && given === 'string' ? 'items' : null;
}

/** The wire that joins a new node to the end it was pulled from. */
export function joinCommand(end: WireEnd, key: string, port: string): Command {
  const other: Place = { node: key, port };
  const [source, target] = end.side === 'source' ? [end.place, other] : [other, end.place];
  return { kind: 'connect', source, target };
}

/** A middle for a card, at a point or below it, where nothing stands yet. */
export function freeSpot(scene: Scene, wish: Point): Point {
  const card = { x: wish.x - CARD.width / 2, y: wish.y - CARD.height / 2, ...CARD };
  return add(wish, groundOf(scene).shiftFor([card], BELOW));
}
