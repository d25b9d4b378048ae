/**
 * What stands between the pure scene and the screen, without React: where the person looks, what
 * moves meanwhile, what is near enough to be DOM, and when to paint. Panning and zooming touch
 * nothing but one transform and one canvas.
 */

import { whenIdle } from '../../lib/idle';
import { bowBeside } from '../core/bow';
import { goesUp } from '../core/edge-line';
import type { WireEnd } from '../core/fits';
import {
  add,
  centreOf,
  encloses,
  grow,
  holds,
  meets,
  nearest,
  type Point,
  type Rect,
  union,
} from '../core/geometry';
import { buildIndex, type SpatialIndex } from '../core/grid';
import type { Guide } from '../core/guides';
import type { Box, Edge, PortSpot, Scene } from '../core/scene';
import {
  centreOn,
  fitRect,
  panInto,
  type Size,
  toScreen,
  toWorld,
  type Viewport,
  visibleRect,
  zoomAt,
} from '../core/viewport';
import { firstBox } from '../core/walk';
import { NearSet } from './near-set';

export interface Wire {
  end: WireEnd;
  from: Point;
  to: Point;
  fits: (spot: PortSpot) => boolean;
  /** True over a port that fits, false over one that does not, null over nothing. */
  verdict: boolean | null;
}

export interface Hover {
  box: string | null;
  edge: string | null;
}

type Topic = 'near' | 'viewport' | 'scene' | 'selection' | 'focus';

const EMPTY: Scene = { boxes: new Map(), edges: [], edgesOf: new Map(), unplaced: [] };
const GLIDE_MS = 260;
/** Pixels of a box that have to be in view, so that one sees that something is there. */
const IN_VIEW = 40;
/** Pixels that stay free around what is brought into view. */
const MARGIN = 24;

export class GraphEngine {
  scene: Scene = EMPTY;
  index: SpatialIndex = buildIndex(EMPTY);
  viewport: Viewport = { x: 0, y: 0, zoom: 1 };
  size: Size = { width: 0, height: 0 };
  selection: ReadonlySet<string> = new Set();
  hover: Hover = { box: null, edge: null };
  focused: string | null = null;
  /** The box where the keyboard enters before any had the focus: always on the page. */
  entry: string | null = null;
  marquee: Rect | null = null;
  wire: Wire | null = null;
  /** Whether the edges of what runs move: then a canvas above paints their dashes. */
  marches = false;
  /** Lines that hold what is dragged just now. */
  guides: readonly Guide[] = [];
  /** How far a box is from its place, while it is dragged or glides. */
  readonly offsets = new Map<string, Point>();
  readonly near = new NearSet(this);

  private readonly listeners = new Map<Topic, Set<() => void>>();
  private readonly cards = new Map<string, HTMLElement>();
  private layer: HTMLElement | null = null;
  private paint: () => void = () => {};
  private around: Rect | null = null;
  private frame = 0;
  private glide = 0;
  private stopWarming: () => void = () => {};
  /** The view that was made to show all, and how near it may come for that. */
  private fitted: { view: Viewport; most: number } | null = null;
  private fitsNext = true;

  /** Once for the life of a view: what is painted comes with each painting. */
  attach(layer: HTMLElement, paint: () => void): () => void {
    this.layer = layer;
    this.paint = paint;
    this.repaint();
    return () => {
      cancelAnimationFrame(this.frame);
      cancelAnimationFrame(this.glide);
      this.stopWarming();
      this.near.stop();
      this.offsets.clear();
      this.frame = 0;
      this.layer = null;
      this.paint = () => {};
    };
  }

