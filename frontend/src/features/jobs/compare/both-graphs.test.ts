import { describe, expect, it } from 'vitest';
import type { ComparedStep, JobGraph } from '../../../api/types';
import {
  type Binding,
  emptyDocument,
  type PipelineDocument,
  stepNode,
} from '../../../canvas/core/document';
import { jobSummary } from '../../../testing/factories';
import { bothGraphs, stepsOf, writtenAt } from './both-graphs';

function graph(nodes: Record<string, string>, places: Record<string, number> = {}): JobGraph {
  const document: PipelineDocument = {
    ...emptyDocument(),
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([key, component]) => [key, stepNode(component)]),
    ),
    layout: {
      nodes: Object.fromEntries(Object.entries(places).map(([key, x]) => [key, { x, y: 0 }])),
    },
  };
  return { job: jobSummary(), document, components: {}, children: {}, sequence: 0 };
}

function wired(from: string, { document, ...rest }: JobGraph): JobGraph {
  const target = { node: 'train', port: 'data' };
  const binding = { source: { node: from, port: 'out' }, target, via: 'outputs', mode: null };
  return { ...rest, document: { ...document, bindings: [binding as Binding] } };
}

function step(path: string, state: ComparedStep['state']): ComparedStep {
  return { path, state, type: 'command', a: null, b: null, differences: [] };
}

describe('the graphs of two jobs in one picture', () => {
  const a = graph({ prep: 'x:1', train: 'x:1', fan: 'x:1', same: 'x:1' });
  const b = graph({ train: 'x:2', fan: 'x:1', same: 'x:1', score: 'x:1' });
  const steps = [step('fan.part_1', 'changed'), step('same', 'same'), step('prep', 'only_a')];

  it('says what one of them has only, and what differs by document or by what ran', () => {
    const found = bothGraphs(a, b, steps, '');
    expect(Object.keys(found.document.nodes).sort()).toEqual([
      'fan',
      'prep',
      'same',
      'score',
      'train',
    ]);
    expect(Object.fromEntries(found.boxes)).toEqual({
      prep: 'removed',
      train: 'changed',
      score: 'added',
      fan: 'changed',
    });
  });

  it('of a level that one of them has only is all added or removed', () => {
    const found = bothGraphs(null, b, [], 'fan');
    expect([...new Set(found.boxes.values())]).toEqual(['added']);
  });

  it('tells what is written differently, and how a box is connected', () => {
    const found = bothGraphs(wired('prep', a), wired('score', b), steps, '');
    expect(writtenAt(found, 'train')).toEqual([
      { field: 'component', before: 'x:1', after: 'x:2' },
      { field: 'connection into data', before: 'prep.out', after: 'score.out' },
    ]);
    expect(writtenAt(found, 'prep')).toEqual([]);
  });

  it('looks at the steps of its own level', () => {
    expect(stepsOf(steps, a.document, '', 'fan').map((one) => one.path)).toEqual(['fan.part_1']);
    expect(stepsOf(steps, a.document, 'fan', 'part_1').map((one) => one.path)).toEqual([
      'fan.part_1',
    ]);
    expect(stepsOf(steps, a.document, 'other', 'part_1')).toEqual([]);
  });

  it('keeps places where nothing can lie over something else', () => {
    const left = graph({ prep: 'x:1', train: 'x:1' }, { prep: 0, train: 100 });
    const right = graph({ train: 'x:1' }, { train: 100 });
    expect(bothGraphs(left, right, [], '').layout).toBe('saved');
    expect(bothGraphs(left, graph({ train: 'x:1' }, { train: 0 }), [], '').layout).toBe('auto');
    expect(bothGraphs(left, graph({ train: 'x:1', more: 'x:1' }), [], '').layout).toBe('auto');
  });
});
