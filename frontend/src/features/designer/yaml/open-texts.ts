/**
 * The texts that are open beside the canvas, so that what is typed last reaches the draft before
 * that is left, and a text that cannot be read yet is there again when its pane is: in this page, and
 * after the page was closed. What other tabs left is offered beside it.
 */

import type { KeptText, UnsaidKeeper } from './kept-unsaid';
import type { Unsaid, YamlSync } from './yaml-sync';

/** A text is kept in the browser once typing rests so long, or the page goes. */
export const KEEP_MS = 300;

const NONE: readonly KeptText[] = [];

export class OpenTexts {
  private readonly open = new Set<() => Promise<void>>();
  /** By the steps that one went into: "learn.fit", or "" for the draft. */
  private readonly unsaid = new Map<string, Unsaid>();

  /** Texts of a place that are kept beside the one that is open. */
  private readonly beside = new Map<string, readonly KeptText[]>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly keeper: UnsaidKeeper) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What other tabs left of a place, the newest first. */
  others(place: string): readonly KeptText[] {
    return this.beside.get(place) ?? NONE;
  }

  /** Shows another tab's text; the one that it takes the place of is kept in its stead. */
  show(place: string, sync: YamlSync, other: KeptText): void {
    const { unsaid } = sync;
    const rest = this.others(place).filter(({ key }) => key !== other.key);
    this.keeper.keep(place, other);
    if (unsaid) this.keeper.keep(place, unsaid, other.key);
    else this.keeper.forget(place, other.key);
    const { key } = other;
    this.tell(place, unsaid ? [{ ...unsaid, key, at: Date.now() }, ...rest] : rest);
    void sync.open(other);
  }

  /** Gives another tab's text up. */
  giveUp(place: string, { key }: KeptText): void {
    this.keeper.forget(place, key);
    this.tell(
      place,
      this.others(place).filter((one) => one.key !== key),
    );
  }

  private tell(place: string, texts: readonly KeptText[]): void {
    this.beside.set(place, texts);
    for (const listener of this.listeners) listener();
  }

  /** What this page left open comes first, then what its tab kept, then the newest of another one. */
  private async found(place: string): Promise<Unsaid | null> {
    const kept = await this.keeper.read(place);
    const here = this.unsaid.get(place);
    const [first] = kept;
    const isTaken = !here && first !== undefined && !this.keeper.isOwn(place, first.key);
    if (isTaken) {
      this.keeper.keep(place, first);
      this.keeper.forget(place, first.key);
    }
    const isOther = (one: KeptText) =>
      !this.keeper.isOwn(place, one.key) && !(isTaken && one === first);
    this.tell(place, kept.filter(isOther));
    return here ?? first ?? null;
  }

  /** Begins; the answer ends it. */
  opened(place: string, sync: YamlSync): () => void {
    const stop = this.keeping(place, sync);
    let isOpen = true;
    const begin = async () => {
      const unsaid = await this.found(place);
      if (isOpen) await sync.open(unsaid ?? undefined);
    };
    void begin();
    const close = async () => {
      isOpen = false;
      const unsaid = await sync.close();
      stop();
      if (unsaid) this.unsaid.set(place, unsaid);
      else this.unsaid.delete(place);
      this.open.delete(close);
    };
    this.open.add(close);
    return () => void close();
  }

  get isEmpty(): boolean {
    return this.open.size === 0;
  }

  /** Resolves when all that was typed is in the draft. */
  async closed(): Promise<void> {
    await Promise.all([...this.open].map((close) => close()));
  }

  /** Keeps what is not on the canvas yet, for as long as it is not. The answer ends it. */
  private keeping(place: string, sync: YamlSync): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let mayBeKept = true;
    const write = () => {
      clearTimeout(timer);
      const { unsaid } = sync;
      if (!unsaid) return;
      mayBeKept = true;
      this.keeper.keep(place, unsaid);
    };
    const look = () => {
      clearTimeout(timer);
      if (sync.unsaid) timer = setTimeout(write, KEEP_MS);
      else if (mayBeKept && sync.state.kind === 'same') {
        mayBeKept = false;
        this.keeper.forget(place);
      }
    };
    const stop = sync.subscribe(look);
    window.addEventListener('pagehide', write);
    return () => {
      write();
      stop();
      window.removeEventListener('pagehide', write);
    };
  }
}
