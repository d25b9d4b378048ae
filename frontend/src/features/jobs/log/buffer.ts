// A log as lines, made for a million of them: text is kept in blocks as it came, a line is cut out
// of its block only when it is looked at. Knows no React.

const BLOCK_CHARS = 256 * 1024;

interface Block {
  text: string;
  /** Where each line begins in `text`; a line ends before the next one's "\n". */
  starts: number[];
  /** Number of the block's first line. */
  first: number;
}

/** A progress bar that a program redraws with carriage returns is one line: its last state. */
export function collapseReturns(text: string): string {
  if (!text.includes('\r')) return text;
  return text
    .replace(/\r+\n/g, '\n')
    .replace(/[^\n]*\r(?=[^\r\n])/g, '')
    .replace(/\r+(?=\n)/g, '');
}

/** The line that is still being written: what stands after the last return, or before it. */
function openLine(text: string): string {
  const cut = text.replace(/\r+$/, '').lastIndexOf('\r');
  return cut < 0 ? text : text.slice(cut + 1);
}

export class LogBuffer {
  #blocks: Block[] = [];
  #closed = 0;
  #open = '';
  #longest = 0;
  #listeners = new Set<() => void>();
  #version = 0;

  /** Changes with every append: what `useSyncExternalStore` compares. */
  get version(): number {
    return this.#version;
  }

  get lineCount(): number {
    return this.#closed + (this.#open === '' ? 0 : 1);
  }

  /** Characters of the longest line, escape sequences included. */
  get longest(): number {
    return Math.max(this.#longest, this.#open.length);
  }

  append(text: string): void {
    if (text === '') return;
    const all = this.#open + text;
    const cut = all.lastIndexOf('\n') + 1;
    if (cut > 0) this.#addLines(collapseReturns(all.slice(0, cut)));
    this.#open = openLine(all.slice(cut));
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  line(index: number): string {
    if (index >= this.#closed) return this.#open.replace(/\r+$/, '');
    const block = this.#blockOf(index);
    if (!block) return '';
    const at = index - block.first;
    const end = block.starts[at + 1] ?? block.text.length;
    return block.text.slice(block.starts[at], end - 1);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #addLines(text: string): void {
    const block = this.#roomFor(text);
    let from = block.text.length;
    block.text += text;
    while (from < block.text.length) {
      const end = block.text.indexOf('\n', from);
      block.starts.push(from);
      this.#longest = Math.max(this.#longest, end - from);
      this.#closed += 1;
      from = end + 1;
    }
  }

  #roomFor(text: string): Block {
    const last = this.#blocks.at(-1);
    if (last && last.text.length + text.length <= BLOCK_CHARS) return last;
    const block: Block = { text: '', starts: [], first: this.#closed };
    this.#blocks.push(block);
    return block;
  }

  #blockOf(index: number): Block | undefined {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#blocks[middle]?.first ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return this.#blocks[low];
  }
}
