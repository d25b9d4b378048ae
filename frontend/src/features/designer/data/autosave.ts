/**
 * Saves a draft once the person rests. What is not saved yet is kept in the browser; a lost
 * connection is waited out. Somebody else's save in between is merged with what is here; only where
 * both changed the same thing does a person choose.
 */

import { ProblemError } from '../../../api/problem';
import type { Draft, DraftSummary } from '../../../api/types';
import { type Change, diff } from '../../../canvas/core/diff';
import { emptyDocument, type PipelineDocument } from '../../../canvas/core/document';
import { type Choose, type Conflict, merge } from '../../../canvas/core/merge';
import { same } from '../../../canvas/core/parts';
import type { Kept, Work } from './kept-work';

/** What the person has to choose about: both versions of each part that both changed. */
export interface Clash {
  base: Content;
  mine: Content;
  /** What the server has, or what another tab kept and nobody saved. */
  theirs: Content & { revision: number; modified_by?: string | null; modified_at?: string };
  conflicts: readonly Conflict[];
}

export type SaveState =
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'conflict'; clash: Clash }
  | { kind: 'refused'; message: string };

export interface Content {
  name: string;
  document: PipelineDocument;
}

export interface AutosaveDoors {
  put(revision: number, content: Content, restored: number | null): Promise<DraftSummary>;
  keep(work: Work): void;
  forget(): void;
  /** The draft as the server has it now. */
  fetch(): Promise<Draft>;
  /** The draft as it was at a revision; null when its history does not reach so far. */
  at(revision: number): Promise<Content | null>;
  /** Shows what came from elsewhere, merged with what is here; `by` null: kept by another tab. */
  adopt(content: Content, by: string | null, changes: readonly Change[]): void;
  /** What another tab kept is here now. */
  takeOver(kept: Kept): void;
}

const NOTHING: Content = { name: '', document: emptyDocument() };

export const REST_MS = 700;
const RETRY_MS = 3000;

export class Autosave {
  private current: SaveState = { kind: 'saved' };
  private pending: Content | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private newest = 0;
  private restored: number | null = null;
  /** What was sent over `known` and never answered: the server may have it. */
  private readonly unanswered = new Set<Content>();
  private isLeft = false;
  private waiting: Kept[] = [];
  private readonly listeners = new Set<() => void>();

  /** `base`: what the server has at revision `known`; null while it has to be asked for. */
  constructor(
    private readonly doors: AutosaveDoors,
    private known: number,
    private base: Content | null,
  ) {}

  get state(): SaveState {
    return this.current;
  }

  /** The revision that the server has, as far as this tab knows. */
  get revision(): number {
    return this.known;
  }

