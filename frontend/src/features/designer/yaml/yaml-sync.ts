/**
 * A pipeline as text beside the canvas, edited either way: the draft, or what is inside one of its
 * steps. A text that cannot be read leaves the canvas as it is; what is changed on the canvas
 * meanwhile is merged with the text once it can. The document keeps the text as it was typed last,
 * so that comments are there again; what is shown is that, with what the canvas has changed since.
 */

import type { Diagnostic } from '../../../api/types';
import type { JsonMap, PipelineDocument, Position } from '../../../canvas/core/document';
import { inputOfBox, outputOfBox } from '../../../canvas/core/ids';
import { merge } from '../../../canvas/core/merge';
import { levelOf, moveInnerLooks } from '../../../canvas/core/nested-looks';
import { same } from '../../../canvas/core/parts';
import type { Plain } from '../../../ui/yaml/patch';

/** What the canvas shows. */
export interface Content {
  document: PipelineDocument;
  /** Inside a step: the specification that stands there, with what no document holds. */
  component: JsonMap | null;
}

export interface Read {
  document: PipelineDocument | null;
  /** The specification that the text is, where it is one. */
  component: JsonMap | null;
  diagnostics: Diagnostic[];
  /** Whether the whole text could be read: then it may stand for the draft. */
  read: boolean;
}

export type Wire = { [key: string]: Plain };

export interface SyncDoors {
  write(content: Content): Promise<{ yaml: string; wire: Wire }>;
  read(text: string): Promise<Read>;
  /** The text, which says `said`, with another content; null when its comments cannot be kept. */
  patch(text: string, wire: Wire, said: Wire | null): Promise<string | null>;
  current(): Content;
  /** `isWhole`: the text alone says what is there now. */
  replace(content: Content, isWhole: boolean): void;
}

export type SyncKind = 'loading' | 'same' | 'checking' | 'wrong' | 'failed';

export interface SyncState {
  kind: SyncKind;
  text: string;
  findings: readonly Diagnostic[];
  /** Why it failed. */
  error: unknown;
}

/** What text and canvas share: the text's meaning, and the content that it was brought in step with. */
interface Shared {
  document: PipelineDocument | null;
  component: JsonMap | null;
  shown: Content | null;
}

/** A text that never came to the canvas, for when it is opened again. */
export interface Unsaid {
  text: string;
  shared: Shared;
}

/** Longer ones are written anew when they are opened again: they would make each save slow. */
export const MOST_KEPT = 500_000;
export const TYPING_MS = 450;
const CANVAS_MS = 200;
/** In a document: the text of itself. */
const HERE = '';
const NOTHING: Shared = { document: null, component: null, shown: null };

export class YamlSync {
  private now: SyncState = { kind: 'loading', text: '', findings: [], error: null };
  private shared: Shared = NOTHING;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private round = 0;
  private closing: Promise<Unsaid | null> | null = null;
  private isBegun = false;
  private said: { text: string; wire: Wire | null } | null = null;
  /** Where steps stood that the text has lost: they may come back, as when they are cut and pasted. */
  private readonly lost: Record<string, Position> = {};
  private readonly listeners = new Set<() => void>();

  constructor(private readonly doors: SyncDoors) {}

  get state(): SyncState {
    return this.now;
  }

  /** Whether the document holds all that the text is: then its past is the text's. */
  get isKept(): boolean {
    return this.now.kind === 'same' && this.now.text.length <= MOST_KEPT;
  }

