import { describe, expect, it } from 'vitest';
import { firstLine } from './text';

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
