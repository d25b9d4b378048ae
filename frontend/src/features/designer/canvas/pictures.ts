/** The graph as a picture to keep: SVG from the scene, PNG from the canvas's own painter. */

import { sceneSvg } from '../../../canvas/core/svg';
import { readColours } from '../../../canvas/view/colours';
import { toast } from '../../../ui/toast';
import { download } from '../data/download';
import type { Designer } from '../data/session';

export function exportSvg({ view, name }: Designer): void {
  const root = document.querySelector<HTMLElement>('[data-graph]');
  const scene = view.get()?.scene();
  if (!root || !scene) return;
  const text = sceneSvg(scene, name.get(), readColours(root));
  download(name.get(), 'svg', new Blob([text], { type: 'image/svg+xml' }));
}

export function exportPng({ view, name }: Designer): void {
  const picture = view.get()?.picture();
  picture?.toBlob((content) => {
    if (content) download(name.get(), 'png', content);
    else {
      const body = 'The graph is too large for one image here. Export it as SVG.';
      toast({ intent: 'warning', title: 'No PNG', body });
    }
  }, 'image/png');
}
