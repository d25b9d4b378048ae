import { describe, expect, it, vi } from 'vitest';
import { buildScene } from '../core/scene';
import { COMPONENTS, linear } from '../core/testing';
import { GraphEngine } from './engine';

const scene = buildScene(linear(), COMPONENTS);

function attached() {
  const engine = new GraphEngine();
  const paint = vi.fn();
  const detach = engine.attach(document.createElement('div'), paint);
  engine.resize({ width: 800, height: 600 });
  engine.setScene(scene, false);
  return { engine, paint, detach };
}

describe('the engine', () => {
  it('paints once for a size, however often it is measured', () => {
    const { engine, paint } = attached();
    const before = paint.mock.calls.length;
    engine.resize({ width: 800, height: 600 });
    expect(paint).toHaveBeenCalledTimes(before);
    engine.resize({ width: 700, height: 600 });
    expect(paint).toHaveBeenCalledTimes(before + 1);
  });

  it('leaves no box on its way when the view goes', () => {
    const { engine, detach } = attached();
    engine.setScene(buildScene({ ...linear(), layout: { nodes: {} } }, COMPONENTS), true);
    expect(engine.offsets.size).toBeGreaterThan(0);
    detach();
    expect(engine.offsets.size).toBe(0);
  });
});
