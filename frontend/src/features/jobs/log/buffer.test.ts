import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { collapseReturns, LogBuffer } from './buffer';

function linesOf(buffer: LogBuffer): string[] {
  return Array.from({ length: buffer.lineCount }, (_, index) => buffer.line(index));
}

function filled(...pieces: string[]): LogBuffer {
  const buffer = new LogBuffer();
  for (const piece of pieces) buffer.append(piece);
  return buffer;
}

describe('LogBuffer', () => {
  it('joins lines that arrive in pieces', () => {
    expect(linesOf(filled('a', 'b\nc', 'd\n', '\ne'))).toEqual(['ab', 'cd', '', 'e']);
  });

  it('shows a progress bar as one line with its last state', () => {
    const buffer = filled(' 10%\r', ' 55%');
    expect(linesOf(buffer)).toEqual([' 55%']);
    buffer.append('\r100%\ndone\n');
    expect(linesOf(buffer)).toEqual(['100%', 'done']);
  });

  it('keeps what a trailing return would only overwrite', () => {
    expect(linesOf(filled('50%\r'))).toEqual(['50%']);
    expect(linesOf(filled('50%\r', '\nnext'))).toEqual(['50%', 'next']);
  });

  it('takes line ends of Windows', () => {
    expect(linesOf(filled('a\r\nb\r', '\nc'))).toEqual(['a', 'b', 'c']);
  });

  it('does not care how the text was cut', () => {
    const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n'), { maxLength: 40 });
    fc.assert(
      fc.property(text, (pieces) => {
        expect(linesOf(filled(...pieces))).toEqual(linesOf(filled(pieces.join(''))));
      }),
    );
  });

  it('holds a million lines and finds each', () => {
    const buffer = new LogBuffer();
    const block = Array.from({ length: 1000 }, (_, index) => `line ${index}\n`).join('');
    for (let part = 0; part < 1000; part += 1) buffer.append(block);
    expect(buffer.lineCount).toBe(1_000_000);
    expect(buffer.line(0)).toBe('line 0');
    expect(buffer.line(654_321)).toBe('line 321');
    expect(buffer.line(999_999)).toBe('line 999');
  });

  it('tells its listeners, until they stop', () => {
    const buffer = new LogBuffer();
    const heard = vi.fn();
    const stop = buffer.subscribe(heard);
    buffer.append('a');
    buffer.append('');
    stop();
    buffer.append('b');
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('collapseReturns', () => {
  it('leaves text without returns as it is', () => {
    expect(collapseReturns('a\nb\n')).toBe('a\nb\n');
  });
});
