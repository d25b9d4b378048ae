import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildScene } from '../core/scene';
import { COMPONENTS, linear } from '../core/testing';
import { GraphEngine } from './engine';
import { FarPicture } from './far-picture';
import type { PaintInput } from './painter';

const INPUT = { overlay: {}, problems: {}, outlines: {}, colours: {} } as unknown as PaintInput;
const FAR = {
  prep: { x: 0, y: 0 },
  'inputs.raw': { x: 0, y: 100 },
  train: { x: 9000, y: 8000 },
  score: { x: 20_000, y: 16_000 },
};

function fakeContext(canvas: object) {
  const nothing = { setTransform: vi.fn(), save: vi.fn(), restore: vi.fn() };
  const context = { ...nothing, canvas, drawImage: vi.fn() };
  return context as typeof context & CanvasRenderingContext2D;
}

beforeEach(() => {
  const contexts = new WeakMap<HTMLCanvasElement, CanvasRenderingContext2D>();
  const get = function (this: HTMLCanvasElement) {
    const context = contexts.get(this) ?? fakeContext(this);
    contexts.set(this, context);
    return context;
  };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(get as never);
});

function setUp(places: Record<string, { x: number; y: number }> = FAR) {
  const engine = new GraphEngine();
  engine.size = { width: 800, height: 600 };
  engine.setScene(buildScene({ ...linear(), layout: { nodes: places } }, COMPONENTS), false);
  engine.viewport = { x: 0, y: 0, zoom: 0.1 };
  const context = fakeContext({});
  const [lines, rest] = [vi.fn(), vi.fn()];
  const far = new FarPicture();
  const show = (input = INPUT) => far.show(context, engine, input, 1, { lines, rest });
  return { engine, lines, rest, show, context };
}

describe('the picture of what is far', () => {
  it('is drawn once for a pan, and again when the view leaves it', () => {
    const { engine, lines, rest, show, context } = setUp();
    expect(show()).toBe(true);
    engine.viewport = { x: -300, y: -200, zoom: 0.1 };
    expect(show()).toBe(true);
    expect(lines).toHaveBeenCalledTimes(1);
    expect(context.drawImage.mock.lastCall?.slice(1, 3)).toEqual([-348, -248]);
    engine.viewport = { x: -900, y: 0, zoom: 0.1 };
    expect(show()).toBe(true);
    expect(lines).toHaveBeenCalledTimes(2);
    expect(rest).toHaveBeenCalledTimes(2);
  });

  it('holds what there is and little more, so that a view of all is one small picture', () => {
    const { engine, lines, show } = setUp({ prep: { x: 0, y: 0 } });
    engine.viewport = { x: 300, y: 200, zoom: 0.1 };
    show();
    const [, rect] = lines.mock.lastCall ?? [];
    const around = engine.bounds();
    expect(rect.width).toBeLessThan((around?.width ?? 0) + 1000);
    engine.viewport = { x: 310, y: 220, zoom: 0.1 };
    show();
    engine.viewport = { x: 5000, y: 0, zoom: 0.1 };
    expect(show()).toBe(true);
    expect(lines).toHaveBeenCalledTimes(1);
  });

  it('is stretched while someone zooms, and drawn anew at rest', () => {
    vi.useFakeTimers();
    const { engine, lines, show } = setUp();
    show();
    const repaint = vi.spyOn(engine, 'repaint');
    engine.viewport = { x: -100, y: -80, zoom: 0.12 };
    expect(show()).toBe(true);
    expect(lines).toHaveBeenCalledTimes(1);
    vi.runAllTimers();
    expect(repaint).toHaveBeenCalled();
    expect(show()).toBe(true);
    expect(lines).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it('keeps its lines when a status changes', () => {
    const { lines, rest, show } = setUp();
    show();
    show({ ...INPUT, overlay: { train: { status: 'Completed' } } });
    expect(lines).toHaveBeenCalledTimes(1);
    expect(rest).toHaveBeenCalledTimes(2);
    show({ ...INPUT, colours: { ...INPUT.colours } });
    expect(lines).toHaveBeenCalledTimes(2);
  });

  it('is not used while boxes are dragged', () => {
    const { engine, show } = setUp();
    show();
    engine.offsets.set('prep', { x: 8, y: 0 });
    expect(show()).toBe(false);
  });
});
