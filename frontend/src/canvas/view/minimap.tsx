/** The whole graph in a corner: where the view is, and a place to drag it. */

import { makeStyles, tokens } from '@fluentui/react-components';
import { type PointerEvent, useCallback, useEffect, useRef } from 'react';
import { grow, type Rect, union } from '../core/geometry';
import { centreOn } from '../core/viewport';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { NodeOverlay } from './graph-types';
import { statusColour } from './status-look';

const SIZE = { width: 176, height: 112 };

const useStyles = makeStyles({
  map: {
    position: 'absolute',
    right: '12px',
    bottom: '12px',
    width: '176px',
    height: '112px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    backgroundColor: tokens.colorNeutralBackground1,
    cursor: 'pointer',
    touchAction: 'none',
  },
});

interface MinimapProps {
  engine: GraphEngine;
  colours: Colours;
  overlay: Readonly<Record<string, NodeOverlay>>;
}

export function Minimap({ engine, colours, overlay }: MinimapProps) {
  const styles = useStyles();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef(0);
  const overview = useRef<Overview | null>(null);

  const paint = useCallback(() => {
    frame.current = 0;
    if (!canvas.current) return;
    // Nothing to find when everything is in view already.
    const isNeeded = !engine.seesAll();
    canvas.current.style.display = isNeeded ? 'block' : 'none';
    if (!isNeeded) return;
    overview.current = overviewOf(overview.current, engine, colours, overlay);
    paintMap(canvas.current, engine, colours, overview.current);
  }, [engine, colours, overlay]);

  useEffect(() => {
    const ask = () => {
      if (frame.current === 0) frame.current = requestAnimationFrame(paint);
    };
    ask();
    const stops = [engine.on('viewport', ask), engine.on('scene', ask)];
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [engine, paint]);

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    event.stopPropagation();
    if (event.buttons === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { scale, x, y } = mapping(engine);
    const at = { x: (event.clientX - left - x) / scale, y: (event.clientY - top - y) / scale };
    engine.setViewport(centreOn(engine.viewport, at, engine.size));
  };

  return (
    <canvas
      ref={canvas}
      className={styles.map}
      data-minimap
      aria-hidden
      onPointerDown={go}
      onPointerMove={go}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

/** World to map: everything that exists, and what the person sees. */
function mapping(engine: GraphEngine) {
  const all = engine.bounds();
  const shown: Rect = grow(
    union([engine.visible(), ...(all ? [all] : [])]) ?? engine.visible(),
    20,
  );
  const scale = Math.min(SIZE.width / shown.width, SIZE.height / shown.height);
  const x = (SIZE.width - shown.width * scale) / 2 - shown.x * scale;
  const y = (SIZE.height - shown.height * scale) / 2 - shown.y * scale;
  return { scale, x, y };
}

interface Overview {
  canvas: HTMLCanvasElement;
  all: Rect;
  of: readonly unknown[];
}

const SHARP = 2;

/** All boxes as a picture: drawn when they change, not when the view moves. */
function overviewOf(
  before: Overview | null,
  engine: GraphEngine,
  colours: Colours,
  overlay: Readonly<Record<string, NodeOverlay>>,
): Overview | null {
  const all = engine.bounds();
  if (!all) return null;
  const of = [engine.scene, overlay, colours];
  if (before && engine.offsets.size === 0 && of.every((one, i) => one === before.of[i])) {
    return before;
  }
  const canvas = before?.canvas ?? document.createElement('canvas');
  const scale = SHARP * Math.min(SIZE.width / all.width, SIZE.height / all.height);
  canvas.width = Math.max(1, Math.ceil(all.width * scale));
  canvas.height = Math.max(1, Math.ceil(all.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return null;
  for (const box of engine.scene.boxes.values()) {
    const status = overlay[box.id]?.status;
    context.fillStyle = status ? statusColour(status, colours) : colours.faint;
    const { x, y, width, height } = engine.rect(box);
    context.fillRect(
      (x - all.x) * scale,
      (y - all.y) * scale,
      Math.max(1.5, width * scale),
      Math.max(1.5, height * scale),
    );
  }
  return { canvas, all, of: engine.offsets.size === 0 ? of : [] };
}

function paintMap(
  canvas: HTMLCanvasElement,
  engine: GraphEngine,
  colours: Colours,
  overview: Overview | null,
): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = SIZE.width * ratio;
  canvas.height = SIZE.height * ratio;
  const context = canvas.getContext('2d');
  if (!context) return;
  const { scale, x, y } = mapping(engine);
  context.scale(ratio, ratio);
  context.fillStyle = colours.card;
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  if (overview) {
    const { all } = overview;
    context.imageSmoothingQuality = 'high';
    context.drawImage(
      overview.canvas,
      all.x * scale + x,
      all.y * scale + y,
      all.width * scale,
      all.height * scale,
    );
  }
  const view = engine.visible();
  context.strokeStyle = colours.brand;
  context.lineWidth = 1.5;
  context.strokeRect(
    view.x * scale + x,
    view.y * scale + y,
    view.width * scale,
    view.height * scale,
  );
}