  /** The name that is saved or about to be. */
  get name(): string | undefined {
    return (this.pending ?? this.base)?.name;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  changed(name: string, document: PipelineDocument): void {
    this.pending = { name, document };
    this.doors.keep({ revision: this.known, name, document });
    if (this.current.kind === 'conflict') return;
    if (this.current.kind !== 'offline') this.tell({ kind: 'waiting' });
    this.schedule(REST_MS);
  }

  /** Saves now. Resolves when everything is saved; rejects with why it could not be. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.pending) await this.run();
    // A merge in between is saved at once.
    if (this.pending && this.current.kind === 'waiting') await this.run();
    if (this.current.kind !== 'saved') throw new Error(saveWords(this.current));
  }

  /** Tries again at once, as when the browser says that the connection is back. */
  retry(): void {
    if (this.pending && this.current.kind !== 'conflict') this.schedule(0);
  }

  /** The server has this revision: somebody else's when it is newer than ours. */
  heard(revision: number): void {
    this.newest = Math.max(this.newest, revision);
    if (this.newest > this.known && this.current.kind !== 'conflict') this.schedule(0);
  }

  /** What is saved next is what the draft was at a revision: the history says so. */
  restores(number: number): void {
    this.restored = number;
  }

  /** Work that other tabs kept and nobody saved: merged one by one, each once all else is saved. */
  bringIn(works: readonly Kept[]): void {
    this.waiting.push(...works);
    if (works.length > 0) this.schedule(0);
  }

  /** After a conflict: a side for each part that both changed. */
  resolve(choose: Choose): Promise<void> {
    if (this.current.kind !== 'conflict') return Promise.resolve();
    const { base, theirs } = this.current.clash;
    const [kept] = this.waiting;
    if (kept === theirs) this.takenIn(base, kept, choose);
    else this.merged(base, this.pending ?? base, theirs, choose);
    return this.pending ? this.flush() : Promise.resolve();
  }

  /** The page is shown (again). */
  start(): void {
    this.isLeft = false;
    if (this.pending || this.newest > this.known) this.schedule(0);
  }

  /** The page is left: what is under way ends, nothing more begins. */
  stop(): void {
    this.isLeft = true;
    clearTimeout(this.timer);
  }

  private reached(revision: number): void {
    this.known = revision;
    this.unanswered.clear();
  }

  private schedule(inMs: number): void {
    clearTimeout(this.timer);
    if (this.isLeft) return;
    this.timer = setTimeout(() => void this.run(), inMs);
  }

  private run(): Promise<void> {
    this.running ??= this.save().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async save(): Promise<void> {
    if (this.current.kind === 'conflict') return;
    try {
      if (this.newest > this.known) await this.reconcile();
      else if (this.pending) await this.put(this.pending);
      else if (this.waiting[0]) await this.takeIn(this.waiting[0]);
    } catch (error) {
      await this.failed(error);
    }
  }

  private async put(work: Content): Promise<void> {
    this.tell({ kind: 'saving' });
    // Taken now: what is restored while this is under way is said with the next.
    const { restored } = this;
    this.restored = null;
    let saved: DraftSummary;
    try {
      saved = await this.doors.put(this.known, work, restored);
    } catch (error) {
      this.restored ??= restored;
      if (isLost(error)) this.unanswered.add(work);
      throw error;
    }
    this.reached(saved.revision);
    this.newest = Math.max(this.newest, saved.revision);
    this.base = work;
    this.settled(work);
  }

  private settled(work: Content): void {
    if (this.pending === work) {
      this.done();
      return;
    }
    if (this.pending) this.doors.keep({ revision: this.known, ...this.pending });
    this.tell({ kind: 'waiting' });
    this.schedule(REST_MS);
  }

  private done(): void {
    this.pending = null;
    this.doors.forget();
    this.tell({ kind: 'saved' });
    if (this.newest > this.known || this.waiting.length > 0) this.schedule(0);
  }

  /** Brings in what somebody else saved. */
  private async reconcile(): Promise<void> {
    const theirs = await this.doors.fetch();
    this.newest = theirs.revision;
    if (theirs.revision === this.known) return;
    // Without a common beginning everything that differs is asked about.
    const base =
      (await this.ownIn(theirs)) ?? this.base ?? (await this.doors.at(this.known)) ?? NOTHING;
    const mine = this.pending ?? base;
    const { conflicts } = merge(base.document, mine.document, theirs.document);
    if (conflicts.length > 0) {
      this.tell({ kind: 'conflict', clash: { base, mine, theirs, conflicts } });
    } else {
      this.merged(base, mine, theirs, () => 'mine');
    }
  }

  /** Our own save whose answer was lost: what came after it began from there. */
  private async ownIn(theirs: Content & { revision: number }): Promise<Content | null> {
    if (this.unanswered.size === 0) return null;
    const next = this.known + 1;
    const saved = theirs.revision === next ? theirs : await this.doors.at(next);
    if (saved === null) return null;
    const isSaved = (one: Content) => one.name === saved.name && same(one.document, saved.document);
    return [...this.unanswered].find(isSaved) ?? null;
  }

  /** Brings in what another tab kept. The server does not have it: the revision stays. */
  private async takeIn(kept: Kept): Promise<void> {
    const isHere = kept.revision === this.known && this.base !== null;
    // Without a common beginning everything that differs is asked about.
    const base = (isHere ? this.base : await this.doors.at(kept.revision)) ?? NOTHING;
    const mine = this.pending ?? this.base ?? base;
    const { conflicts } = merge(base.document, mine.document, kept.document);
    if (conflicts.length > 0) {
      this.tell({ kind: 'conflict', clash: { base, mine, theirs: kept, conflicts } });
    } else {
      this.takenIn(base, kept, () => 'mine');
    }
  }

  private takenIn(base: Content, kept: Kept, choose: Choose): void {
    const mine = this.pending ?? this.base ?? base;
    const { document } = merge(base.document, mine.document, kept.document, choose);
    const content = { name: mine.name === base.name ? kept.name : mine.name, document };
    this.waiting = this.waiting.filter((one) => one !== kept);
    this.doors.adopt(content, null, diff(mine.document, document));
    this.doors.takeOver(kept);
    this.tell({ kind: 'waiting' });
    this.changed(content.name, document);
    this.schedule(0);
  }

  private merged(base: Content, mine: Content, theirs: Clash['theirs'], choose: Choose): void {
    const { document } = merge(base.document, mine.document, theirs.document, choose);
    const content = { name: mine.name === base.name ? theirs.name : mine.name, document };
    this.reached(theirs.revision);
    this.base = { name: theirs.name, document: theirs.document };
    const isTheirs = content.name === theirs.name && same(document, theirs.document);
    this.pending = isTheirs ? null : content;
    this.doors.adopt(
      content,
      theirs.modified_by ?? 'Somebody',
      diff(base.document, theirs.document),
    );
    if (isTheirs) {
      this.done();
      return;
    }
    this.doors.keep({ revision: this.known, ...content });
    this.tell({ kind: 'waiting' });
    this.schedule(0);
  }

  private async failed(error: unknown): Promise<void> {
    const status = error instanceof ProblemError ? error.status : 0;
    if (status === 412) {
      await this.reconcile().catch((next: unknown) => this.failed(next));
    } else if (isLost(error) || status === 429) {
      this.tell({ kind: 'offline' });
      this.schedule(RETRY_MS);
    } else {
      const message = error instanceof Error ? error.message : String(error);
      this.tell({ kind: 'refused', message });
    }
  }

  private tell(state: SaveState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

/** Nobody said whether it arrived. */
function isLost(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;
}

export function saveWords(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return 'Saved';
    case 'waiting':
    case 'saving':
      return 'Saving…';
    case 'offline':
      return 'Offline: kept in this browser';
    case 'conflict':
      return 'Changed elsewhere: kept in this browser';
    case 'refused':
      return `Not saved: ${state.message}`;
  }
}
