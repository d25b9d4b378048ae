/** One draft open in a tab, against a server that keeps revisions: what is saved, merged, asked, kept. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../../api/types';
import type { Command } from '../../../canvas/core/commands';
import type { PipelineDocument } from '../../../canvas/core/document';
import { linear } from '../../../canvas/core/testing';
import { REST_MS, saveWords } from './autosave';
import { keptWorks } from './kept-work';
import { type DraftSession, openDraft, watchChanges } from './session';

const DRAFT = 7;
const RETRY_MS = 3000;

interface Saved {
  name: string;
  document: PipelineDocument;
  by: string;
}

/** Answers HTTP as the studio does, or not at all. */
class Studio {
  revisions: Saved[] = [{ name: 'a', document: linear(), by: 'ada' }];
  /** Revisions that puts named, whatever came of them. */
  matched: string[] = [];
  /** "away": nobody answers; "starting": 503; "cut": what is sent arrives, the answer does not. */
  trouble: 'away' | 'starting' | 'cut' | null = null;

  get revision(): number {
    return this.revisions.length;
  }

  at(revision: number): Saved {
    return this.revisions[revision - 1] as Saved;
  }

  get document(): PipelineDocument {
    return this.at(this.revision).document;
  }

  draft(): Draft {
    const { name, document, by } = structuredClone(this.at(this.revision));
    return { id: DRAFT, revision: this.revision, name, document, modified_by: by } as Draft;
  }

  /** Another person's save. */
  save(by: string, change: (document: PipelineDocument) => void): void {
    const document = structuredClone(this.document);
    change(document);
    this.revisions.push({ ...this.at(this.revision), document, by });
  }

  fetch = async (address: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    if (this.trouble === 'away') throw new TypeError('Failed to fetch');
    if (this.trouble === 'starting') return answer(503, { code: 'starting', message: 'Soon.' });
    const answered = init?.method === 'PUT' ? this.put(init) : this.get(String(address));
    if (this.trouble === 'cut') throw new TypeError('Failed to fetch');
    return answered;
  };

  private put(init: RequestInit): Response {
    const match = (init.headers as Record<string, string>)['If-Match'] ?? '';
    this.matched.push(match);
    if (match !== `"${this.revision}"`) {
      return answer(412, { code: 'draft-changed', message: 'Somebody saved in between.' });
    }
    const { name, document } = JSON.parse(String(init.body)) as Saved;
    this.revisions.push({ name, document, by: 'me' });
    return answer(200, { id: DRAFT, revision: this.revision, name });
  }

