/** Nodes of the graph in the command palette, by name, key or component. */

import { buildScene } from '../../../canvas/core/scene';
import { usePaletteActions } from '../../../ui/palette-actions';
import type { Designer } from '../data/session';
import { matching, outlineItems } from './lines';

const MOST = 12;

export function useNodePalette({ store, view, components }: Designer): void {
  usePaletteActions('Nodes of this pipeline', (text) => {
    if (!text.trim()) return [];
    const { document } = store.get();
    const { boxes } = view.get()?.scene() ?? buildScene(document, components);
    const items = outlineItems(boxes.values(), document);
    return matching(items, text)
      .slice(0, MOST)
      .map(({ id, title, words }) => ({
        id: `node ${id}`,
        label: title,
        keys: words,
        run: () => {
          store.select([id]);
          view.get()?.reveal(id);
        },
      }));
  });
}
