/**
 * Saves a draft once the person rests. What is not saved yet is kept in the browser; a lost
 * connection is waited out; somebody else's save in between is said and never overwritten unasked.
 */

import { ProblemError } from '../../../api/problem';
import type { DraftSummary } from '../../../api/types';
import type { PipelineDocument } from '../../../canvas/core/document';
import type { Work } from './kept-work';

export type SaveState =
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'conflict' }
  | { kind: 'refused'; message: string };

export interface AutosaveDoors {
  put(revision: number, name: string, document: PipelineDocument): Promise<DraftSummary>;
  keep(work: Work): void;
  forget(): void;
}

export const REST_MS = 700;
const RETRY_MS = 3000;

export class Autosave {
  private current: SaveState = { kind: 'saved' };
  private pending: { name: string; document: PipelineDocument } | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly doors: AutosaveDoors,
    private known: number,
  ) {}

  get state(): SaveState {
    return this.current;
  }

  /** The revision that the server has, as far as this tab knows. */
  get revision(): number {
    return this.known;
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
    if (this.current.kind !== 'saved') throw new Error(saveWords(this.current));
  }

  /** Tries again at once, as when the browser says that the connection is back. */
  retry(): void {
    if (this.pending && this.current.kind !== 'conflict') this.schedule(0);
  }

  /** After a conflict: save what is here over the revision that the other person made. */
  keepMine(revision: number): Promise<void> {
    this.known = revision;
    this.tell({ kind: 'waiting' });
    return this.flush();
  }

  /** After a conflict: what is here is given up for what the server has. */
  takeTheirs(revision: number): void {
    this.known = revision;
    this.pending = null;
    this.doors.forget();
    this.tell({ kind: 'saved' });
  }

  conflict(name: string, document: PipelineDocument): void {
    this.pending = { name, document };
    this.tell({ kind: 'conflict' });
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private schedule(inMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), inMs);
  }

  private run(): Promise<void> {
    this.running ??= this.save().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async save(): Promise<void> {
    const work = this.pending;
    if (!work) return;
    this.tell({ kind: 'saving' });
    try {
      const saved = await this.doors.put(this.known, work.name, work.document);
      this.known = saved.revision;
      this.settled(work);
    } catch (error) {
      this.failed(error);
    }
  }

  private settled(work: { name: string; document: PipelineDocument }): void {
    if (this.pending === work) {
      this.pending = null;
      this.doors.forget();
      this.tell({ kind: 'saved' });
      return;
    }
    if (this.pending) this.doors.keep({ revision: this.known, ...this.pending });
    this.tell({ kind: 'waiting' });
    this.schedule(REST_MS);
  }

  private failed(error: unknown): void {
    const status = error instanceof ProblemError ? error.status : 0;
    if (status === 412) {
      this.tell({ kind: 'conflict' });
    } else if (status === 0 || status >= 500 || status === 429) {
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
