import { describe, expect, it } from 'vitest';
import { noteLines, wrapped } from './note-lines';

const text = (markdown: string, size = { width: 400, height: 400 }) =>
  noteLines(markdown, size).map((line) => line.text);

describe('a note as plain lines', () => {
  it('says what the Markdown says, without its signs', () => {
    const note = '# Why\n\nIt is **bold**, _slanted_ and `code`: [here](https://example.org).';
    expect(text(note)).toEqual(['Why', '', 'It is bold, slanted and code: here.']);
    expect(noteLines(note, { width: 400, height: 400 })[0]?.isTitle).toBe(true);
    expect(text('- one\n- [x] two\n- [ ] three')).toEqual(['• one', '☑ two', '☐ three']);
  });

  it('leaves names and sums alone', () => {
    expect(text('a_b_c and 2 * 3 * 4')).toEqual(['a_b_c and 2 * 3 * 4']);
  });

  it('holds what there is room for', () => {
    expect(text('a\nb\nc\nd', { width: 200, height: 50 })).toEqual(['a', 'b']);
  });

  it('breaks between words, and cuts what has none', () => {
    expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrapped('incomprehensible', 6)).toEqual(['incom…']);
  });
});
