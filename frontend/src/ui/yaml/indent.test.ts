import { EditorSelection, EditorState, type Transaction } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { newLine } from './indent';

/** Enter at the mark "|"; the answer has the mark where the cursor is then. */
function enter(text: string): string {
  const at = text.indexOf('|');
  let state = EditorState.create({
    doc: text.replace('|', ''),
    selection: EditorSelection.cursor(at),
  });
  const dispatch = (made: Transaction) => {
    state = made.state;
  };
  const isDone = newLine({ state, dispatch });
  if (!isDone) return 'as ever';
  const { head } = state.selection.main;
  const now = state.doc.toString();
  return `${now.slice(0, head)}|${now.slice(head)}`;
}

describe('Enter in YAML', () => {
  it('goes in after a key whose value is to come', () => {
    expect(enter('jobs:|')).toBe('jobs:\n  |');
    expect(enter('jobs: |')).toBe('jobs: \n  |');
    expect(enter('jobs:\n  train:  # the model|')).toBe('jobs:\n  train:  # the model\n    |');
    expect(enter('"a key":|\nb: 1')).toBe('"a key":\n  |\nb: 1');
    expect(enter('items:\n  - name:|')).toBe('items:\n  - name:\n      |');
  });

  it('goes in after a key that holds nothing, in the place of that', () => {
    expect(enter('jobs: {}|')).toBe('jobs:\n  |');
    expect(enter('a:\n  tags: { } |\nb: 1')).toBe('a:\n  tags:\n    |\nb: 1');
    expect(enter('jobs: {|}')).toBe('as ever');
    expect(enter('command: echo {}|')).toBe('command: echo {}\n|');
  });

  it('goes to where the lines below the key are', () => {
    expect(enter('jobs:|\n    train:\n')).toBe('jobs:\n    |\n    train:\n');
  });

  it('goes in where the lines of a text begin', () => {
    const at = 'jobs:\n  a:\n    command: >-';
    expect(enter(`${at}|`)).toBe(`${at}\n      |`);
  });

  it('keeps the level elsewhere', () => {
    expect(enter('jobs:\n  a:\n    type: command|')).toBe('jobs:\n  a:\n    type: command\n    |');
    expect(enter('tags:\n  - one|')).toBe('tags:\n  - one\n  |');
    expect(enter('all:\n  - name: a|')).toBe('all:\n  - name: a\n    |');
    expect(enter('a: 1  # as in b:|')).toBe('a: 1  # as in b:\n|');
    expect(enter('all:\n  - |-|'.replace('|', '>'))).toBe('all:\n  - >-\n    |');
    expect(enter('all:\n  -|')).toBe('all:\n  -\n    |');
    expect(enter('a: 1|b: 2')).toBe('a: 1\n|b: 2');
    expect(enter('command: python| --all')).toBe('command: python\n  |--all');
  });

  it('takes a text in blocks for what it is', () => {
    const block = 'command: >\n  if a:';
    expect(enter(`${block}|`)).toBe(`${block}\n  |`);
  });

  it('leaves blank lines empty, and lines below where they are', () => {
    expect(enter('jobs:\n  a:\n    |')).toBe('jobs:\n  a:\n\n    |');
    expect(enter('jobs:\n|  a: 1')).toBe('jobs:\n\n|  a: 1');
    expect(enter('jobs:\n  |a: 1')).toBe('jobs:\n\n  |a: 1');
  });

  it('leaves brackets to the editor', () => {
    expect(enter('a: {b: 1,|}')).toBe('as ever');
  });
});
