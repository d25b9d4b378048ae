import { describe, expect, it } from 'vitest';
import { buildScene } from './scene';
import { sceneSvg, wrapped } from './svg';
import { COMPONENT, COMPONENTS, linear } from './testing';

const COLOURS = {
  ground: '#f5f5f5',
  card: '#ffffff',
  line: '#616161',
  text: '#242424',
  faint: '#616161',
  warning: '#bc4b09',
  note: '#fff9f5',
  isDark: false,
};

function picture(change: Partial<ReturnType<typeof linear>> = {}, components = COMPONENTS) {
  const scene = buildScene({ ...linear(), ...change }, components);
  const text = sceneSvg(scene, 'A & <b>', COLOURS);
  return { text, xml: new DOMParser().parseFromString(text, 'image/svg+xml') };
}

describe('the picture of a graph', () => {
  it('is well-formed, and holds every box and every edge', () => {
    const { xml } = picture();
    expect(xml.querySelector('parsererror')).toBeNull();
    expect(xml.querySelector('title')?.textContent).toBe('A & <b>');
    expect(xml.querySelectorAll('g')).toHaveLength(5);
    expect(xml.querySelectorAll('path[fill="none"]')).toHaveLength(4);
  });

  it('shows a pipeline among the steps as a stack', () => {
    const inner = { ...COMPONENT, type: 'pipeline' };
    const { xml } = picture({}, { ...COMPONENTS, train: inner });
    expect(xml.querySelectorAll('g > rect')).toHaveLength(6);
  });

  it('takes any text, also what would be markup', () => {
    const note = { id: 'n', text: '<script>\u0000&"\nעברית', x: 0, y: 0, width: 240, height: 120 };
    const { xml } = picture({ notes: [note] });
    expect(xml.querySelector('parsererror')).toBeNull();
    expect(xml.querySelector('script')).toBeNull();
    expect(xml.documentElement.textContent).toContain('<script>&"');
  });

  it('breaks a note between words', () => {
    expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrapped('a\nincomprehensible', 6)).toEqual(['a', 'incom…']);
  });
});
