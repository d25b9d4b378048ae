/**
 * An asset dragged onto the canvas by finger or pen: browsers drag and drop with a mouse, or after a
 * long press at best. The graph hears of it by the same events.
 */

import { ASSET_MIME, type Asset } from '../canvas/assets';

/** How far a finger goes sideways until it drags; up and down it scrolls the list. */
const BEGINS_PX = 10;

export function dragByFinger(item: HTMLElement, down: PointerEvent, asset: Asset): void {
  if (down.pointerType === 'mouse') return;
  const stop = new AbortController();
  const { signal } = stop;
  const data = new DataTransfer();
  data.setData(ASSET_MIME, JSON.stringify(asset));
  let picture: HTMLElement | null = null;
  let over: Element | null = null;

  const tell = (kind: 'dragover' | 'dragleave' | 'drop', at: PointerEvent) => {
    const { clientX, clientY } = at;
    const options = { bubbles: true, cancelable: true, clientX, clientY, dataTransfer: data };
    over?.dispatchEvent(new DragEvent(kind, options));
  };
  const move = (now: PointerEvent) => {
    if (now.pointerId !== down.pointerId) return;
    const aside = Math.abs(now.clientX - down.clientX);
    if (!picture && aside < BEGINS_PX) return;
    picture ??= pictureOf(item);
    picture.style.transform = `translate(${now.clientX}px, ${now.clientY}px)`;
    const found = graphAt(now);
    if (found !== over) tell('dragleave', now);
    over = found;
    tell('dragover', now);
  };
  const end = (last: PointerEvent, kind: 'drop' | 'dragleave') => {
    if (last.pointerId !== down.pointerId) return;
    stop.abort();
    picture?.remove();
    tell(kind, last);
  };
  item.addEventListener('pointermove', move, { signal });
  item.addEventListener('pointerup', (last) => end(last, 'drop'), { signal });
  item.addEventListener('pointercancel', (last) => end(last, 'dragleave'), { signal });
  item.addEventListener('touchmove', (event) => picture && event.preventDefault(), {
    signal,
    passive: false,
  });
}

function graphAt({ clientX, clientY }: PointerEvent): Element | null {
  return document.elementFromPoint(clientX, clientY)?.closest('[data-graph]') ?? null;
}

/** What follows the finger: the row as it stands, above and beside what the finger covers. */
function pictureOf(item: HTMLElement): HTMLElement {
  const picture = item.cloneNode(true) as HTMLElement;
  for (const name of ['data-asset', 'data-line', 'tabindex', 'role']) picture.removeAttribute(name);
  picture.ariaHidden = 'true';
  const { width } = item.getBoundingClientRect();
  Object.assign(picture.style, {
    position: 'fixed',
    zIndex: '1000',
    left: '0',
    top: '-56px',
    width: `${width}px`,
    opacity: '0.9',
    pointerEvents: 'none',
    background: 'var(--colorNeutralBackground1)',
    boxShadow: 'var(--shadow16)',
  });
  // The theme's colours are set on an element around the page.
  (item.closest('.fui-FluentProvider') ?? document.body).append(picture);
  return picture;
}
