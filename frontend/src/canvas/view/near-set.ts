/**
 * Which boxes are real DOM: those in view when near, a few more each frame, and always those that
 * are hovered, focused or selected. Nothing is mounted during a zoom gesture.
 */

import { encloses, grow, type Rect } from '../core/geometry';
import type { GraphEngine } from './engine';

export const NEAR_ZOOM = 0.45;
const MOST_NEAR = 240;
const MOST_TWINS = 24;
const A_FRAME = 10;
const REST_MS = 120;

export class NearSet {
  ids: readonly string[] = [];
  private wanted: string[] = [];
  private covered: Rect | null = null;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly engine: GraphEngine) {}

  /** After a change of zoom: what is mounted stays; more is mounted once the gesture rests. */
  zoomed(): void {
    clearTimeout(this.rest);
    if (this.engine.viewport.zoom < NEAR_ZOOM && this.covered !== null) this.update(true);
    this.rest = setTimeout(() => this.update(true), REST_MS);
  }

  /** `always` false: only when the view has left the part that was mounted with room to spare. */
  update(always: boolean): void {
    const { engine } = this;
    if (engine.size.width === 0) return;
    const visible = engine.visible();
    if (!always && (this.covered === null || encloses(this.covered, visible))) return;
    this.wanted = this.wish(visible);
    const wanted = new Set(this.wanted);
    const kept = this.ids.filter((id) => wanted.has(id));
    const have = new Set(kept);
    const first = this.wanted.filter((id) => !have.has(id)).slice(0, A_FRAME);
    this.show([...kept, ...first]);
  }

  stop(): void {
    clearTimeout(this.rest);
    cancelAnimationFrame(this.frame);
  }

  private wish(visible: Rect): string[] {
    const { engine } = this;
    const twins = this.twins();
    this.covered = null;
    if (engine.viewport.zoom < NEAR_ZOOM) return twins;
    const room = grow(visible, visible.width * 0.25);
    const boxes = engine.index.boxesIn(room);
    if (boxes.length > MOST_NEAR) return twins;
    this.covered = room;
    boxes.sort((a, b) => a.y - b.y || a.x - b.x);
    return [...new Set([...boxes.map((box) => box.id), ...twins])];
  }

  private twins(): string[] {
    const { engine } = this;
    const some = engine.selection.size <= MOST_TWINS ? [...engine.selection] : [];
    const all = [engine.focused, engine.entry, engine.hover.box, ...some];
    return [...new Set(all)].filter(
      (id): id is string => id !== null && engine.scene.boxes.has(id),
    );
  }

  private show(ids: string[]): void {
    if (ids.length !== this.ids.length || ids.some((id, i) => id !== this.ids[i])) {
      this.ids = ids;
      this.engine.tell('near');
      this.engine.repaint();
    }
    cancelAnimationFrame(this.frame);
    if (ids.length < this.wanted.length) this.frame = requestAnimationFrame(() => this.more());
  }

  private more(): void {
    const have = new Set(this.ids);
    const next = this.wanted.filter((id) => !have.has(id)).slice(0, A_FRAME);
    this.show([...this.ids, ...next]);
  }
}
