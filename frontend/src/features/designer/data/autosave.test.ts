import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../../../api/problem';
import type { Draft, DraftSummary } from '../../../api/types';
import { apply, type Command } from '../../../canvas/core/commands';
import type { PipelineDocument } from '../../../canvas/core/document';
import { linear } from '../../../canvas/core/testing';
import { Autosave, type AutosaveDoors, type Content, REST_MS } from './autosave';

const rate = (node: string, value: number): Command => ({
  kind: 'set-value',
  node,
  port: 'rate',
  value,
});

function edited(document: PipelineDocument, ...commands: Command[]): PipelineDocument {
  return commands.reduce(apply, document);
}

/** A server that keeps one draft and refuses what is not saved over its last revision. */
class Server {
  revision = 4;
  content: Content = { name: 'a', document: linear() };
  history = new Map<number, Content>();
  isDown = false;
  puts: { revision: number; content: Content; restored: number | null }[] = [];

  save(content: Content): void {
    this.history.set(this.revision, this.content);
    this.revision += 1;
    this.content = content;
  }

  doors(shown: Content[]): AutosaveDoors {
    return {
      put: async (revision, content, restored) => {
        if (this.isDown) throw new ProblemError(0, { message: 'down' });
        this.puts.push({ revision, content, restored });
        if (revision !== this.revision) {
          throw new ProblemError(412, { code: 'draft-changed', message: 'moved on' });
        }
        this.save(content);
        return { revision: this.revision } as DraftSummary;
      },
      keep: vi.fn(),
      forget: vi.fn(),
      fetch: async () => {
        const copy = structuredClone(this.content);
        return { ...copy, revision: this.revision, modified_by: 'dora' } as Draft;
      },
      at: async (revision) => this.history.get(revision) ?? null,
      adopt: (content) => shown.push(content),
      takeOver: vi.fn(),
    };
  }
}

function started() {
  const server = new Server();
  const shown: Content[] = [];
  const doors = server.doors(shown);
  const autosave = new Autosave(doors, server.revision, server.content);
  return { server, shown, doors, autosave, start: server.content.document };
}

const rest = () => vi.advanceTimersByTimeAsync(REST_MS);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Autosave', () => {
  it('saves once the person rests, over the revision it knows', async () => {
    const { server, doors, autosave, start } = started();
    autosave.changed('a', start);
    autosave.changed('ab', start);
    expect(autosave.state.kind).toBe('waiting');
    await rest();
    expect(server.puts).toMatchObject([{ revision: 4, content: { name: 'ab' } }]);
    expect(autosave.state.kind).toBe('saved');
    expect(autosave.revision).toBe(5);
    expect(doors.forget).toHaveBeenCalled();
  });

  it('keeps every change in the browser before it is saved', () => {
    const { doors, autosave, start } = started();
    autosave.changed('a', start);
    expect(doors.keep).toHaveBeenCalledWith(expect.objectContaining({ revision: 4, name: 'a' }));
  });

  it('saves again what came while it was saving', async () => {
    const { server, doors, autosave, start } = started();
    const put = doors.put;
    doors.put = async (...given) => {
      if (server.puts.length === 0) autosave.changed('b', start);
      return put(...given);
    };
    autosave.changed('a', start);
    await rest();
    await rest();
    expect(server.puts.map(({ revision }) => revision)).toEqual([4, 5]);
    expect(server.content.name).toBe('b');
    expect(autosave.state.kind).toBe('saved');
  });

  it('waits out a lost connection', async () => {
    const { server, autosave, start } = started();
    server.isDown = true;
    autosave.changed('a', start);
    await rest();
    expect(autosave.state.kind).toBe('offline');
    server.isDown = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(autosave.state.kind).toBe('saved');
  });

  it('says once in the history what a save restores', async () => {
    const { server, autosave, start } = started();
    autosave.restores(2);
    autosave.changed('a', start);
    await rest();
    autosave.changed('b', start);
    await rest();
    expect(server.puts.map(({ restored }) => restored)).toEqual([2, null]);
  });

  it('says with the next save what is restored while one is under way', async () => {
    const { server, doors, autosave, start } = started();
    const put = doors.put;
    doors.put = async (...given) => {
      if (server.puts.length === 0) {
        autosave.restores(2);
        autosave.changed('b', start);
      }
      return put(...given);
    };
    autosave.changed('a', start);
    await rest();
    await rest();
    expect(server.puts.map(({ restored }) => restored)).toEqual([null, 2]);
  });

  it('says what is restored when the first try failed', async () => {
    const { server, autosave, start } = started();
    server.isDown = true;
    autosave.restores(2);
    autosave.changed('a', start);
    await rest();
    server.isDown = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(server.puts.map(({ restored }) => restored)).toEqual([2]);
  });

  it('tries no more once the page is left', async () => {
    const { server, doors, autosave, start } = started();
    server.isDown = true;
    autosave.changed('a', start);
    const flushed = autosave.flush().catch(() => {});
    autosave.stop();
    await flushed;
    server.isDown = false;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.puts).toEqual([]);
    expect(doors.forget).not.toHaveBeenCalled();
  });
});

