/** Work that the server does not have yet, kept in this browser until it has. */

import { workspaceName } from '../../../api/workspace';
import type { PipelineDocument } from '../../../canvas/core/document';
import { normalise } from '../../../canvas/core/normalise';
import { textsOf } from '../yaml/kept-unsaid';
import { forgetText, keepText, keptTexts } from './browser-store';

export interface Work {
  /** The revision that the work began from. */
  revision: number;
  name: string;
  document: PipelineDocument;
}

/** Each page that has a draft open keeps its own: two tabs never write over each other's work. */
const PAGE = crypto.getRandomValues(new Uint32Array(2)).join('-');

function baseOf(draft: number): string {
  return `studio.draft.${workspaceName()}.${draft}`;
}

function keyOf(draft: number): string {
  return `${baseOf(draft)}.${PAGE}`;
}

export function keepWork(draft: number, work: Work): void {
  keepText(keyOf(draft), JSON.stringify({ ...work, at: Date.now() }));
}

/** What this page kept is saved now. */
export function forgetWork(draft: number): void {
  forgetText(keyOf(draft));
}

/** What another page kept is in this page's hands now, which keeps it under its own key. */
export function takeOver(draft: number, key: string): void {
  if (key !== keyOf(draft)) forgetText(key);
}

/** The draft is gone, and with it what any page kept of it. */
export async function forgetDraft(draft: number): Promise<void> {
  for (const { key } of await keptWorks(draft)) forgetText(key);
  await textsOf(draft).forgetAll();
}

export interface Kept extends Work {
  /** What it is forgotten by, once it is saved. */
  key: string;
}

/** What pages kept of a draft and did not save, the newest first. */
export async function keptWorks(draft: number): Promise<Kept[]> {
  const texts = await keptTexts((key) => isOf(draft, key));
  const found = [...texts].flatMap(([key, text]) => readWork(key, text) ?? []);
  return found.sort((one, other) => other.at - one.at);
}

function isOf(draft: number, key: string): boolean {
  const base = baseOf(draft);
  // The name alone is how it was kept before pages had their own.
  return key === base || key.startsWith(`${base}.`);
}

function readWork(key: string, text: unknown): (Kept & { at: number }) | null {
  if (typeof text !== 'string') return null;
  try {
    const { revision, name, document, at } = JSON.parse(text) as Work & { at?: number };
    const work = { revision: Number(revision), name: String(name), document: normalise(document) };
    return { key, ...work, at: Number(at ?? 0) };
  } catch {
    // Written by something else, or cut: the server's draft is what there is.
    return null;
  }
}
