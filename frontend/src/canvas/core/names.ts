/** Names of nodes and pipeline inputs: which are allowed, and which are still free. */

import type { PipelineDocument } from './document';

const NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const KEY = /^[A-Za-z_]\w*$/;

export function nameRefusal(name: string, taken: Readonly<Record<string, unknown>>): string | null {
  if (!NAME.test(name))
    return 'A name begins with a letter and holds letters (a to z), digits and _.';
  return Object.hasOwn(taken, name) ? `The name ${name} is taken.` : null;
}

export function keyRefusal(document: PipelineDocument, key: string): string | null {
  if (!KEY.test(key))
    return 'A node’s name begins with a letter and holds letters (a to z), digits and _.';
  return Object.hasOwn(document.nodes, key) ? `The name ${key} is taken.` : null;
}

/** The wish made into a name that is not taken: train, train_2, train_3 … */
export function freeName(wish: string, taken: Readonly<Record<string, unknown>>): string {
  const base = wish.replace(/\W+/g, '_').replace(/^(?=\d)/, '_') || 'node';
  if (!Object.hasOwn(taken, base)) return base;
  const stem = base.replace(/_\d+$/, '');
  for (let n = 2; ; n++) {
    if (!Object.hasOwn(taken, `${stem}_${n}`)) return `${stem}_${n}`;
  }
}
