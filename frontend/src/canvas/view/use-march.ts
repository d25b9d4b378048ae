/** Keeps the movement of running connections in step with what runs. */

import { type RefObject, useEffect, useMemo, useState } from 'react';
import { useMediaQuery } from '../../lib/use-media-query';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { NodeOverlay } from './graph-types';
import { activeEdges, march } from './march';

export function useMarch(
  engine: GraphEngine,
  canvas: RefObject<HTMLCanvasElement | null>,
  /** The same object as long as no status changes. */
  statuses: Readonly<Record<string, NodeOverlay>>,
  colours: Colours | null,
): void {
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const [scene, setScene] = useState(engine.scene);
  useEffect(() => engine.on('scene', () => setScene(engine.scene)), [engine]);
  const edges = useMemo(() => activeEdges(scene, statuses), [scene, statuses]);
  const moves = !isStill && edges.length > 0;
  useEffect(() => {
    engine.setMarching(moves);
    if (!moves || !canvas.current || !colours) return;
    return march(canvas.current, engine, () => edges, colours);
  }, [engine, canvas, colours, moves, edges]);
}
