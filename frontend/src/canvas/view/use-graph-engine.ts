/** Joins the engine with React's life: size, painting, pointer, keyboard, drops and the handle. */

import {
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Point } from '../core/geometry';
import { placeOfEdge } from '../core/ids';
import type { Scene } from '../core/scene';
import { arrange } from './arrange';
import type { Colours } from './colours';
import { GraphEngine } from './engine';
import { FarPicture } from './far-picture';
import type {
  BoxOutline,
  GraphHandle,
  GraphViewProps,
  NodeOverlay,
  NodeProblems,
} from './graph-types';
import { INSERT_HINT, lightPorts, showHint } from './hints';
import { connectionOf, under } from './hit';
import { addHere, handleKey, listenAround } from './keyboard';
import { paintTop } from './paint-top';
import { type PaintInput, paintGraph } from './painter';
import { pictureOf } from './picture';
import { listenToPointer, screenPoint } from './pointer';
import type { PointerHost } from './pointer-host';
import { useMarch } from './use-march';
import { useStatuses } from './use-statuses';

interface Given {
  props: GraphViewProps;
  root: RefObject<HTMLDivElement | null>;
  overlay: Readonly<Record<string, NodeOverlay>>;
  problems: Readonly<Record<string, NodeProblems>>;
  outlines: Readonly<Record<string, BoxOutline>>;
  colours: Colours | null;
}

