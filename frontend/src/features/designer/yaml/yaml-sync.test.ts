import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../../api/types';
import { apply } from '../../../canvas/core/commands';
import {
  type JsonMap,
  type PipelineDocument,
  stepNode,
  withoutLooks,
} from '../../../canvas/core/document';
import { linear } from '../../../canvas/core/testing';
import { type Content, type Read, TYPING_MS, YamlSync } from './yaml-sync';

/** Texts are JSON of nodes and settings here: what is tested is who wins, not the language. */
function started(first = linear(), specification: JsonMap | null = null) {
  let content: Content = { document: first, component: specification };
  const server = {
    write: vi.fn(async ({ document, component }: Content) => {
      const { nodes, settings } = document;
      const wire = JSON.parse(JSON.stringify({ ...component, nodes, settings }));
      return { yaml: JSON.stringify(wire), wire };
    }),
    read: vi.fn(async (text: string): Promise<Read> => {
      const finding = { severity: 'error', message: 'not JSON' } as Diagnostic;
      try {
        const { nodes, settings, ...others } = JSON.parse(text);
        const empty = withoutLooks(linear());
        const component = specification && others;
        return {
          document: { ...empty, nodes, settings },
          component,
          diagnostics: [],
          read: true,
        };
      } catch {
        return { document: null, component: null, diagnostics: [finding], read: false };
      }
    }),
    patch: vi.fn(async (_text: string): Promise<string | null> => null),
  };
  const replaced: PipelineDocument[] = [];
  const whole: boolean[] = [];
  const doors = {
    ...server,
    current: () => content,
    replace(next: Content, isWhole: boolean) {
      content = next;
      replaced.push(next.document);
      whole.push(isWhole);
      sync.canvasChanged(next);
    },
  };
  const sync = new YamlSync(doors);
  const canvas = (document: PipelineDocument, component = content.component) => {
    content = { document, component };
    sync.canvasChanged(content);
  };
  const now = () => content.document;
  const again = () => new YamlSync(doors);
  return { sync, server, replaced, whole, canvas, now, again, component: () => content.component };
}

const rest = () => vi.advanceTimersByTimeAsync(TYPING_MS + 10);
const rate = (document: PipelineDocument, node: string, value: number) =>
  apply(document, { kind: 'set-value', node, port: 'rate', value });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function textOf(document: PipelineDocument): string {
  return JSON.stringify({ nodes: document.nodes, settings: document.settings });
}

