/** A graph as a picture to keep: SVG, and the same as PNG. */

import type { GraphHandle } from '../../canvas/view/graph-types';
import { download } from '../download';
import { toast } from '../toast';

/** Twice its size for sharpness, less where that would pass what browsers draw. */
const SHARP = 2;
const MOST_PX = 8000;

export function saveSvg(handle: GraphHandle | null, name: string): void {
  const text = handle?.picture(name);
  if (text) download(name, 'svg', svgBlob(text));
}

export async function savePng(handle: GraphHandle | null, name: string): Promise<void> {
  const text = handle?.picture(name);
  const content = text ? await drawn(text).catch(() => null) : null;
  if (content) download(name, 'png', content);
  else {
    const body = 'The graph is too large for one image here. Export it as SVG.';
    toast({ intent: 'warning', title: 'No PNG', body });
  }
}

function svgBlob(text: string): Blob {
  return new Blob([text], { type: 'image/svg+xml' });
}

async function drawn(text: string): Promise<Blob | null> {
  const image = new Image();
  const address = URL.createObjectURL(svgBlob(text));
  try {
    image.src = address;
    await image.decode();
    const by = Math.min(SHARP, MOST_PX / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(image.naturalWidth * by);
    canvas.height = Math.ceil(image.naturalHeight * by);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}
