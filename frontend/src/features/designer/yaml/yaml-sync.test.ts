import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../../api/types';
import { apply } from '../../../canvas/core/commands';
import { type PipelineDocument, stepNode } from '../../../canvas/core/document';
import { linear } from '../../../canvas/core/testing';
import { type Read, TYPING_MS, YamlSync } from './yaml-sync';

/** Texts are JSON of nodes and settings here: what is tested is who wins, not the language. */
function started(first = linear()) {
  let document = first;
  const server = {
    write: vi.fn(async (given: PipelineDocument) => {
      const wire = JSON.parse(JSON.stringify({ nodes: given.nodes, settings: given.settings }));
      return { yaml: JSON.stringify(wire), wire };
    }),
    read: vi.fn(async (text: string): Promise<Read> => {
      const finding = { severity: 'error', message: 'not JSON' } as Diagnostic;
      try {
        const { nodes, settings } = JSON.parse(text);
        const empty = { ...linear(), layout: { nodes: {} }, notes: [] };
        return { document: { ...empty, nodes, settings }, diagnostics: [], read: true };
      } catch {
        return { document: null, diagnostics: [finding], read: false };
      }
    }),
    patch: vi.fn(async () => null),
  };
  const replaced: PipelineDocument[] = [];
  const sync = new YamlSync({
    ...server,
    current: () => document,
    replace(next) {
      document = next;
      replaced.push(next);
      sync.canvasChanged(next);
    },
  });
  const canvas = (next: PipelineDocument) => {
    document = next;
    sync.canvasChanged(next);
  };
  return { sync, server, replaced, canvas, now: () => document };
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
    await sync.open();
    expect(sync.state.kind).toBe('failed');
    sync.typed(textOf(rate(linear(), 'train', 9)));
    await rest();
    expect(now().nodes).toEqual(rate(rate(linear(), 'prep', 5), 'train', 9).nodes);
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
    expect(replaced).toEqual([rate(linear(), 'train', 3)]);
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
    expect(now()).toEqual(both);
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

  it('gives a wrong text up when asked to', async () => {
    const { sync } = started();
    await sync.open();
    sync.typed('{');
    await rest();
    await sync.open();
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
});