describe('text beside the canvas', () => {
  it('keeps what the canvas got meanwhile when writing the text anew failed', async () => {
    const { sync, server, canvas, now } = started();
    await sync.open();
    sync.typed('{');
    await rest();
    canvas(rate(linear(), 'prep', 5));
    server.write.mockRejectedValueOnce(new Error('no connection'));
    await sync.anew();
    expect(sync.state.kind).toBe('failed');
    sync.typed(textOf(rate(linear(), 'train', 9)));
    await rest();
    expect(now().nodes).toEqual(rate(rate(linear(), 'prep', 5), 'train', 9).nodes);
  });

  it('shows a text that was brought in and cannot be read as it is, until it is given up', async () => {
    const { sync, server, canvas, now } = started({ ...linear(), yaml: { '': 'twice' } });
    const { nodes, settings } = now();
    const part = { ...withoutLooks(linear()), nodes, settings };
    server.read.mockResolvedValue({
      document: part,
      component: null,
      diagnostics: [],
      read: false,
    });
    await sync.open();
    expect(sync.state).toMatchObject({ kind: 'wrong', text: 'twice' });
    canvas({ ...rate(linear(), 'train', 3), yaml: now().yaml });
    await rest();
    expect(sync.state.text).toBe('twice');
    await sync.anew();
    expect(sync.state).toMatchObject({ kind: 'same', text: textOf(now()) });
  });

  it('shows what the canvas has, and what is changed there', async () => {
    const { sync, canvas } = started();
    await sync.open();
    expect(sync.state.kind).toBe('same');
    const next = rate(linear(), 'train', 3);
    canvas(next);
    await rest();
    expect(sync.state.text).toBe(textOf(next));
  });

  it('brings what is typed to the canvas, and keeps places and notes there', async () => {
    const { sync, replaced, server } = started();
    await sync.open();
    sync.typed(textOf(rate(linear(), 'train', 3)));
    expect(sync.state.kind).toBe('checking');
    await rest();
    const text = textOf(rate(linear(), 'train', 3));
    expect(replaced).toEqual([{ ...rate(linear(), 'train', 3), yaml: { '': text } }]);
    expect(replaced[0]?.layout).toEqual(linear().layout);
    await rest();
    expect(server.write, 'what came from the text is not written over it').toHaveBeenCalledTimes(1);
  });

  it('never lets a wrong text touch the canvas', async () => {
    const { sync, replaced } = started();
    await sync.open();
    sync.typed('{');
    await rest();
    expect(sync.state).toMatchObject({ kind: 'wrong', findings: [{ message: 'not JSON' }] });
    expect(replaced).toEqual([]);
  });

  it('merges the canvas with a text that was wrong meanwhile', async () => {
    const { sync, canvas, now } = started();
    await sync.open();
    sync.typed('{');
    await rest();
    canvas(rate(linear(), 'prep', 9));
    await rest();
    expect(sync.state.text).toBe('{');
    sync.typed(textOf(rate(linear(), 'train', 3)));
    await rest();
    const both = rate(rate(linear(), 'prep', 9), 'train', 3);
    expect(withoutLooks(now())).toEqual(withoutLooks(both));
    expect(now().layout).toEqual(both.layout);
    expect(JSON.parse(sync.state.text).nodes).toEqual(both.nodes);
  });

  it('leaves a step that got another name where it was', async () => {
    const { sync, replaced } = started();
    await sync.open();
    const { prep: _, ...nodes } = linear().nodes;
    sync.typed(textOf({ ...linear(), nodes: { ...nodes, tidy: stepNode('azureml:any:2') } }));
    await rest();
    expect(replaced[0]?.layout.nodes.tidy).toEqual(linear().layout.nodes.prep);
  });

  it('is there again as it was typed, with what the canvas has changed since', async () => {
    const { sync, server, canvas, now, again } = started();
    await sync.open();
    sync.typed(` ${textOf(linear())}`);
    await rest();
    expect(now().yaml).toEqual({ '': ` ${textOf(linear())}` });
    expect(await sync.close()).toBeNull();
    canvas(rate(now(), 'prep', 9));
    server.patch.mockImplementation(async (text: string) => `patched ${text.length}`);
    server.read.mockImplementation(async () => {
      return { document: withoutLooks(now()), component: null, diagnostics: [], read: true };
    });
    const second = again();
    await second.open();
    expect(second.state.text).toBe(`patched ${textOf(linear()).length + 1}`);
    canvas({ ...now(), yaml: {} });
    second.canvasChanged({ document: now(), component: null });
    await rest();
    expect(second.state.text, 'an undo takes the text back, too').toBe(textOf(now()));
  });

  it('keeps no place of a step that is gone, and knows it when the step is back', async () => {
    const { sync, now } = started();
    await sync.open();
    const { prep, train, ...nodes } = linear().nodes;
    sync.typed(textOf({ ...linear(), nodes }));
    await rest();
    expect(Object.keys(now().layout.nodes)).not.toContain('train');
    sync.typed(textOf({ ...linear(), nodes: { ...nodes, ...(train && { train }) } }));
    await rest();
    expect(now().layout.nodes.train).toEqual(linear().layout.nodes.train);
    expect(Object.keys(now().layout.nodes)).not.toContain('prep');
    expect(prep).toBeDefined();
  });

  it('gives a wrong text up when asked to', async () => {
    const { sync } = started();
    await sync.open();
    sync.typed('{');
    await rest();
    await sync.anew();
    expect(sync.state).toMatchObject({ kind: 'same', text: textOf(linear()), findings: [] });
  });

  it('says that the studio cannot be reached, and goes on when it can', async () => {
    const { sync, server } = started();
    await sync.open();
    server.read.mockRejectedValueOnce(new Error('offline'));
    sync.typed(textOf(rate(linear(), 'train', 3)));
    await rest();
    expect(sync.state.kind).toBe('failed');
    sync.typed(textOf(rate(linear(), 'train', 4)));
    await rest();
    expect(sync.state.kind).toBe('same');
  });

  it('keeps what could not be checked when the canvas changes, and brings both together', async () => {
    const { sync, server, canvas, now } = started();
    await sync.open();
    server.read.mockRejectedValueOnce(new Error('offline'));
    sync.typed(textOf(rate(linear(), 'train', 3)));
    await rest();
    expect(sync.state.kind).toBe('failed');
    canvas(rate(linear(), 'prep', 9));
    await rest();
    expect(sync.state.kind).toBe('same');
    expect(now().nodes).toEqual(rate(rate(linear(), 'prep', 9), 'train', 3).nodes);
  });

  it('brings to the canvas what was typed right before it is closed', async () => {
    const { sync, now } = started();
    await sync.open();
    sync.typed(textOf(rate(linear(), 'train', 3)));
    expect(await sync.close()).toBeNull();
    expect(now().nodes).toEqual(rate(linear(), 'train', 3).nodes);
  });

  it('has a wrong text again when it is opened again, and what the canvas got meanwhile', async () => {
    const { sync, canvas, now, again } = started();
    await sync.open();
    sync.typed('{');
    const unsaid = await sync.close();
    canvas(rate(linear(), 'prep', 9));
    const second = again();
    await second.open(unsaid ?? undefined);
    expect(second.state).toMatchObject({ kind: 'wrong', text: '{' });
    second.typed(textOf(rate(linear(), 'train', 3)));
    await rest();
    expect(now().nodes).toEqual(rate(rate(linear(), 'prep', 9), 'train', 3).nodes);
    expect(await second.close()).toBeNull();
  });
});

describe('text of what is inside a step', () => {
  const inside = (document: PipelineDocument, others: JsonMap) =>
    JSON.stringify({ ...others, nodes: document.nodes, settings: document.settings });

  it('says what no document holds', async () => {
    const { sync, component, replaced, whole } = started(linear(), { version: 1 });
    await sync.open();
    sync.typed(inside(linear(), { version: 2 }));
    await rest();
    expect(component()).toEqual({ version: 2 });
    expect(whole).toEqual([true]);
    sync.typed(` ${inside(linear(), { version: 2 })}`);
    await rest();
    expect(replaced, 'a comment is kept').toHaveLength(2);
    expect(component()).toEqual({ version: 2 });
  });

  it('follows the step where only that was changed, as by an undo', async () => {
    const { sync, canvas } = started(linear(), { version: 1 });
    await sync.open();
    canvas(linear(), { version: 3 });
    await rest();
    expect(JSON.parse(sync.state.text)).toMatchObject({ version: 3 });
  });

  it('says when the canvas has more than the text', async () => {
    const { sync, canvas, whole, now } = started(linear(), { version: 1 });
    await sync.open();
    sync.typed('{');
    await rest();
    canvas(rate(linear(), 'prep', 9));
    sync.typed(inside(rate(linear(), 'train', 3), { version: 1 }));
    await rest();
    expect(whole).toEqual([false]);
    expect(now().nodes).toEqual(rate(rate(linear(), 'prep', 9), 'train', 3).nodes);
  });
});
