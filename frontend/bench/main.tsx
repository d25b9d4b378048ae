/** `?renderer=studio|flow|empty&nodes=1000`: one renderer with one graph, driven from outside. */

import { type Bench, meter, type Point, painted } from './frames';
import { layered } from './graph';

declare global {
  interface Window {
    bench: Bench;
    meter: typeof meter;
  }
}

const query = new URLSearchParams(location.search);
const root = document.getElementById('root') as HTMLElement;
const graph = layered(Number(query.get('nodes') ?? 100));
window.meter = meter;

/** A page that moves one element with the mouse: what this browser can do at best. */
function empty(): Bench {
  const dot = document.createElement('div');
  dot.style.cssText = 'position:absolute;width:40px;height:40px;background:#0f6cbd';
  root.append(dot);
  const move = ({ x, y }: Point) => {
    dot.style.transform = `translate(${x}px, ${y}px)`;
  };
  window.addEventListener('pointermove', (event) => move({ x: event.clientX, y: event.clientY }));
  window.addEventListener('wheel', (event) => move({ x: event.deltaY, y: 100 }));
  const at = () => ({ x: 400, y: 400 });
  return {
    firstPaint: painted(),
    fit: () => {},
    atFullSize: () => {},
    nodePoint: at,
    groundPoint: at,
    statuses: async () => 0,
  };
}

const renderer = query.get('renderer');
if (renderer === 'studio') window.bench = (await import('./studio')).studio(root, graph);
else if (renderer === 'flow') window.bench = (await import('./flow')).flow(root, graph);
else window.bench = empty();