  private get(address: string): Response {
    const number = /\/revisions\/(\d+)$/.exec(address)?.[1];
    if (number === undefined) return answer(200, this.draft());
    return answer(200, { number: Number(number), ...this.at(Number(number)) });
  }
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

const rate = (node: string, value: number): Command => ({
  kind: 'set-value',
  node,
  port: 'rate',
  value,
});

function rateOf(document: PipelineDocument, key: string): unknown {
  const node = document.nodes[key];
  return node?.kind === 'step' ? node.values.rate : undefined;
}

const setRate = (key: string, value: number) => (document: PipelineDocument) => {
  const node = document.nodes[key];
  if (node?.kind === 'step') node.values.rate = value;
};

let studio: Studio;
const leave: (() => void)[] = [];

/** The page with the draft, as a tab opens it. */
async function opened(canWrite = true): Promise<DraftSession> {
  const kept = await keptWorks(DRAFT);
  const session = openDraft(studio.draft(), canWrite ? kept : [], canWrite, 'me');
  leave.push(watchChanges(session));
  return session;
}

const rest = (ms = REST_MS) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  studio = new Studio();
  vi.stubGlobal('fetch', studio.fetch);
});
afterEach(() => {
  for (const stop of leave.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a draft that is open', () => {
  it('is saved over the revision that it was read at, and then over its own', async () => {
    const { store, autosave } = await opened();
    store.dispatch(rate('train', 1));
    await rest();
    store.dispatch(rate('train', 2));
    await rest();
    expect(studio.matched).toEqual(['"1"', '"2"']);
    expect(rateOf(studio.document, 'train')).toBe(2);
    expect(saveWords(autosave.state)).toBe('Saved');
    expect(await keptWorks(DRAFT)).toEqual([]);
  });

  it('saves an undo back to what was read, and its name', async () => {
    const { store, name } = await opened();
    store.dispatch(rate('train', 1));
    await rest();
    store.undo();
    name.set('b');
    await rest();
    expect(studio.at(3)).toMatchObject({ name: 'b', document: { nodes: linear().nodes } });
  });

  it('is never saved for a reader', async () => {
    const { store } = await opened(false);
    store.follow({ kind: 'move', to: { prep: { x: 40, y: 40 } } });
    await rest(10 * REST_MS);
    expect(studio.matched).toEqual([]);
  });
});

describe('what somebody else saved in between', () => {
  it('is one’s own where another tab of the same person saved it', async () => {
    const { note, autosave } = await opened();
    studio.save('me', setRate('score', 9));
    autosave.heard(2);
    await rest();
    expect(note.get()).toBe('You changed step score in another tab');
  });

  it('is merged where it is about other nodes, and the bar says who did what', async () => {
    const { store, note, autosave } = await opened();
    studio.save('dora', setRate('score', 9));
    store.dispatch(rate('train', 1));
    await rest();
    await rest();
    expect(studio.matched).toEqual(['"1"', '"2"']);
    for (const document of [studio.document, store.get().document]) {
      expect([rateOf(document, 'train'), rateOf(document, 'score')]).toEqual([1, 9]);
    }
    expect(note.get()).toMatch(/^dora changed .*score/);
    expect(autosave.state.kind).toBe('saved');
    // Undo takes back one's own only.
    store.undo();
    await rest();
    expect(rateOf(studio.document, 'score')).toBe(9);
    expect(rateOf(studio.document, 'train')).toBe(0.5);
  });

  it('is shown as it is heard of, and not saved again', async () => {
    const { store, autosave } = await opened();
    studio.save('dora', setRate('score', 9));
    autosave.heard(2);
    await rest(5 * REST_MS);
    expect(rateOf(store.get().document, 'score')).toBe(9);
    expect(studio.matched).toEqual([]);
  });

  it.each(['mine', 'theirs'] as const)(
    'is asked about where it is about the same node: %s is taken',
    async (side) => {
      const { store, autosave } = await opened();
      studio.save('dora', setRate('train', 9));
      store.dispatch(rate('train', 1));
      await rest();
      expect(autosave.state).toMatchObject({
        kind: 'conflict',
        clash: { conflicts: [{ kind: 'node', name: 'train' }] },
      });
      // Nobody's work is overwritten meanwhile, and what is done here goes on being kept.
      store.dispatch(rate('prep', 3));
      await rest(5 * REST_MS);
      expect(studio.revision).toBe(2);
      expect(await keptWorks(DRAFT)).toHaveLength(1);

      await autosave.resolve(() => side);
      const taken = side === 'mine' ? 1 : 9;
      for (const document of [studio.document, store.get().document]) {
        expect([rateOf(document, 'train'), rateOf(document, 'prep')]).toEqual([taken, 3]);
      }
      expect(await keptWorks(DRAFT)).toEqual([]);
    },
  );
});

describe('without a connection', () => {
  it('work is kept in the browser, and saved once it is back', async () => {
    const { store, autosave } = await opened();
    studio.trouble = 'away';
    store.dispatch(rate('train', 1));
    await rest();
    store.dispatch(rate('prep', 2));
    await rest(4 * RETRY_MS);
    expect(autosave.state.kind).toBe('offline');
    expect((await keptWorks(DRAFT)).map(({ document }) => rateOf(document, 'prep'))).toEqual([2]);
    studio.trouble = null;
    autosave.retry();
    await rest(0);
    expect(autosave.state.kind).toBe('saved');
    expect([rateOf(studio.document, 'train'), rateOf(studio.document, 'prep')]).toEqual([1, 2]);
    expect(await keptWorks(DRAFT)).toEqual([]);
  });

  it('it is merged with what others did meanwhile', async () => {
    const { store } = await opened();
    studio.trouble = 'away';
    store.dispatch(rate('train', 1));
    await rest();
    studio.save('dora', setRate('score', 9));
    studio.trouble = null;
    await rest(2 * RETRY_MS);
    expect(rateOf(studio.document, 'train')).toBe(1);
    expect(rateOf(store.get().document, 'score')).toBe(9);
  });

  it('a tab that is closed leaves its work to the next one', async () => {
    const first = await opened();
    studio.trouble = 'away';
    first.store.dispatch(rate('train', 1));
    await rest();
    first.autosave.stop();
    studio.trouble = null;
    studio.save('dora', setRate('score', 9));
    const { store, autosave } = await opened();
    expect(rateOf(store.get().document, 'train')).toBe(1);
    await rest(5 * REST_MS);
    expect(autosave.state.kind).toBe('saved');
    expect([rateOf(studio.document, 'train'), rateOf(studio.document, 'score')]).toEqual([1, 9]);
    expect(await keptWorks(DRAFT)).toEqual([]);
  });
});

describe('a studio that starts again', () => {
  it('gets what waited, once it is ready', async () => {
    const { store, autosave } = await opened();
    studio.trouble = 'starting';
    store.dispatch(rate('train', 1));
    await rest();
    expect(autosave.state.kind).toBe('offline');
    studio.trouble = null;
    await rest(RETRY_MS);
    expect(autosave.state.kind).toBe('saved');
    expect(rateOf(studio.document, 'train')).toBe(1);
  });

  it('has a save whose answer it never gave: that is known as our own, and not asked about', async () => {
    const { store, autosave, note } = await opened();
    studio.trouble = 'cut';
    store.dispatch(rate('train', 1));
    await rest();
    expect(studio.revision).toBe(2);
    store.dispatch(rate('train', 2));
    studio.trouble = null;
    await rest(2 * RETRY_MS);
    expect(autosave.state.kind).toBe('saved');
    expect(rateOf(studio.document, 'train')).toBe(2);
    expect(rateOf(store.get().document, 'train')).toBe(2);
    expect(note.get()).toBeNull();
    expect(studio.revision).toBe(3);
  });
});
