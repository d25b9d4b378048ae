import { describe, expect, it } from 'vitest';
import { distanceToEdge, drawEdge, onEdge } from './edge-line';
import { holds, type Point } from './geometry';
import { buildIndex } from './grid';
import { buildScene, type Edge } from './scene';
import { COMPONENTS, linear } from './testing';

function drawn(from: Point, to: Point, bow = 0): string[] {
  const calls: string[] = [];
  const note = (name: string) => () => void calls.push(name);
  const pen = {
    moveTo: note('move'),
    lineTo: note('line'),
    bezierCurveTo: note('curve'),
    quadraticCurveTo: note('corner'),
  };
  drawEdge(pen, from, to, bow);
  return calls;
}

describe('the line of an edge', () => {
  const from = { x: 100, y: 100 };

  it('is one curve to what stands below', () => {
    expect(drawn(from, { x: 300, y: 200 })).toEqual(['move', 'curve']);
    expect(onEdge(from, { x: 300, y: 200 }, 0.5)).toEqual({ x: 200, y: 150 });
  });

  it('has four corners to what stands above, and goes up in its lane', () => {
    const to = { x: 300, y: -200 };
    expect(drawn(from, to).filter((one) => one === 'corner')).toHaveLength(4);
    expect(onEdge(from, to, 0, 50)).toEqual(from);
    expect(onEdge(from, to, 0.5, 50).x).toBeCloseTo(250);
    expect(onEdge(from, to, 1, 50).y).toBeCloseTo(to.y);
    expect(distanceToEdge({ x: 250, y: -50 }, from, to, 50)).toBeCloseTo(0);
    expect(distanceToEdge({ x: 200, y: -50 }, from, to, 50)).toBeCloseTo(50);
  });
});

describe('a line to what stands above', () => {
  const places = { prep: { x: 0, y: 400 }, train: { x: 0, y: 0 }, score: { x: 0, y: 200 } };
  const scene = (to: Record<string, Point>) =>
    buildScene({ ...linear(), layout: { nodes: { ...linear().layout.nodes, ...to } } }, COMPONENTS);

  function boxesMet(to: Record<string, Point>): string[] {
    const made = scene(to);
    const edge = made.edges.find(({ id }) => id === 'train>data') as Edge;
    const bow = buildIndex(made).bowOf(edge);
    // The ends themselves lie on the border of their boxes.
    const points = Array.from({ length: 99 }, (_, i) =>
      onEdge(edge.from, edge.to, (i + 1) / 100, bow),
    );
    return ['prep', 'train', 'score'].filter((id) => {
      const box = made.boxes.get(id);
      return box && points.some((point) => holds(box, point));
    });
  }

  it('meets no box where one stands above the other', () => {
    expect(boxesMet(places)).toEqual([]);
  });

  it('goes between boxes side by side', () => {
    expect(boxesMet({ ...places, prep: { x: 0, y: 0 }, train: { x: 260, y: 0 } })).toEqual([]);
  });

  it('goes around what stands in its lane', () => {
    const beside = { ...places, prep: { x: 0, y: 400 }, score: { x: -250, y: 200 } };
    expect(boxesMet(beside)).toEqual([]);
    expect(boxesMet({ ...beside, train: { x: 500, y: 0 }, score: { x: 250, y: 200 } })).toEqual([]);
  });
});