  /** What was typed and is not on the canvas. */
  get unsaid(): Unsaid | null {
    const { kind, text } = this.now;
    const isUnsaid =
      kind === 'wrong' ||
      ((kind === 'failed' || kind === 'checking') && this.shared.shown !== null);
    return isUnsaid ? { text, shared: this.shared } : null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** At the beginning: with what was typed here last and could not be read, or from the canvas. */
  open(unsaid?: Unsaid): Promise<void> {
    this.closing = null;
    this.isBegun = true;
    if (!unsaid) return this.anew();
    this.shared = unsaid.shared;
    this.tell({ kind: 'checking', text: unsaid.text });
    return this.attempt(() => this.fromText());
  }

  /** Writes it out from the canvas, giving up a wrong text. */
  anew(): Promise<void> {
    return this.attempt(() => this.fromCanvas(true));
  }

  typed(text: string): void {
    this.tell({ kind: 'checking', text });
    this.later(TYPING_MS, () => this.fromText());
  }

  canvasChanged(content: Content): void {
    // What was kept of a text is still looked for: it begins from what is there then.
    if (!this.isBegun) return;
    const { shown } = this.shared;
    if (shown !== null && sameContent(content, shown)) return;
    // A text that is being typed, or is wrong, comes first: it is merged when it can be read.
    if (this.now.kind === 'checking' || this.now.kind === 'wrong') return;
    // So does one that could not be checked: it is tried again, never written over.
    const isUntold = this.unsaid !== null;
    this.later(CANVAS_MS, () => (isUntold ? this.fromText() : this.fromCanvas()));
  }

  /** What was typed last still comes to the canvas; gives back a text that could not. */
  close(): Promise<Unsaid | null> {
    this.closing ??= this.lastWords();
    return this.closing;
  }

  private async lastWords(): Promise<Unsaid | null> {
    clearTimeout(this.timer);
    if (this.now.kind === 'checking') await this.attempt(() => this.fromText());
    return this.unsaid;
  }

  private later(inMs: number, work: () => Promise<void>): void {
    clearTimeout(this.timer);
    if (this.closing) return;
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
    const shown = this.doors.current();
    const { yaml, wire } = await this.doors.write(shown);
    const isLong = !isAnew && this.now.text.length > MOST_KEPT;
    const typed = isLong ? this.now.text : shown.document.yaml[HERE];
    const said = typed === undefined ? null : await this.wireOf(typed);
    const kept = typed === undefined ? null : await this.doors.patch(typed, wire, said);
    // An imported file may say more than could be read: it is shown before it is written over.
    const isFirst = this.now.kind === 'loading';
    const asTyped = isFirst && kept === null && same(said, wire) ? typed : undefined;
    const text = kept ?? asTyped ?? yaml;
    const { document, component, diagnostics, read } = await this.doors.read(text);
    // Somebody typed, or changed the canvas again, in between.
    if (round !== this.round) return;
    this.shared = { document, component, shown };
    const kind = asTyped !== undefined && !read ? 'wrong' : 'same';
    this.tell({ kind, text, findings: diagnostics, error: null });
  }

  /** What a text says, in full; null where it cannot be read. */
  private async wireOf(text: string): Promise<Wire | null> {
    if (this.said?.text === text) return this.said.wire;
    const { document, component } = await this.doors.read(text);
    const wire = document && (await this.doors.write({ document, component })).wire;
    this.said = { text, wire };
    return wire;
  }

  private async fromText(): Promise<void> {
    const round = ++this.round;
    const { text } = this.now;
    const { document, component, diagnostics, read } = await this.doors.read(text);
    if (round !== this.round) return;
    if (!read || document === null) {
      this.tell({ kind: 'wrong', findings: diagnostics, error: null });
      return;
    }
    const mine = this.doors.current();
    const before = this.shared;
    const base = before.document ?? mine.document;
    const merged = merge(base, mine.document, document, () => 'theirs').document;
    const next = withText(this.keptPlaces(mine.document, merged), mine.document, text);
    const isBehind = before.shown !== null && !sameContent(mine, before.shown);
    // What the text says is compared with what it said: the step may say the same in other words.
    const isNew = !same(mine.document, next) || !same(component, before.component);
    const shown = { document: next, component: isNew ? component : mine.component };
    this.shared = { document, component, shown };
    this.tell({ kind: 'same', findings: diagnostics, error: null });
    if (isNew) this.doors.replace(shown, !isBehind);
    // What was changed on the canvas while the text was wrong is in the draft, not yet in the text.
    if (isBehind && !this.closing) await this.fromCanvas();
  }

  /** A step that got another name in the text stays where it was on the canvas; so does one that is back. */
  private keptPlaces(before: PipelineDocument, after: PipelineDocument): PipelineDocument {
    const gone = Object.keys(before.nodes).filter((key) => !(key in after.nodes));
    const fresh = Object.keys(after.nodes).filter((key) => !(key in before.nodes));
    const [from] = gone;
    const [to] = fresh;
    const isRenamed = gone.length === 1 && fresh.length === 1;
    const moved =
      isRenamed && from !== undefined && to !== undefined ? moveInnerLooks(after, from, to) : after;
    const nodes = { ...moved.layout.nodes };
    for (const key of fresh) {
      const place = (isRenamed ? before.layout.nodes[from ?? ''] : undefined) ?? this.lost[key];
      if (place) nodes[key] ??= place;
    }
    for (const [id, place] of Object.entries(nodes)) {
      if (isThere(moved, id)) continue;
      this.lost[id] = place;
      delete nodes[id];
    }
    return { ...moved, layout: { nodes } };
  }

  private tell(patch: Partial<SyncState>): void {
    this.now = { ...this.now, ...patch };
    for (const listener of this.listeners) listener();
  }
}

/** Moving boxes says nothing in the text. */
function sameContent(one: Content, other: Content): boolean {
  return (
    one.document.yaml[HERE] === other.document.yaml[HERE] &&
    sameMeaning(one.document, other.document) &&
    same(one.component, other.component)
  );
}

function sameMeaning(one: PipelineDocument, other: PipelineDocument): boolean {
  return (['nodes', 'bindings', 'interface', 'settings', 'details'] as const).every(
    (part) => one[part] === other[part] || same(one[part], other[part]),
  );
}

/** The document with the text as it was typed, and the texts of what is inside the steps that it has. */
function withText(
  document: PipelineDocument,
  before: PipelineDocument,
  text: string,
): PipelineDocument {
  const inside = { ...before.yaml, ...document.yaml };
  const yaml = Object.fromEntries(
    Object.entries(inside).filter(
      ([place]) => place !== HERE && Object.hasOwn(document.nodes, levelOf(place)),
    ),
  );
  return { ...document, yaml: text.length > MOST_KEPT ? yaml : { ...yaml, [HERE]: text } };
}

/** Whether the document has the box that a place is of. */
function isThere({ nodes, interface: { inputs, outputs } }: PipelineDocument, id: string): boolean {
  const input = inputOfBox(id);
  const output = outputOfBox(id);
  if (input !== null) return Object.hasOwn(inputs, input);
  if (output !== null) return Object.hasOwn(outputs, output);
  return Object.hasOwn(nodes, levelOf(id));
}
