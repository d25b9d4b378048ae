import { describe, expect, it } from 'vitest';
import { firstLine, formatShare } from './text';

describe('the line that stands for a Markdown text in a list', () => {
  it('goes on where the paragraph is broken over lines', () => {
    expect(firstLine('Drops rows and writes\none **table**.\n\nMore.')).toBe(
      'Drops rows and writes one table.',
    );
  });

  it('is the heading when there is one', () => {
    expect(firstLine('\n## Splits\nRows into two.')).toBe('Splits');
  });

  it('keeps the underscores of names', () => {
    expect(firstLine('Calls `train_test_split`.')).toBe('Calls train_test_split.');
  });
});

it('says a share without rounding a failure away', () => {
  const shares = [0, 0.0004, 0.004, 0.916, 0.9996, 1].map(formatShare);
  expect(shares).toEqual(['0 %', 'under 0.1 %', '0.4 %', '92 %', '99.9 %', '100 %']);
});
