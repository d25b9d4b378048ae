/**
 * YAML that could not be read when its page was left, kept in this browser until it can be or is given
 * up. Each tab keeps its own: two of them never write over each other's text.
 */

import { workspaceName } from '../../../api/workspace';
import { normalise } from '../../../canvas/core/normalise';
import { forgetText, keepText, keptTexts } from '../data/browser-store';
import { TAB } from '../data/tab';
import type { Content, Unsaid } from './yaml-sync';

export interface KeptText extends Unsaid {
  key: string;
  /** When it was kept, in milliseconds. */
  at: number;
}

/** Of one draft; places are the steps that one went into: "learn.fit", or "" for the draft. */
export interface UnsaidKeeper {
  /** As this tab's, or under the key of another text. */
  keep(place: string, unsaid: Unsaid, key?: string): void;
  /** This tab's, or that of a key. */
  forget(place: string, key?: string): void;
  /** All of a place: this tab's first, then the newest. */
  read(place: string): Promise<KeptText[]>;
  isOwn(place: string, key: string): boolean;
}

export function textsOf(draft: number, tab = TAB): UnsaidKeeper & { forgetAll(): Promise<void> } {
  const base = `studio.yaml.${workspaceName()}.${draft}.`;
  const own = (place: string) => `${base}${place}@${tab}`;
  return {
    keep: (place, unsaid, key = own(place)) =>
      keepText(key, JSON.stringify({ ...unsaid, at: Date.now() })),
    forget: (place, key = own(place)) => forgetText(key),
    async read(place) {
      // The place alone is how it was kept before tabs had their own.
      const isMeant = (key: string) => key === base + place || key.startsWith(`${base}${place}@`);
      const found = await keptTexts(isMeant);
      const texts = [...found].flatMap(([key, text]) => readUnsaid(key, text) ?? []);
      const rank = ({ key, at }: KeptText) => (key === own(place) ? Number.POSITIVE_INFINITY : at);
      return texts.sort((one, other) => (rank(one) < rank(other) ? 1 : -1));
    },
    isOwn: (place, key) => key === own(place),
    async forgetAll() {
      const found = await keptTexts((key) => key.startsWith(base));
      for (const key of found.keys()) forgetText(key);
    },
  };
}

function readUnsaid(key: string, kept: unknown): KeptText | null {
  if (typeof kept !== 'string') return null;
  try {
    const { text, shared, at } = JSON.parse(kept) as Unsaid & { at?: number };
    const { document, component, shown } = shared;
    return {
      key,
      at: Number(at ?? 0),
      text: String(text),
      shared: { document: document && normalise(document), component, shown: shown && read(shown) },
    };
  } catch {
    // Written by something else, or cut: the draft is what there is.
    return null;
  }
}

function read({ document, component }: Content): Content {
  return { document: normalise(document), component };
}
