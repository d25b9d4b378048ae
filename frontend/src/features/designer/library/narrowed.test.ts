import { describe, expect, it } from 'vitest';
import type { ComponentSummary } from '../../../api/types';
import type { Asset } from '../canvas/assets';
import { narrowed } from './use-assets';

function component(name: string, display_name: string): Asset {
  return { kind: 'component', component: { name, display_name } as ComponentSummary };
}

describe('what was found before the server has answered', () => {
  it('is narrowed to what is typed, by title and by name', () => {
    const trim = component('trim_text', 'Trim text');
    const show = component('show_text', 'Show text');
    expect(narrowed([trim, show], 'show')).toEqual([show]);
    expect(narrowed([trim, show], 'TEXT trim_')).toEqual([trim]);
    expect(narrowed([trim, show], '')).toEqual([trim, show]);
  });
});
