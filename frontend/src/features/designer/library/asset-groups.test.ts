import { describe, expect, it } from 'vitest';
import type { ComponentSummary } from '../../../api/types';
import type { Asset } from '../canvas/assets';
import { byName, groupAssets, tagKeys } from './asset-groups';

function asset(name: string, tags: Record<string, string> = {}): Asset {
  return { kind: 'component', component: { name, tags } as ComponentSummary };
}

const ALL = [
  asset('x'),
  asset('prep', { stage: 'data' }),
  asset('Fit', { stage: 'ml', team: 'a' }),
];
const titles = (tag: string, favourites: string[] = [], recent: string[] = []) =>
  groupAssets(ALL, byName(ALL), { favourites, recent, tag }).map((one) => [
    one.title,
    one.assets.map((each) => (each.kind === 'component' ? each.component.name : '')),
  ]);

describe('the library', () => {
  it('shows favourites and what was used last before the rest, which goes by name', () => {
    expect(titles('', ['component x'], ['component Fit', 'component gone'])).toEqual([
      ['Favourites', ['x']],
      ['Recently used', ['Fit']],
      ['All', ['Fit', 'prep', 'x']],
    ]);
  });

  it('is grouped by the values of a tag; what has none comes last', () => {
    expect(titles('stage').map(([title]) => title)).toEqual(['data', 'ml', 'Without this tag']);
  });

  it('offers the most used tags first', () => {
    expect(tagKeys(ALL)).toEqual(['stage', 'team']);
  });
});
