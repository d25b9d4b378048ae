/** The public face of GraphView: what the designer and the job page give it. */

import type { ReactNode } from 'react';
import type { Components } from '../core/components';
import type { ControlLink } from '../core/control';
import type { PipelineDocument, Place, Position } from '../core/document';
import type { WireEnd } from '../core/fits';
import type { Point, Rect } from '../core/geometry';
import type { Scene } from '../core/scene';
import type { Size } from '../core/viewport';

export type JobStatus =
  | 'NotStarted'
  | 'Preparing'
  | 'Queued'
  | 'Running'
  | 'Finalizing'
  | 'Completed'
  | 'Failed'
  | 'CancelRequested'
  | 'Canceled';

/** What a job lays over a node. `text` is a duration such as "1m 23s". */
export interface NodeOverlay {
  status: JobStatus;
  text?: string;
  reused?: boolean;
  badge?: string;
}

export interface NodeProblems {
  errors: number;
  warnings: number;
  text: string;
}

/** A frame around a box. The colour carries white text; the word says the same without colour. */
export interface BoxOutline {
  colour: string;
  word: string;
  isDashed?: boolean;
}

/** What lies under the pointer, as told to menus. */
export interface GraphTarget {
  box: string | null;
  edge: Place | null;
  /** A line from a node of control flow to a step that it runs. */
  line: ControlLink | null;
  /** The port of the box that was pressed on. */
  port: WireEnd | null;
  at: Point;
  client: Point;
}

/** What a person may do when the graph is not read-only; each call is one undoable step. */
export interface GraphEditing {
  /** `isNudge`: by a key, one of several in a row that are undone together. */
  move(to: Record<string, Position>, isNudge?: boolean): void;
  copyTo(ids: readonly string[], offset: Point): void;
  connect(source: Place, target: Place): void;
  /** Why these ends cannot be joined; null when they can. */
  refuse(source: Place, target: Place): string | null;
  /** A step comes into the block of a node of control flow that the wire begins at. */
  runStep(block: WireEnd, step: string): void;
  /** Why the block cannot run what stands there; null when it can. */
  refuseStep(block: WireEnd, step: string): string | null;
  /** A wire was let go on empty canvas, or empty canvas was double-clicked (end null). */
  quickAdd(end: WireEnd | null, at: Point, client: Point): void;
  /** Something is wanted in the middle of a connection, given by its target. */
  insert(edge: Place, at: Point, client: Point): void;
  /** A step that is joined to nothing goes into a connection, its corner as near to a place as it can. */
  insertStep(step: string, edge: Place, to: Position): void;
  /** Why it does not go there; null when it does. */
  refuseInsert(step: string, edge: Place): string | null;
  /** Something from outside (the asset library, files) was dropped, perhaps on a connection. True when it was taken. */
  drop(data: DataTransfer, at: Point, edge: Place | null): boolean;
  resizeNote(id: string, size: Size): void;
}

/** Handle for toolbars: what the view can be told to do. */
export interface GraphHandle {
  fit(): void;
  /** The same for what is shown next, once it is arranged. */
  fitNext(): void;
  /** 100 %, where there is something to see. */
  actualSize(): void;
  zoomBy(factor: number): void;
  zoomToSelection(): void;
  /** Brings a box into view and gives it the keyboard focus. */
  reveal(id: string): void;
  /** Brings a box into view; the keyboard focus stays where it is. */
  show(id: string): void;
  /** Moves the view as little as it takes to see all of these. */
  bringIn(ids: readonly string[]): void;
  center(): Point;
  focus(): void;
  /** Asks for something new where the person is: the A key. */
  add(): void;
  /** Computes places with elkjs in a worker; resolves with them, moves nothing. */
  arrange(): Promise<Record<string, Position>>;
  /** Where a box stands on the screen, from the corner of the graph. */
  rectOf(id: string): Rect | null;
  /** What is drawn now, for menus and pictures. */
  scene(): Scene;
  /** The whole graph as SVG, in the colours of the theme; null until it is drawn. */
  picture(title: string): string | null;
  /** Told whenever the person looks elsewhere. */
  onLook(listener: () => void): () => void;
}

export interface GraphViewProps {
  document: PipelineDocument;
  /** By node key, as the job graph and component lookups give it. */
  components: Components;
  /** Accessible name of the graph. */
  label: string;
  readOnly?: boolean;
  /** It stands in a page that is scrolled: the wheel is the page's, and with Ctrl zooms the graph. */
  isInPage?: boolean;
  overlay?: Readonly<Record<string, NodeOverlay>>;
  problems?: Readonly<Record<string, NodeProblems>>;
  /** Frames around boxes, by their id. */
  outlines?: Readonly<Record<string, BoxOutline>>;
  /** Node keys, or `inputs.NAME` / `outputs.NAME` for the pipeline's own ends. */
  selection?: readonly string[];
  onSelect?: (ids: string[]) => void;
  /** Each press adds to the selection or takes from it, as with Shift: for those who have no keys. */
  isSelecting?: boolean;
  /** Double-click or Enter on a node; Enter on a connection that was chosen by keyboard. */
  onOpen?: (id: string, how: 'pointer' | 'key') => void;
  /** A right click, a long press, or the menu key. Absent: there is no menu. */
  onMenu?: (target: GraphTarget) => void;
  /** "saved" keeps the document's places and arranges when it has none; "auto" always arranges. */
  layout?: 'saved' | 'auto';
  /** Called when places were computed because the document had none. */
  onArranged?: (places: Record<string, Position>) => void;
  editing?: GraphEditing;
  /** Receives the handle once the view stands, and null when it goes. */
  handle?: (handle: GraphHandle | null) => void;
  minimap?: boolean;
  /** A note's text as it is read; plain text where this is not given. */
  noteBody?: (text: string) => ReactNode;
}
