/**
 * The draft as text beside the canvas, edited either way. A text that cannot be read leaves the
 * canvas as it is; what is changed on the canvas meanwhile is merged with the text once it can.
 */

import type { Diagnostic } from '../../../api/types';
import type { PipelineDocument } from '../../../canvas/core/document';
import { merge } from '../../../canvas/core/merge';
import { same } from '../../../canvas/core/parts';
import type { Plain } from '../../../ui/yaml/patch';

export interface Read {
  document: PipelineDocument | null;
  diagnostics: Diagnostic[];
  /** Whether the whole text could be read: then it may stand for the draft. */
  read: boolean;
}

export interface SyncDoors {
  write(document: PipelineDocument): Promise<{ yaml: string; wire: { [key: string]: Plain } }>;
  read(text: string): Promise<Read>;
  /** The text with another content, its comments kept; null when that cannot be done. */
  patch(text: string, wire: { [key: string]: Plain }): Promise<string | null>;
  current(): PipelineDocument;
  replace(document: PipelineDocument): void;
}

export type SyncKind = 'loading' | 'same' | 'checking' | 'wrong' | 'failed';

export interface SyncState {
  kind: SyncKind;
  text: string;
  findings: readonly Diagnostic[];
  /** Why it failed. */
  error: unknown;
}

export const TYPING_MS = 450;
const CANVAS_MS = 200;

export class YamlSync {
  private now: SyncState = { kind: 'loading', text: '', findings: [], error: null };
  /** What the text means, and the draft that it was brought in step with. */
  private base: PipelineDocument | null = null;
  private shown: PipelineDocument | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private round = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly doors: SyncDoors) {}

  get state(): SyncState {
    return this.now;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Writes the draft out anew: at the beginning, and when a wrong text is given up. */
  open(): Promise<void> {
    return this.attempt(() => this.fromCanvas(true));
  }

  typed(text: string): void {
    this.tell({ kind: 'checking', text });
    this.later(TYPING_MS, () => this.fromText());
  }

  canvasChanged(document: PipelineDocument): void {
    if (this.shown !== null && sameMeaning(document, this.shown)) return;
    // A text that is being typed, or is wrong, comes first: it is merged when it can be read.
    if (this.now.kind === 'checking' || this.now.kind === 'wrong') return;
    this.later(CANVAS_MS, () => this.fromCanvas());
  }

  /** Says now what is waiting to be said. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    return this.now.kind === 'checking' ? this.attempt(() => this.fromText()) : Promise.resolve();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.round++;
  }

  private later(inMs: number, work: () => Promise<void>): void {
    clearTimeout(this.timer);
    this.round++;
    this.timer = setTimeout(() => void this.attempt(work), inMs);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.tell({ kind: 'failed', error });
    }
  }

  /** `isAnew`: without the text that is there. Should it fail, what text and draft share stays known. */
  private async fromCanvas(isAnew = false): Promise<void> {
    const round = ++this.round;
    const document = this.doors.current();
    const { yaml, wire } = await this.doors.write(document);
    const kept = isAnew || this.base === null ? null : await this.doors.patch(this.now.text, wire);
    const text = kept ?? yaml;
    const read = await this.doors.read(text);
    // Somebody typed, or changed the canvas again, in between.
    if (round !== this.round) return;
    this.base = read.document;
    this.shown = document;
    this.tell({ kind: 'same', text, findings: read.diagnostics, error: null });
  }

  private async fromText(): Promise<void> {
    const round = ++this.round;
    const { text } = this.now;
    const { document, diagnostics, read } = await this.doors.read(text);
    if (round !== this.round) return;
    if (!read || document === null) {
      this.tell({ kind: 'wrong', findings: diagnostics, error: null });
      return;
    }
    const mine = this.doors.current();
    const merged = merge(this.base ?? mine, mine, document, () => 'theirs').document;
    const next = keptPlaces(mine, merged);
    const isBehind = this.shown !== null && !sameMeaning(mine, this.shown);
    this.base = document;
    this.shown = next;
    this.tell({ kind: 'same', findings: diagnostics, error: null });
    if (!same(mine, next)) this.doors.replace(next);
    // What was changed on the canvas while the text was wrong is in the draft, not yet in the text.
    if (isBehind) await this.fromCanvas();
  }

  private tell(patch: Partial<SyncState>): void {
    this.now = { ...this.now, ...patch };
    for (const listener of this.listeners) listener();
  }
}

/** Moving boxes says nothing in the text. */
function sameMeaning(one: PipelineDocument, other: PipelineDocument): boolean {
  return (['nodes', 'bindings', 'interface', 'settings', 'details'] as const).every(
    (part) => one[part] === other[part] || same(one[part], other[part]),
  );
}

/** A step that got another name in the text stays where it was on the canvas. */
function keptPlaces(before: PipelineDocument, after: PipelineDocument): PipelineDocument {
  const gone = Object.keys(before.nodes).filter((key) => !(key in after.nodes));
  const fresh = Object.keys(after.nodes).filter((key) => !(key in before.nodes));
  const [from] = gone;
  const [to] = fresh;
  if (gone.length !== 1 || fresh.length !== 1 || from === undefined || to === undefined) {
    return after;
  }
  const place = before.layout.nodes[from];
  if (!place || to in after.layout.nodes) return after;
  const { [from]: _, ...rest } = after.layout.nodes;
  return { ...after, layout: { nodes: { ...rest, [to]: place } } };
}
