/** Everything that stands on the canvas as lines of text, in reading order. */

import type { PipelineDocument } from '../../../canvas/core/document';
import type { Box, BoxKind } from '../../../canvas/core/scene';

export interface OutlineItem {
  id: string;
  kind: BoxKind;
  type: string;
  title: string;
  /** The key, where it says more than the title; else what the node is. */
  words: string;
  search: string;
}

const KINDS: Readonly<Record<BoxKind, string>> = {
  step: 'step',
  data: 'data',
  input: 'pipeline input',
  output: 'pipeline output',
  note: 'note',
};

export function outlineItems(
  boxes: Iterable<Box>,
  document: Pick<PipelineDocument, 'nodes'>,
): OutlineItem[] {
  return [...boxes]
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map((box) => {
      const isNode = Object.hasOwn(document.nodes, box.id);
      const title = box.title.split('\n', 1)[0] || 'Note';
      const words = isNode && title !== box.id ? `${box.id} · ${box.subtitle}` : box.subtitle;
      const search = `${box.title} ${box.id} ${box.subtitle} ${box.type} ${KINDS[box.kind]} ${box.comment}`;
      return {
        id: box.id,
        kind: box.kind,
        type: box.type,
        title,
        words,
        search: search.toLowerCase(),
      };
    });
}

/** Those that hold every word. */
export function matching(items: readonly OutlineItem[], text: string): readonly OutlineItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter(({ search }) => words.every((word) => search.includes(word)));
}
