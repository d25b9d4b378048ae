import { describe, expect, it } from 'vitest';
import { apply } from '../../../canvas/core/commands';
import { grow, meets } from '../../../canvas/core/geometry';
import { PILL } from '../../../canvas/core/node-box';
import { buildScene } from '../../../canvas/core/scene';
import { COMPONENTS, linear } from '../../../canvas/core/testing';
import { spotBeside } from './own-ends';

const at = (x: number, y: number) => apply(linear(), { kind: 'move', to: { train: { x, y } } });

describe('where a new pipeline input or output stands', () => {
  it('is straight above its input, or below its output', () => {
    const scene = buildScene(at(2000, 2000), COMPONENTS);
    const train = scene.boxes.get('train');
    const [input] = train?.spots.filter(({ side }) => side === 'target') ?? [];
    const above = spotBeside(scene, 'train', 'data', 'target');
    expect(above && Math.abs(above.x + PILL.width / 2 - 2000 - (input?.x ?? 0))).toBeLessThan(8);
    expect(above?.y).toBeLessThan(2000 - PILL.height - 32);
    expect(spotBeside(scene, 'train', 'model', 'source')?.y).toBeGreaterThan(2064 + 32);
  });

  it('is free, and near', () => {
    const scene = buildScene(at(0, 120), COMPONENTS);
    const place = spotBeside(scene, 'train', 'data', 'target');
    if (!place) throw new Error('no place');
    const room = grow({ ...place, ...PILL }, 4);
    expect([...scene.boxes.values()].some((box) => meets(box, room))).toBe(false);
    expect(Math.abs(place.x)).toBeLessThan(400);
  });
});