describe("somebody else's save", () => {
  it('merges with changes of other nodes, and both are saved', async () => {
    const { server, shown, autosave, start } = started();
    server.save({ name: 'a', document: edited(start, rate('prep', 7)) });
    autosave.changed('a', edited(start, rate('train', 8)));
    await rest();
    await rest();
    const both = edited(start, rate('prep', 7), rate('train', 8));
    expect(autosave.state.kind).toBe('saved');
    expect(server.content.document).toEqual(both);
    expect(shown.at(-1)?.document).toEqual(both);
    expect(autosave.revision).toBe(6);
  });

  it('is shown as it is heard of, where nothing was changed here', async () => {
    const { server, shown, autosave, start } = started();
    const theirs = edited(start, rate('prep', 7));
    server.save({ name: 'theirs', document: theirs });
    autosave.heard(5);
    await rest();
    expect(shown).toEqual([{ name: 'theirs', document: theirs }]);
    expect(server.puts).toEqual([]);
    expect(autosave.revision).toBe(5);
    autosave.heard(5);
    await rest();
    expect(shown).toHaveLength(1);
  });

  it('asks where both changed one node, and overwrites nothing until there is an answer', async () => {
    const { server, autosave, start } = started();
    server.save({ name: 'a', document: edited(start, rate('train', 1), rate('prep', 3)) });
    autosave.changed('a', edited(start, rate('train', 2)));
    await rest();
    expect(autosave.state).toMatchObject({
      kind: 'conflict',
      clash: { conflicts: [{ name: 'train' }], theirs: { modified_by: 'dora' } },
    });
    autosave.changed('a', edited(start, rate('train', 2), rate('score', 4)));
    autosave.heard(6);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.puts).toHaveLength(1);
    await autosave.resolve(() => 'theirs');
    expect(autosave.state.kind).toBe('saved');
    expect(server.content.document).toEqual(
      edited(start, rate('train', 1), rate('prep', 3), rate('score', 4)),
    );
  });

  it('is taken as a whole when every choice is theirs', async () => {
    const { server, shown, doors, autosave, start } = started();
    const theirs = edited(start, rate('train', 1));
    server.save({ name: 'a', document: theirs });
    autosave.changed('a', edited(start, rate('train', 2)));
    await rest();
    await autosave.resolve(() => 'theirs');
    expect(shown.at(-1)?.document).toEqual(theirs);
    expect(server.puts).toHaveLength(1);
    expect(doors.forget).toHaveBeenCalled();
  });

  it('is our own when only the answer was lost', async () => {
    const { server, doors, autosave, start } = started();
    const put = doors.put;
    doors.put = async (...given) => {
      doors.put = put;
      await put(...given);
      throw new ProblemError(0, { message: 'the answer was lost' });
    };
    autosave.changed('mine', edited(start, rate('train', 2)));
    await rest();
    expect(autosave.state.kind).toBe('offline');
    await vi.advanceTimersByTimeAsync(3000);
    expect(autosave.state.kind).toBe('saved');
    expect(server.revision).toBe(5);
  });

  it('is our own, too, when the answer was lost and the person went on', async () => {
    const { server, shown, doors, autosave, start } = started();
    const put = doors.put;
    doors.put = async (...given) => {
      doors.put = put;
      await put(...given);
      throw new ProblemError(0, { message: 'the answer was lost' });
    };
    autosave.changed('a', edited(start, rate('train', 2)));
    await rest();
    const later = edited(start, rate('train', 3));
    autosave.changed('a', later);
    await vi.advanceTimersByTimeAsync(3000);
    await rest();
    expect(autosave.state.kind).toBe('saved');
    expect(server.content.document).toEqual(later);
    expect(shown.at(-1)?.document).toEqual(later);
  });

  it('is asked about as a whole when nobody knows where the kept work began', async () => {
    const { server, doors, start } = started();
    server.save({ name: 'a', document: edited(start, rate('train', 7)) });
    const autosave = new Autosave(doors, 2, null);
    autosave.changed('a', edited(start, rate('train', 8)));
    autosave.heard(5);
    await rest();
    expect(autosave.state).toMatchObject({
      kind: 'conflict',
      clash: { conflicts: [{ name: 'train' }] },
    });
    expect(server.puts).toEqual([]);
  });

  it('merges with work that was kept while the tab was closed, from the revision it began at', async () => {
    const server = new Server();
    const start = server.content.document;
    server.save({ name: 'a', document: edited(start, rate('prep', 7)) });
    const autosave = new Autosave(server.doors([]), 4, null);
    autosave.changed('a', edited(start, rate('train', 8)));
    autosave.heard(5);
    await rest();
    await rest();
    expect(autosave.state.kind).toBe('saved');
    expect(server.content.document).toEqual(edited(start, rate('prep', 7), rate('train', 8)));
  });
});

