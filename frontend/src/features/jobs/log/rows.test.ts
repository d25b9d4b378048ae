import { describe, expect, it } from 'vitest';
import { LogBuffer } from './buffer';
import { ROW_PX, scrollHeight, scrollTopFor, WrapIndex, windowAt } from './rows';

const small = { count: 100, wrap: null, viewport: 180 };
const huge = { count: 1_000_000, wrap: null, viewport: 600 };

describe('windowAt', () => {
  it('draws what is seen and a little more', () => {
    const window = windowAt(small, 50 * ROW_PX);
    expect(window.first).toBe(40);
    expect(window.top).toBe(40 * ROW_PX);
    expect(window.first + window.count).toBeGreaterThanOrEqual(60);
  });

  it('reaches the first and the last of a million lines', () => {
    const tall = scrollHeight(huge);
    expect(tall).toBeLessThan(16_000_000);
    expect(windowAt(huge, 0).first).toBe(0);
    const end = windowAt(huge, tall - huge.viewport);
    expect(end.first + end.count).toBe(1_000_000);
  });

  it('puts the lines where the eye is, even when the area is scaled', () => {
    const scrollTop = scrollTopFor(huge, 500_000);
    const window = windowAt(huge, scrollTop);
    const y = window.top + (500_000 - window.first) * ROW_PX - scrollTop;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(huge.viewport);
  });
});

describe('WrapIndex', () => {
  it('counts the rows of wrapped lines and follows a line that grows', () => {
    const buffer = new LogBuffer();
    buffer.append(`${'x'.repeat(25)}\nshort\ntail`);
    const index = new WrapIndex(10);
    index.extend(buffer, null);
    expect(index.total).toBe(5);
    expect(index.lineAt(2)).toBe(0);
    expect(index.lineAt(3)).toBe(1);
    buffer.append('y'.repeat(10));
    index.extend(buffer, null);
    expect(index.total).toBe(6);
  });
});
