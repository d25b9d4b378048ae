import { afterEach, expect, it, vi } from 'vitest';
import { GraphEngine } from './engine';
import { type KeyboardHost, listenAround } from './keyboard';

function page() {
  document.body.innerHTML =
    '<main tabindex="-1"><div id="graph"></div><input></main><aside></aside>';
  const element = document.querySelector<HTMLElement>('#graph');
  if (!element) throw new Error('no graph');
  const engine = new GraphEngine();
  const zoomed = vi.spyOn(engine, 'zoomTo').mockImplementation(() => {});
  const host = { engine, element } as unknown as KeyboardHost;
  return { zoomed, stop: listenAround(host) };
}

function press(where: string, options: KeyboardEventInit) {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...options });
  document.querySelector(where)?.dispatchEvent(event);
  return event;
}

afterEach(() => {
  document.body.innerHTML = '';
});

it('zooms while the focus is on nothing in particular', () => {
  const { zoomed, stop } = page();
  expect(press('body', { key: '+' }).defaultPrevented).toBe(true);
  press('main', { key: '-' });
  expect(zoomed).toHaveBeenCalledTimes(2);
  stop();
  press('body', { key: '+' });
  expect(zoomed).toHaveBeenCalledTimes(2);
});

it('leaves the keys of fields, of other panes and of the browser alone', () => {
  const { zoomed, stop } = page();
  press('input', { key: '-' });
  press('aside', { key: '-' });
  press('#graph', { key: '-' });
  expect(press('body', { key: '-', ctrlKey: true }).defaultPrevented).toBe(false);
  expect(zoomed).not.toHaveBeenCalled();
  stop();
});