export function useGraphEngine(given: Given) {
  const { props, root, overlay, problems, outlines, colours } = given;
  const [engine] = useState(() => new GraphEngine());
  const [far] = useState(() => new FarPicture());
  const layer = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const hint = useRef<HTMLDivElement>(null);
  const space = useRef(false);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const host = useMemo<PointerHost>(
    () => ({
      engine,
      get element() {
        if (!root.current) throw new Error('The graph is not on the page.');
        return root.current;
      },
      props: () => latest.current,
      select: (ids) => latest.current.onSelect?.(ids),
      focusBox: (id) => focusBox(engine, id),
      hint: (text, at) => hint.current && showHint(hint.current, text, at, engine.size),
      light: (fits) => lightPorts(engine, fits),
      isSpaceHeld: () => space.current,
    }),
    [engine, root],
  );

  const statuses = useStatuses(overlay);
  const look = useRef<PaintInput | null>(null);
  // Before the browser paints: the first frame shows the graph, not an empty canvas.
  useLayoutEffect(() => {
    if (!layer.current) return;
    return engine.attach(layer.current, () => {
      const input = look.current;
      if (!input) return;
      const ratio = window.devicePixelRatio || 1;
      if (ground.current) paintGraph(ground.current, engine, input, ratio, far);
      if (top.current) paintTop(top.current, engine, input.colours);
      engine.applyTransform();
    });
  }, [engine, far]);
  useLayoutEffect(() => {
    look.current = colours && { overlay: statuses, problems, outlines, colours };
    engine.repaint();
  }, [engine, statuses, problems, outlines, colours]);

  useLayoutEffect(() => watchSize(engine, host.element), [engine, host]);
  useEffect(() => listenToPointer(host), [host]);
  useEffect(() => listenAround(host), [host]);
  useEffect(() => watchSpace(host.element, space), [host]);

  useMarch(engine, moving, statuses, colours);

  const { handle } = props;
  useEffect(() => {
    const draw = (title: string) => {
      const { overlay = {} } = latest.current;
      return look.current && pictureOf(engine.scene, title, overlay, look.current.colours);
    };
    handle?.(handleOf(engine, host, draw));
    return () => handle?.(null);
  }, [engine, host, handle]);

  const known = useRef<unknown>(null);
  const show = useCallback(
    (scene: Scene, arranged: unknown) => {
      engine.show(scene, arranged !== known.current, glidesBetween(engine, scene));
      known.current = arranged;
    },
    [engine],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLDivElement>) => {
      if (!handleKey(host, event.nativeEvent)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    [host],
  );
  const drops = useMemo(() => dropsOn(host), [host]);
  return { engine, host, layer, ground, moving, top, hint, statuses, show, onKeyDown, ...drops };
}

/** Things dragged in from outside: the connection under them lights up, since they go into it. */
function dropsOn(host: PointerHost) {
  const { engine } = host;
  const edgeUnder = (event: DragEvent): string | null => {
    const { edge } = under(engine, engine.world(screenPoint(host.element, event.nativeEvent)));
    return edge !== null && connectionOf(edge).edge ? edge : null;
  };
  const leave = () => {
    host.hint(null);
    engine.setHover({ box: null, edge: null });
  };
  return {
    onDragOver(event: DragEvent) {
      if (!host.props().editing) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      if (hasFiles(event)) return;
      const edge = edgeUnder(event);
      engine.setHover({ box: null, edge });
      const text = edge ? INSERT_HINT : null;
      host.hint(text, screenPoint(host.element, event.nativeEvent));
    },
    onDragLeave: leave,
    onDrop(event: DragEvent) {
      const edge = hasFiles(event) ? null : edgeUnder(event);
      leave();
      const at = engine.world(screenPoint(host.element, event.nativeEvent));
      const place = edge === null ? null : placeOfEdge(edge);
      if (host.props().editing?.drop(event.dataTransfer, at, place)) event.preventDefault();
    },
  };
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** Frames that a card may take until it is on the page: its box may not even be drawn yet. */
const MOST_FRAMES = 12;

function focusBox(engine: GraphEngine, id: string): void {
  engine.setFocused(id);
  engine.reveal(id);
  let left = MOST_FRAMES;
  const focus = () => {
    if (engine.focused !== id) return;
    const card = engine.card(id);
    if (card) card.focus({ preventScroll: true });
    else if (left-- > 0) {
      engine.near.update(true);
      requestAnimationFrame(focus);
    }
  };
  focus();
}

function watchSize(engine: GraphEngine, element: HTMLElement): () => void {
  const measure = () => {
    const { width, height } = element.getBoundingClientRect();
    if (width > 0) engine.resize({ width, height });
  };
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}

/** Boxes glide when many move at once (a layout, an undo), unless the person wants less motion. */
function glidesBetween(engine: GraphEngine, scene: Scene): boolean {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return false;
  if (engine.offsets.size > 0 || scene.boxes.size > 2000) return false;
  let moved = 0;
  for (const [id, box] of scene.boxes) {
    const old = engine.scene.boxes.get(id);
    if (old && (old.x !== box.x || old.y !== box.y)) moved++;
  }
  return moved > 1;
}

function watchSpace(element: HTMLElement, held: { current: boolean }): () => void {
  const isIn = (target: EventTarget | null) =>
    target instanceof Node && (element.contains(target) || target === document.body);
  const down = (event: globalThis.KeyboardEvent) => {
    if (event.code !== 'Space' || !isIn(event.target) || event.repeat) return;
    held.current = true;
    element.style.cursor = 'grab';
  };
  const release = () => {
    if (!held.current) return;
    held.current = false;
    element.style.cursor = '';
  };
  const up = (event: globalThis.KeyboardEvent) => {
    if (event.code === 'Space') release();
  };
  window.addEventListener('keydown', down);
  window.addEventListener('keyup', up);
  // Let go in another window: no key says so here.
  window.addEventListener('blur', release);
  return () => {
    window.removeEventListener('keydown', down);
    window.removeEventListener('keyup', up);
    window.removeEventListener('blur', release);
  };
}

function handleOf(
  engine: GraphEngine,
  host: PointerHost,
  picture: (title: string) => string | null,
): GraphHandle {
  return {
    fit: () => engine.fit(),
    fitNext: () => engine.fitNext(),
    actualSize: () => engine.actualSize(),
    zoomBy: (factor) => engine.zoomTo(engine.viewport.zoom * factor),
    zoomToSelection: () =>
      engine.fit(engine.selection.size > 0 ? engine.selection : undefined, 1.5),
    reveal: (id) => host.focusBox(id),
    show(id) {
      engine.setFocused(id);
      engine.reveal(id);
    },
    bringIn: (ids) => engine.bringIn(ids),
    center: (): Point => engine.world({ x: engine.size.width / 2, y: engine.size.height / 2 }),
    focus: () => {
      const { focused, entry, scene } = engine;
      const box = focused !== null && scene.boxes.has(focused) ? focused : entry;
      if (box !== null) focusBox(engine, box);
      else host.element.focus();
    },
    add: () => void addHere(host),
    arrange: () => arrange(engine.scene),
    rectOf(id) {
      const box = engine.scene.boxes.get(id);
      if (!box) return null;
      const { x, y, width, height } = engine.rect(box);
      const { zoom } = engine.viewport;
      return { ...engine.screen({ x, y }), width: width * zoom, height: height * zoom };
    },
    scene: () => engine.scene,
    picture,
    onLook: (listener) => engine.on('viewport', listener),
  };
}
