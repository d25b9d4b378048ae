/** A graph as a picture to keep: SVG from the scene, PNG from the canvas's own painter. */

import { sceneSvg } from '../../canvas/core/svg';
import { readColours } from '../../canvas/view/colours';
import type { GraphHandle } from '../../canvas/view/graph-types';
import { download } from '../download';
import { toast } from '../toast';

export function saveSvg(handle: GraphHandle | null, name: string): void {
  const root = document.querySelector<HTMLElement>('[data-graph]');
  if (!root || !handle) return;
  const text = sceneSvg(handle.scene(), name, readColours(root));
  download(name, 'svg', new Blob([text], { type: 'image/svg+xml' }));
}

export function savePng(handle: GraphHandle | null, name: string): void {
  handle?.picture()?.toBlob((content) => {
    if (content) download(name, 'png', content);
    else {
      const body = 'The graph is too large for one image here. Export it as SVG.';
      toast({ intent: 'warning', title: 'No PNG', body });
    }
  }, 'image/png');
}
