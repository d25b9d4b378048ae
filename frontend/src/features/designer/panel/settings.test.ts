import { describe, expect, it } from 'vitest';
import { mapIn, namesIn, readMap, textIn, withSetting, withTexts } from './settings';

describe('settings of a step', () => {
  it('change one at a time', () => {
    expect(withSetting({ type: 'mpi' }, 'process_count_per_instance', 2)).toEqual({
      type: 'mpi',
      process_count_per_instance: 2,
    });
  });

  it('are left out when they say nothing', () => {
    const map = { mini_batch_size: '5', partition_keys: ['a'], retry_settings: { timeout: 1 } };
    expect(withSetting(map, 'mini_batch_size', '')).not.toHaveProperty('mini_batch_size');
    expect(withSetting(map, 'mini_batch_size', null)).not.toHaveProperty('mini_batch_size');
    expect(withSetting(map, 'partition_keys', [])).not.toHaveProperty('partition_keys');
    expect(withSetting(map, 'retry_settings', {})).not.toHaveProperty('retry_settings');
  });

  it('keep a zero', () => {
    expect(withSetting({}, 'max_retries', 0)).toEqual({ max_retries: 0 });
  });

  it('are read whatever they hold', () => {
    expect(mapIn({ retry_settings: { timeout: 5 } }, 'retry_settings')).toEqual({ timeout: 5 });
    expect(mapIn({ retry_settings: ['x'] }, 'retry_settings')).toEqual({});
    expect(textIn({ mini_batch_size: 5 }, 'mini_batch_size')).toBe('5');
    expect(textIn({}, 'mini_batch_size')).toBe('');
  });

  it('take names with commas between them', () => {
    expect(namesIn(' Store , Brand,')).toEqual(['Store', 'Brand']);
  });

  it('keep the type of what was not edited', () => {
    const map = { SEED: 7, DEBUG: true, NAME: 'a' };
    expect(withTexts(map, { SEED: '7', DEBUG: 'true', NAME: 'b' })).toEqual({ ...map, NAME: 'b' });
    expect(withTexts(map, { SEED: '8', DEBUG: 'true', NAME: 'a' }).SEED).toBe('8');
    expect(withTexts(map, { START: '7', DEBUG: 'true', NAME: 'a' }).START).toBe(7);
    expect(withTexts(map, { DEBUG: 'true', NAME: 'a' })).toEqual({ DEBUG: true, NAME: 'a' });
    expect(withTexts(map, { SEED: '7', DEBUG: 'true', NAME: 'a', MORE: '' }).MORE).toBe('');
  });
});

it('a mapping is read from JSON, and nothing else is one', () => {
  expect(readMap('{"a": 1}')).toEqual({ a: 1 });
  expect(readMap('  ')).toEqual({});
  expect(readMap('[1]')).toBeNull();
  expect(readMap('{"a":')).toBeNull();
});