  on(topic: Topic, listener: () => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set.add(listener));
    return () => set.delete(listener);
  }

  tell(topic: Topic): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }

  /** Asks for one painting in the next frame, however often it is called. */
  repaint(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  /** What is shown next is seen whole: it may still have to be arranged. */
  fitNext(): void {
    this.fitsNext = true;
  }

  /** Fits another graph than the one before, where it was arranged just now or is all out of view. */
  show(scene: Scene, isArranged: boolean, glides: boolean): void {
    const isOther = !hasSameNodes(this.scene, scene);
    this.setScene(scene, glides);
    const { around } = this;
    const isAway = around !== null && !meets(this.visible(), around);
    if (this.fitsNext || (isOther && (isArranged || isAway))) this.fitOnceSized();
    this.fitsNext = false;
  }

  setScene(scene: Scene, glides: boolean): void {
    const before = this.scene;
    this.scene = scene;
    this.around = union(scene.boxes.values());
    this.index = buildIndex(scene, this.around);
    this.entry = firstBox(scene);
    cancelAnimationFrame(this.glide);
    this.offsets.clear();
    if (glides) this.startGlide(before);
    this.near.update(true);
    this.moveCards(this.cards.keys());
    this.tell('scene');
    this.repaint();
    this.warm();
  }

  /** The first move of the pointer asks what lies under it: by then the index is there. */
  private warm(): void {
    const { index } = this;
    this.stopWarming();
    if (this.layer) this.stopWarming = whenIdle(() => index.warm());
  }

  setViewport(viewport: Viewport): void {
    const zooms = viewport.zoom !== this.viewport.zoom;
    this.viewport = viewport;
    this.applyTransform();
    if (zooms) this.near.zoomed();
    else this.near.update(false);
    this.tell('viewport');
    this.repaint();
  }

  /** A panel that opens or closes beside the graph. */
  resize(size: Size): void {
    const before = this.size;
    if (size.width === before.width && size.height === before.height) return;
    this.size = size;
    if (before.width > 0) {
      this.viewport = this.afterResize(before);
      this.applyTransform();
    }
    this.near.update(true);
    this.tell('viewport');
    this.paint();
  }

  /** All is seen where all was seen before; else the middle stays, and of the selection what was seen. */
  private afterResize(before: Size): Viewport {
    const { viewport, size, around, fitted } = this;
    const seen = visibleRect(viewport, before);
    const centred = {
      x: viewport.x + (size.width - before.width) / 2,
      y: viewport.y + (size.height - before.height) / 2,
      zoom: viewport.zoom,
    };
    if (around && encloses(seen, around)) {
      const isFitted = fitted?.view === viewport;
      if (!isFitted && encloses(visibleRect(centred, size), around)) return centred;
      return this.fitAll(around, isFitted ? fitted.most : viewport.zoom);
    }
    const chosen = this.bounds(this.selection);
    if (!chosen || !encloses(seen, chosen)) return centred;
    return panInto(centred, grow(chosen, MARGIN / centred.zoom), size);
  }

  private fitAll(around: Rect, most: number): Viewport {
    const view = fitRect(around, this.size, most);
    this.fitted = { view, most };
    return view;
  }

  applyTransform(): void {
    if (!this.layer) return;
    const { x, y, zoom } = this.viewport;
    this.layer.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
  }

  visible(): Rect {
    return visibleRect(this.viewport, this.size);
  }

  world(screen: Point): Point {
    return toWorld(this.viewport, screen);
  }

  screen(world: Point): Point {
    return toScreen(this.viewport, world);
  }

  /** A box's rectangle as it is drawn now. */
  rect(box: Box): Rect {
    const off = this.offsets.get(box.id);
    return off ? { x: box.x + off.x, y: box.y + off.y, width: box.width, height: box.height } : box;
  }

  ends(edge: Edge): { from: Point; to: Point } {
    if (this.offsets.size === 0) return edge;
    const a = this.offsets.get(edge.sourceBox);
    const b = this.offsets.get(edge.targetBox);
    return { from: a ? add(edge.from, a) : edge.from, to: b ? add(edge.to, b) : edge.to };
  }

  /** How an edge bends as it is drawn now, between these ends. */
  bowOf(edge: Edge, { from, to }: { from: Point; to: Point }): number {
    const isStill = from === edge.from && to === edge.to;
    const isTogether =
      to.x - from.x === edge.to.x - edge.from.x && to.y - from.y === edge.to.y - edge.from.y;
    if (isStill || isTogether) return this.index.bowOf(edge);
    const source = this.scene.boxes.get(edge.sourceBox);
    const target = this.scene.boxes.get(edge.targetBox);
    if (!goesUp(from, to)) return goesUp(edge.from, edge.to) ? 0 : this.index.bowOf(edge);
    if (!source || !target) return 0;
    return bowBeside({ from, to }, { source: this.rect(source), target: this.rect(target) });
  }

  setOffsets(ids: Iterable<string>, offset: Point): void {
    const moved = [...ids];
    for (const id of moved) this.offsets.set(id, offset);
    this.moveCards(moved);
    this.repaint();
  }

  clearOffsets(): void {
    const moved = [...this.offsets.keys()];
    this.offsets.clear();
    this.moveCards(moved);
    this.repaint();
  }

  /** A card tells where its element is, so that moving it needs no rendering. */
  register(id: string, element: HTMLElement | null): void {
    if (element) this.cards.set(id, element);
    else this.cards.delete(id);
    if (element) this.moveCards([id]);
  }

  card(id: string): HTMLElement | undefined {
    return this.cards.get(id);
  }

  isMounted(id: string): boolean {
    return this.cards.has(id);
  }

  private moveCards(ids: Iterable<string>): void {
    for (const id of ids) {
      const box = this.scene.boxes.get(id);
      const element = this.cards.get(id);
      if (!box || !element) continue;
      const { x, y } = this.rect(box);
      element.style.transform = `translate(${x}px, ${y}px)`;
    }
  }

  private startGlide(before: Scene): void {
    const starts: [string, Point][] = [];
    for (const [id, box] of this.scene.boxes) {
      const old = before.boxes.get(id);
      if (old && (old.x !== box.x || old.y !== box.y)) {
        starts.push([id, { x: old.x - box.x, y: old.y - box.y }]);
      }
    }
    if (starts.length === 0) return;
    const begun = performance.now();
    const step = (now: number) => {
      const t = Math.min(1, (now - begun) / GLIDE_MS);
      const left = (1 - t) ** 3;
      for (const [id, { x, y }] of starts) {
        if (t === 1) this.offsets.delete(id);
        else this.offsets.set(id, { x: x * left, y: y * left });
      }
      this.moveCards(starts.map(([id]) => id));
      this.repaint();
      if (t < 1) this.glide = requestAnimationFrame(step);
      else this.near.update(true);
    };
    for (const [id, offset] of starts) this.offsets.set(id, offset);
    this.glide = requestAnimationFrame(step);
  }

  setSelection(ids: ReadonlySet<string>): void {
    this.selection = ids;
    this.near.update(true);
    this.tell('selection');
    this.repaint();
  }

  setMarching(marches: boolean): void {
    if (marches === this.marches) return;
    this.marches = marches;
    this.repaint();
  }

  setFocused(id: string | null): void {
    if (id === this.focused) return;
    this.focused = id;
    this.near.update(true);
    this.tell('focus');
  }

  setHover(hover: Hover): void {
    if (hover.box === this.hover.box && hover.edge === this.hover.edge) return;
    this.hover = hover;
    this.near.update(true);
    this.repaint();
  }

  /** The rectangle around some boxes, or around all. */
  bounds(ids?: Iterable<string>): Rect | null {
    const { boxes } = this.scene;
    return ids ? union([...ids].flatMap((id) => boxes.get(id) ?? [])) : this.around;
  }

  seesAll(): boolean {
    return this.around === null || encloses(this.visible(), this.around);
  }

  fit(ids?: Iterable<string>, most = 1): void {
    const rect = this.bounds(ids);
    if (!rect || this.size.width === 0) return;
    this.setViewport(ids ? fitRect(rect, this.size, most) : this.fitAll(rect, most));
  }

  /** The first scene may come before the first layout of the page. */
  private fitOnceSized(): void {
    if (this.size.width > 0) {
      this.fit();
      return;
    }
    const stop = this.on('viewport', () => {
      if (this.size.width === 0) return;
      stop();
      this.fit();
    });
  }

  zoomTo(zoom: number, at?: Point): void {
    const centre = { x: this.size.width / 2, y: this.size.height / 2 };
    this.setViewport(zoomAt(this.viewport, at ?? centre, zoom));
  }

  /** 100 %, where there is something: at the selection, else at what is nearest to the middle. */
  actualSize(): void {
    const { width, height } = this.size;
    const middle = { x: width / 2, y: height / 2 };
    const here = zoomAt(this.viewport, middle, 1);
    const view = visibleRect(here, this.size);
    const chosen = [...this.selection].flatMap((id) => this.scene.boxes.get(id) ?? []);
    const around = union(chosen);
    const isWhole = around !== null && around.width <= width && around.height <= height;
    const among = around ? chosen : this.scene.boxes.values();
    const target = isWhole ? around : nearest(among, this.world(middle));
    const isSeen =
      target && (around ? encloses(view, target) : meets(grow(view, -IN_VIEW), target));
    this.setViewport(target && !isSeen ? centreOn(here, centreOf(target), this.size) : here);
  }

  panBy(dx: number, dy: number): void {
    const { x, y, zoom } = this.viewport;
    this.setViewport({ x: x + dx, y: y + dy, zoom });
  }

  /** Scrolls just enough that the box is wholly in view, readable. */
  reveal(id: string): void {
    const box = this.scene.boxes.get(id);
    if (!box || this.size.width === 0) return;
    const room = grow(this.visible(), -MARGIN / this.viewport.zoom);
    const corner = { x: box.x + box.width, y: box.y + box.height };
    if (this.viewport.zoom >= 0.5 && holds(room, box) && holds(room, corner)) return;
    const zoom = Math.max(this.viewport.zoom, 0.75);
    this.setViewport({
      x: this.size.width / 2 - (box.x + box.width / 2) * zoom,
      y: this.size.height / 2 - (box.y + box.height / 2) * zoom,
      zoom,
    });
  }

  /** Moves the view as little as it takes to see all of these; farther away where they have no room. */
  bringIn(ids: Iterable<string>): void {
    const around = this.bounds(ids);
    if (!around || this.size.width === 0) return;
    const { zoom } = this.viewport;
    const rect = grow(around, MARGIN / zoom);
    const view = this.visible();
    if (rect.width > view.width || rect.height > view.height) {
      this.fit(ids, zoom);
      return;
    }
    const moved = panInto(this.viewport, rect, this.size);
    if (moved !== this.viewport) this.setViewport(moved);
  }
}

/** Whether any step or data of one is in the other, too: inputs of two pipelines are often called the same. */
function hasSameNodes({ boxes }: Scene, other: Scene): boolean {
  for (const { id, kind } of boxes.values()) {
    if ((kind === 'step' || kind === 'data') && other.boxes.has(id)) return true;
  }
  return false;
}