describe('work that another tab kept', () => {
  const kept = (key: string, revision: number, document: PipelineDocument) => ({
    key,
    revision,
    name: 'a',
    document,
  });

  it('is merged with what this tab kept, each from the revision that it began at', async () => {
    const { server, doors, autosave, start } = started();
    server.save({ name: 'a', document: edited(start, rate('prep', 7)) });
    autosave.heard(5);
    autosave.changed('a', edited(start, rate('train', 8)));
    autosave.bringIn([
      kept('one', 4, edited(start, rate('score', 9))),
      kept('two', 5, edited(start, rate('prep', 6))),
    ]);
    await vi.advanceTimersByTimeAsync(10 * REST_MS);
    expect(autosave.state.kind).toBe('saved');
    expect(server.content.document).toEqual(
      edited(start, rate('prep', 6), rate('train', 8), rate('score', 9)),
    );
    expect(doors.takeOver).toHaveBeenCalledTimes(2);
  });

  it('asks where this tab changed the same, and is kept until there is an answer', async () => {
    const { server, doors, autosave, start } = started();
    autosave.changed('a', edited(start, rate('train', 1)));
    autosave.bringIn([kept('one', 4, edited(start, rate('train', 2), rate('prep', 3)))]);
    await rest();
    await rest();
    expect(autosave.state).toMatchObject({
      kind: 'conflict',
      clash: { conflicts: [{ name: 'train' }] },
    });
    expect(doors.takeOver).not.toHaveBeenCalled();
    await autosave.resolve(() => 'theirs');
    expect(autosave.state.kind).toBe('saved');
    expect(server.content.document).toEqual(edited(start, rate('train', 2), rate('prep', 3)));
    expect(doors.takeOver).toHaveBeenCalledTimes(1);
  });
});
