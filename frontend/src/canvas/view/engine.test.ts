import { afterEach, describe, expect, it, vi } from 'vitest';
import { encloses } from '../core/geometry';
import { buildScene } from '../core/scene';
import { COMPONENTS, linear } from '../core/testing';
import { GraphEngine } from './engine';

const scene = buildScene(linear(), COMPONENTS);

let detach = () => {};
afterEach(() => detach());

function attached() {
  const engine = new GraphEngine();
  const paint = vi.fn();
  detach = engine.attach(document.createElement('div'), paint);
  engine.resize({ width: 800, height: 600 });
  engine.setScene(scene, false);
  return { engine, paint };
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
    const { engine } = attached();
    engine.setScene(buildScene({ ...linear(), layout: { nodes: {} } }, COMPONENTS), true);
    expect(engine.offsets.size).toBeGreaterThan(0);
    detach();
    expect(engine.offsets.size).toBe(0);
  });

  describe('at 100 %', () => {
    function far() {
      const { engine } = attached();
      engine.setViewport({ x: 0, y: 0, zoom: 0.05 });
      return engine;
    }
    const seen = (engine: GraphEngine, id: string) => {
      const box = engine.scene.boxes.get(id);
      return box !== undefined && encloses(engine.visible(), box);
    };

    it('shows what was nearest to the middle of the view', () => {
      const engine = far();
      engine.actualSize();
      expect(engine.viewport.zoom).toBe(1);
      expect(seen(engine, 'score')).toBe(true);
    });

    it('goes to the selection', () => {
      const engine = far();
      engine.setSelection(new Set(['prep']));
      engine.actualSize();
      expect(seen(engine, 'prep')).toBe(true);
    });

    it('stays where something is in view already', () => {
      const { engine } = attached();
      engine.setViewport({ x: 100, y: 100, zoom: 2 });
      const middle = engine.world({ x: 400, y: 300 });
      engine.actualSize();
      expect(engine.world({ x: 400, y: 300 })).toEqual(middle);
    });
  });

  it('brings boxes into view with no more of a move than that takes', () => {
    const { engine } = attached();
    engine.setViewport({ x: 0, y: -1000, zoom: 1 });
    engine.bringIn(['prep', 'train']);
    expect(engine.viewport).toEqual({ x: 24, y: 24, zoom: 1 });
    engine.bringIn(['train']);
    expect(engine.viewport).toEqual({ x: 24, y: 24, zoom: 1 });
    engine.setViewport({ x: 0, y: 0, zoom: 2.5 });
    engine.bringIn(['prep', 'train', 'score']);
    expect(engine.viewport.zoom).toBeLessThan(2.5);
    expect(engine.seesAll()).toBe(false);
  });

  describe('when another graph is shown', () => {
    const other = buildScene(
      {
        ...linear(),
        nodes: Object.fromEntries(Object.entries(linear().nodes).map(([k, v]) => [`${k}_2`, v])),
        bindings: [],
        layout: { nodes: { prep_2: { x: 0, y: 0 }, train_2: { x: 0, y: 2000 } } },
      },
      COMPONENTS,
    );
    function looking() {
      const { engine } = attached();
      engine.show(scene, false, false);
      engine.setViewport({ x: 24, y: 24, zoom: 1 });
      return engine;
    }

    it('fits it where it was arranged just now', () => {
      const engine = looking();
      engine.show(other, true, false);
      expect(engine.seesAll()).toBe(true);
    });

    it('leaves the view where the person put it, and fits what would be out of view', () => {
      const engine = looking();
      engine.show(other, false, false);
      expect(engine.viewport).toEqual({ x: 24, y: 24, zoom: 1 });
      engine.setViewport({ x: 9000, y: 9000, zoom: 1 });
      engine.show(scene, false, false);
      expect(engine.seesAll()).toBe(true);
    });

    it('leaves the view alone where the same graph is arranged anew', () => {
      const engine = looking();
      engine.show(buildScene(linear(), COMPONENTS), true, false);
      expect(engine.viewport).toEqual({ x: 24, y: 24, zoom: 1 });
    });

    it('fits what was asked for, once it is there', () => {
      const engine = looking();
      engine.setViewport({ x: 0, y: -300, zoom: 2 });
      engine.fitNext();
      expect(engine.viewport.zoom).toBe(2);
      engine.show(scene, false, false);
      expect(engine.seesAll()).toBe(true);
    });
  });

  describe('with a pane that opens beside it', () => {
    const wide = { width: 800, height: 600 };
    const narrow = { width: 300, height: 600 };

    it('shows all where all was seen, and as before when the pane closes', () => {
      const { engine } = attached();
      engine.fit();
      const { viewport } = engine;
      engine.resize({ ...narrow, width: 200 });
      expect(engine.seesAll()).toBe(true);
      expect(engine.viewport.zoom).toBeLessThan(viewport.zoom);
      engine.resize(wide);
      expect(engine.viewport).toEqual(viewport);
    });

    it('comes no nearer than the person had chosen', () => {
      const { engine } = attached();
      engine.fit();
      engine.zoomTo(0.6);
      engine.panBy(200, 0);
      engine.resize(narrow);
      expect(engine.seesAll()).toBe(true);
      engine.resize(wide);
      expect(engine.viewport.zoom).toBe(0.6);
    });

    it('keeps the middle where only a part was seen', () => {
      const { engine } = attached();
      engine.setViewport({ x: -40, y: -30, zoom: 2 });
      const middle = engine.world({ x: 400, y: 300 });
      engine.resize(narrow);
      expect(engine.viewport.zoom).toBe(2);
      expect(engine.world({ x: 150, y: 300 })).toEqual(middle);
    });

    it('keeps the selection in view', () => {
      const { engine } = attached();
      engine.setSelection(new Set(['prep']));
      engine.setViewport({ x: 20, y: 20, zoom: 1.2 });
      expect(engine.seesAll()).toBe(false);
      engine.resize(narrow);
      expect(engine.viewport.zoom).toBe(1.2);
      const prep = engine.scene.boxes.get('prep');
      expect(prep && encloses(engine.visible(), prep)).toBe(true);
    });
  });
});
