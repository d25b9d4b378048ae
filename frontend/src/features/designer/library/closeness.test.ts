import { describe, expect, it } from 'vitest';
import type { ComponentSummary, DataSummary } from '../../../api/types';
import { type Asset, fitsExactly } from '../canvas/assets';
import { byCloseness } from './closeness';

function component(name: string, display_name: string, input = 'uri_folder'): Asset {
  const inputs = [{ name: 'data', type: input }];
  return {
    kind: 'component',
    component: { name, display_name, inputs, outputs: [] } as unknown as ComponentSummary,
  };
}

const score = component('score_model', 'Score model', 'uri_file');
const predict = component('predict', 'Predict');
const clean = component('clean', 'Then prepare');
const table: Asset = { kind: 'data', data: { name: 'prepared' } as DataSummary };
const any = () => true;

describe('what is found', () => {
  it('is in the order of how near its names are to what is typed', () => {
    expect(byCloseness([score, clean, table, predict], 'pre', any)).toEqual([
      table,
      predict,
      clean,
      score,
    ]);
    expect(byCloseness([predict, score], 'Score  model', any)).toEqual([score, predict]);
  });

  it('begins with what has the type of the wire; what is near comes before what fits', () => {
    const end = { side: 'source' as const, place: { node: 'a', port: 'out' } };
    const exact = (one: Asset) => fitsExactly(one, end, 'uri_folder');
    expect(byCloseness([score, predict], '', exact)).toEqual([predict, score]);
    expect(byCloseness([predict, score], 'score', exact)).toEqual([score, predict]);
  });
});
