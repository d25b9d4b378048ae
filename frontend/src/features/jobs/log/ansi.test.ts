import { describe, expect, it } from 'vitest';
import { parseAnsi, stripAnsi } from './ansi';

const E = '\u001b';

describe('parseAnsi', () => {
  it('leaves plain text as one span', () => {
    expect(parseAnsi('epoch 1')).toMatchObject([{ text: 'epoch 1' }]);
  });

  it('reads colours, weights and their reset', () => {
    const spans = parseAnsi(`${E}[1;31merror${E}[0m: ${E}[92mgreen${E}[39m plain`);
    expect(spans.map((span) => span.text)).toEqual(['error', ': ', 'green', ' plain']);
    expect(spans[0]?.style).toMatchObject({ bold: true, color: 1 });
    expect(spans[1]?.style).toMatchObject({ bold: false, color: null });
    expect(spans[2]?.style).toMatchObject({ color: 10 });
    expect(spans[3]?.style).toMatchObject({ color: null });
  });

  it('reads 256 colours and true colours', () => {
    const [cube, grey, exact] = parseAnsi(`${E}[38;5;196ma${E}[48;5;240mb${E}[38;2;1;2;3mc`);
    expect(cube?.style.color).toBe('rgb(255,0,0)');
    expect(grey?.style.background).toBe('rgb(88,88,88)');
    expect(exact?.style).toMatchObject({ color: 'rgb(1,2,3)', background: 'rgb(88,88,88)' });
  });

  it('drops what moves the cursor, clears lines, sets titles or links', () => {
    const line = `${E}]0;title\u0007a${E}[2K${E}[1Gb${E}[?25lc${E}]8;;http://x${E}\\d`;
    expect(
      parseAnsi(line)
        .map((span) => span.text)
        .join(''),
    ).toBe('abcd');
  });
});

describe('stripAnsi', () => {
  it('leaves only what is read', () => {
    expect(stripAnsi(`${E}[32mok${E}[0m`)).toBe('ok');
  });
});
