import { expect, it } from 'vitest';
import { changeWords, diff, movedBoxes } from './diff';
import { type Binding, emptyDocument, type PipelineDocument } from './document';

const target = { node: 'train', port: 'data' };

function fed(...bindings: Binding[]): PipelineDocument {
  return { ...emptyDocument(), bindings };
}

function from(node: string | null, port: string, mode: string | null = null): Binding {
  return { source: { node, port }, target, via: 'outputs', mode };
}

it.each([
  ['another step', from('prep', 'out'), from('trim', 'text'), 'prep.out', 'trim.text'],
  [
    'another mode',
    from('prep', 'out'),
    from('prep', 'out', 'download'),
    'prep.out',
    'prep.out, download',
  ],
  ['an input', from('prep', 'out'), from(null, 'raw'), 'prep.out', 'pipeline input raw'],
  [
    "another step's input",
    from('prep', 'out'),
    { ...from('prep', 'out'), via: 'inputs' as const },
    'prep.out',
    'prep.inputs.out',
  ],
])('a connection that comes from %s is one line', (_, old, now, before, after) => {
  const changes = diff(fed(old), fed(now));
  expect(changes.map((one) => one.fields)).toEqual([[{ field: 'from', before, after }]]);
  expect(changeWords(changes)).toBe('connection into train.data');
});

it('says where a connection came from that is gone', () => {
  const [gone] = diff(fed(from('prep', 'out')), fed());
  expect(gone?.change).toBe('removed');
  expect(gone?.fields).toEqual([{ field: 'from', before: 'prep.out', after: null }]);
});

it('counts as moved what stood somewhere else before, not what is placed for the first time', () => {
  const at = (nodes: PipelineDocument['layout']['nodes']) => ({
    ...emptyDocument(),
    layout: { nodes },
  });
  const placed = at({ prep: { x: 0, y: 0 } });
  expect(movedBoxes(diff(at({}), placed))).toBe(0);
  expect(movedBoxes(diff(placed, at({ prep: { x: 8, y: 0 } })))).toBe(1);
});
