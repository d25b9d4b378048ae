// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pipeline language's own expressions.
import { describe, expect, it } from 'vitest';
import { apply, type Command, refusal } from './commands';
import { runRefusal } from './commands-control';
import { connectionsOf, connectionWords, freeEnd } from './connections';
import { type ControlType, controlLinks, lineId, lineOf, lineWords } from './control';
import { type JsonMap, type PipelineDocument, type StepNode, stepNode } from './document';
import { runnableSteps } from './fits';
import { type Box, buildScene } from './scene';
import { stillThere } from './selection';
import { createStore } from './store';
import { COMPONENTS, linear } from './testing';

function control(type: ControlType, extra: JsonMap = {}): StepNode {
  return { ...stepNode({ type }, type), extra };
}

/** prep -> train -> score, a condition and two loops. */
function flow(gate: JsonMap = {}, loop: JsonMap = {}): PipelineDocument {
  const document = linear();
  return {
    ...document,
    nodes: {
      ...document.nodes,
      gate: control('if_else', gate),
      loop: control('do_while', loop),
      each: control('parallel_for'),
      raw: { kind: 'data', path: 'x', type: 'uri_file', display_name: null, comment: null },
    },
  };
}

const run = (block: 'true_block' | 'false_block' | 'body', step: string): Command => ({
  kind: 'run-step',
  node: block === 'body' ? 'loop' : 'gate',
  block,
  step,
});

const lines = (document: PipelineDocument) => controlLinks(document).map(lineWords);

describe('a step that is run', () => {
  it('comes to a branch beside the others, and leaves the other branch', () => {
    let document = apply(flow(), run('true_block', 'prep'));
    document = apply(document, run('true_block', 'train'));
    expect(lines(document)).toEqual(['gate runs prep when true', 'gate runs train when true']);
    document = apply(document, run('false_block', 'prep'));
    expect(lines(document)).toEqual(['gate runs train when true', 'gate runs prep when false']);
  });

  it('takes the place of the one that a loop ran', () => {
    const document = apply(apply(flow(), run('body', 'prep')), run('body', 'train'));
    expect(lines(document)).toEqual(['loop runs train']);
  });

  it('is let go again, and the branch keeps the rest', () => {
    const both = { true_block: ['${{parent.jobs.prep}}', '${{parent.jobs.train}}'] };
    const cut = { kind: 'cut-line', node: 'gate', block: 'true_block', step: 'prep' } as const;
    const after = apply(flow(both), cut);
    expect(lines(after)).toEqual(['gate runs train when true']);
    const last = apply(after, { ...cut, step: 'train' });
    expect(last.nodes.gate).toMatchObject({ extra: {} });
  });

  it('is one step of the history, with its name', () => {
    const store = createStore(flow(), COMPONENTS);
    expect(store.dispatch(run('true_block', 'train'))).toBeNull();
    expect(store.get().history.done.map(({ label }) => label)).toEqual([
      'let gate run train when true',
    ]);
    store.undo();
    expect(lines(store.get().document)).toEqual([]);
    store.redo();
    expect(lines(store.get().document)).toEqual(['gate runs train when true']);
  });
});

describe('what cannot be run says why', () => {
  const inTrue = { true_block: '${{parent.jobs.train}}' };
  const asBody = { body: '${{parent.jobs.train}}' };

  it.each([
    ['itself', flow(), 'gate', 'true_block', 'gate', 'A node cannot run itself.'],
    ['data', flow(), 'gate', 'true_block', 'raw', 'Only a step can be run.'],
    [
      'an end of the pipeline',
      flow(),
      'gate',
      'true_block',
      'inputs.raw',
      'Only a step can be run.',
    ],
    [
      'what it runs already',
      flow(inTrue),
      'gate',
      'true_block',
      'train',
      'gate runs train already when true.',
    ],
    [
      'a loop in a loop',
      flow(),
      'loop',
      'body',
      'each',
      'each is a node of control flow: a loop runs a step or a pipeline.',
    ],
    [
      'the body of another loop',
      flow({}, asBody),
      'each',
      'body',
      'train',
      'loop runs train already.',
    ],
    [
      'a step of a branch in a loop',
      flow(inTrue),
      'loop',
      'body',
      'train',
      'gate decides about train: let gate run loop instead.',
    ],
    [
      'the body of a loop in a branch',
      flow({}, asBody),
      'gate',
      'true_block',
      'train',
      'loop runs train in turn: connect to loop instead.',
    ],
  ] as const)('%s', (_, document, node, block, step, reason) => {
    expect(runRefusal(document, node, block, step)).toBe(reason);
    expect(refusal(document, {}, { kind: 'run-step', node, block, step })).toBe(reason);
  });

  it('a step that the condition waits for, with the way round', () => {
    const document = flow();
    document.bindings.push({
      source: { node: 'train', port: 'data' },
      target: { node: 'gate', port: 'condition' },
      via: 'outputs',
      mode: null,
    });
    expect(runRefusal(document, 'gate', 'true_block', 'prep')).toBe(
      'This would be a cycle: prep → train → gate → prep.',
    );
    expect(runnableSteps(document, 'gate', 'true_block')).toEqual(['score', 'loop', 'each']);
    // The other way round too: what is run cannot feed the condition.
    const run = flow(inTrue);
    expect(
      refusal(
        run,
        {},
        {
          kind: 'connect',
          source: { node: 'score', port: 'data' },
          target: { node: 'gate', port: 'condition' },
        },
      ),
    ).toBe('This would be a cycle: gate → train → score → gate.');
  });

  it('what feeds the body cannot wait for the loop', () => {
    const run = flow({}, { body: '${{parent.jobs.train}}' });
    expect(
      refusal(
        run,
        {},
        {
          kind: 'connect',
          source: { node: 'loop', port: 'model' },
          target: { node: 'prep', port: 'data' },
        },
      ),
    ).toBe('This would be a cycle: prep → train → loop → prep.');
  });
});

describe('lines on the canvas', () => {
  const document = flow({ true_block: '${{parent.jobs.train}}' }, {});
  const scene = buildScene(document, COMPONENTS);
  const line = scene.edges.find(({ label }) => label === 'true');

  it('begin at the port of their block', () => {
    const gate = scene.boxes.get('gate') as Box;
    expect(gate.spots.map(({ block, side, port }) => [block, side, port.name])).toEqual([
      ['true_block', 'source', 'true'],
      ['false_block', 'source', 'false'],
    ]);
    expect(line?.from).toEqual({ x: gate.x + (gate.spots[0]?.x ?? 0), y: gate.y + gate.height });
  });

  it('are known by an id that says what they join, and stay selected while they are there', () => {
    const id = line?.id ?? '';
    expect(lineOf(id)).toEqual({ from: 'gate', block: 'true_block', to: 'train', label: 'true' });
    expect(lineOf('train>data')).toBeNull();
    expect(stillThere([id, 'train>data'], document)).toEqual([id, 'train>data']);
    const gone = lineId({ from: 'gate', block: 'false_block', to: 'train' });
    expect(stillThere([gone], document)).toEqual([]);
  });

  it('are walked like connections, and what is added joins a free branch', () => {
    const words = connectionsOf(scene, 'gate').map((edge) => connectionWords(scene, edge));
    expect(words).toEqual(['gate runs train when true']);
    expect(freeEnd(scene, scene.boxes.get('gate') as Box)).toEqual({
      place: { node: 'gate', port: 'false' },
      side: 'source',
      block: 'false_block',
    });
  });
});
