import { describe, expect, it } from 'vitest';
import { stepNode } from './document';
import { buildScene } from './scene';
import { sceneSvg } from './svg';
import { COMPONENT, COMPONENTS, linear } from './testing';

const expression = (step: string) => ['$', `{{parent.jobs.${step}}}`].join('');

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

  it('has notes behind, and words on the lines of control flow', () => {
    const note = { id: 'n', text: '# Why', x: 0, y: 0, width: 240, height: 120 };
    const decide = {
      ...stepNode({ type: 'if_else' }),
      type: 'if_else',
      extra: { true_block: [expression('train')] },
    };
    const { nodes } = linear();
    const { text } = picture({ nodes: { ...nodes, decide }, notes: [note] });
    expect(text.indexOf('>Why<')).toBeLessThan(text.indexOf('<path'));
    expect(text.lastIndexOf('<path')).toBeGreaterThan(text.indexOf('>true<'));
    expect(text).toContain('>true<');
  });

  it('says what became of each step', () => {
    const scene = buildScene(linear(), COMPONENTS);
    const mark = { colour: '#107c10', icon: 'M0 0', words: 'Completed', text: '1m 23s' };
    const xml = new DOMParser().parseFromString(
      sceneSvg(scene, 'A', COLOURS, { train: mark }),
      'image/svg+xml',
    );
    expect(xml.querySelector('parsererror')).toBeNull();
    expect(xml.documentElement.textContent).toContain('1m 23s');
    expect([...xml.querySelectorAll('title')].map((one) => one.textContent)).toContain('Completed');
  });
});
