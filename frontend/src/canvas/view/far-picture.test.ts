import { describe, expect, it, vi } from 'vitest';
import { buildScene } from '../core/scene';
import { COMPONENTS, linear } from '../core/testing';
import { GraphEngine } from './engine';
import { FarPicture } from './far-picture';
import type { PaintInput } from './painter';

const INPUT = { overlay: {}, problems: {}, colours: {} } as unknown as PaintInput;

function setUp() {
  const engine = new GraphEngine();
  engine.size = { width: 800, height: 600 };
  engine.scene = buildScene(linear(), COMPONENTS);
  engine.viewport = { x: 0, y: 0, zoom: 0.1 };
  const context = { setTransform: vi.fn(), drawImage: vi.fn() };
  const paint = vi.fn();
  const far = new FarPicture();
  const show = (input = INPUT) =>
    far.show(context as unknown as CanvasRenderingContext2D, engine, input, 1, paint);
  return { engine, paint, show, context };
}

describe('the picture of what is far', () => {
  it('is drawn once for a pan, and again when the view leaves it', () => {
    const { engine, paint, show, context } = setUp();
    expect(show()).toBe(false);
    expect(show()).toBe(true);
    engine.viewport = { x: 300, y: 200, zoom: 0.1 };
    expect(show()).toBe(true);
    expect(paint).toHaveBeenCalledTimes(1);
    expect(context.drawImage.mock.lastCall?.slice(1, 3)).toEqual([-100, -200]);
    engine.viewport = { x: 900, y: 0, zoom: 0.1 };
    expect(show()).toBe(true);
    expect(paint).toHaveBeenCalledTimes(2);
  });

  it('is stretched while someone zooms, and drawn anew at rest', () => {
    vi.useFakeTimers();
    const { engine, paint, show } = setUp();
    show();
    show();
    const repaint = vi.spyOn(engine, 'repaint');
    engine.viewport = { x: -100, y: -80, zoom: 0.12 };
    expect(show()).toBe(true);
    expect(paint).toHaveBeenCalledTimes(1);
    vi.runAllTimers();
    expect(repaint).toHaveBeenCalled();
    expect(show()).toBe(true);
    expect(paint).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it('is not used while boxes are dragged, and is drawn anew for other statuses', () => {
    const { engine, paint, show } = setUp();
    show();
    show();
    show({ ...INPUT, overlay: {} });
    expect(paint).toHaveBeenCalledTimes(2);
    engine.offsets.set('prep', { x: 8, y: 0 });
    expect(show()).toBe(false);
  });
});
