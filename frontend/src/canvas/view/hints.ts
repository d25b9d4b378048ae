/** Lines of text beside the pointer, and ports that light up: written straight to the page. */

import type { Point } from '../core/geometry';
import type { Size } from '../core/viewport';
import type { GraphEngine } from './engine';
import type { Fits } from './pointer-host';

export const INSERT_HINT = 'Drop here to insert it into this connection';

export function showHint(
  element: HTMLElement,
  text: string | null,
  at: Point | undefined,
  size: Size,
): void {
  element.style.visibility = text ? 'visible' : 'hidden';
  if (!text || !at) {
    element.textContent = '';
    return;
  }
  if (element.textContent !== text) element.textContent = text;
  const x = Math.min(at.x + 14, size.width - element.offsetWidth - 8);
  const below = at.y + 18;
  const y = below + element.offsetHeight > size.height ? at.y - element.offsetHeight - 14 : below;
  element.style.transform = `translate(${Math.max(4, x)}px, ${Math.max(4, y)}px)`;
}

/** Marks each port on the page as fitting or not; null takes the marks away. */
export function lightPorts(engine: GraphEngine, fits: Fits | null): void {
  for (const id of engine.near.ids) {
    const card = engine.card(id);
    const box = engine.scene.boxes.get(id);
    if (!card || !box) continue;
    const isFit = fits?.box?.(id) ?? null;
    if (isFit === null) delete card.dataset.fit;
    else card.dataset.fit = isFit ? 'yes' : 'no';
    const marks = card.querySelectorAll<SVGElement>('[data-port]');
    marks.forEach((mark, i) => {
      const spot = box.spots[i];
      if (fits && spot) mark.dataset.fit = fits.port(spot) ? 'yes' : 'no';
      else delete mark.dataset.fit;
    });
  }
}
