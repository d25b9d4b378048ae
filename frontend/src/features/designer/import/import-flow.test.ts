import { beforeEach, expect, it, vi } from 'vitest';
import { ProblemError } from '../../../api/problem';
import type { ImportedDocument } from '../../../api/types';
import { emptyDocument } from '../../../canvas/core/document';
import { findPipelines, importChosen } from '../data/api';
import { createValue } from '../data/session';
import {
  type ImportFlow,
  type ImportStep,
  readable,
  readChosen,
  startImport,
  takeImport,
} from './import-flow';

vi.mock('../data/api', () => ({
  findPipelines: vi.fn(),
  importChosen: vi.fn(),
  importFiles: vi.fn(),
}));

const document = emptyDocument();
const found = (name: string): ImportedDocument => ({ name, document, diagnostics: [] });
const refused = new ProblemError(422, { code: 'invalid-pipeline', message: 'b is no pipeline.' });

function inFolder(path: string): File {
  const file = new File(['type: pipeline'], path.split('/').at(-1) ?? '');
  Object.defineProperty(file, 'webkitRelativePath', { value: `many/${path}` });
  return file;
}
const files = ['a.yml', 'b.yml', 'src/run.py'].map(inFolder);

let taken: (string | null)[][];
let flow: ImportFlow;

beforeEach(() => {
  taken = [];
  flow = {
    step: createValue<ImportStep | null>(null),
    takesSeveral: true,
    act: () => '',
    leftOut: '',
    take: (all) => void taken.push(all.map(({ name }) => name)),
  };
  vi.mocked(importChosen).mockReset();
  const of = (path: string) => ({ path, name: null, steps: 1 });
  vi.mocked(findPipelines).mockResolvedValue({
    pipelines: [of('a.yml'), of('b.yml')],
    meant: null,
    unreadable: [],
  });
});

async function choosing() {
  await startImport(flow, files);
  const step = flow.step.get();
  if (step?.kind !== 'choosing') throw new Error('Nothing is asked.');
  return step;
}

it('sends a folder once for all pipelines that are chosen of it, and says how far it is', async () => {
  const words: unknown[] = [];
  flow.step.subscribe(() => words.push(flow.step.get()));
  vi.mocked(importChosen).mockImplementation(async (_, paths, tell) => {
    tell(1, 4);
    tell(4, 4);
    return paths.map((path) => ({ path, found: found(path), problem: null }));
  });
  await readChosen(await choosing(), ['a.yml', 'b.yml']);
  expect(vi.mocked(importChosen).mock.calls).toHaveLength(1);
  expect(taken).toEqual([['a.yml', 'b.yml']]);
  const what = '2 pipelines of many';
  expect(words).toContainEqual({ kind: 'reading', what, sent: { bytes: 1, total: 4 } });
  expect(flow.step.get()).toBeNull();
});

it('names the one that cannot be read, and leaves the others', async () => {
  vi.mocked(importChosen).mockResolvedValue([
    { path: 'a.yml', found: found('a'), problem: null },
    { path: 'b.yml', found: null, problem: refused },
  ]);
  await readChosen(await choosing(), ['a.yml', 'b.yml']);
  expect(taken).toEqual([]);
  const step = flow.step.get();
  if (step?.kind !== 'read') throw new Error('Nothing is shown.');
  expect(step.reads.map(({ name, outcome }) => [name, outcome.kind])).toEqual([
    ['a.yml', 'read'],
    ['b.yml', 'refused'],
  ]);
  await takeImport(flow, step.what, readable(step.reads));
  expect(taken).toEqual([['a']]);
});
