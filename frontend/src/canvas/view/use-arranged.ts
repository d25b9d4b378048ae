/** The document with places: its own, or those that the layout worker finds when it has none. */

import { useEffect, useMemo, useRef, useState } from 'react';
import type { PipelineDocument, Position } from '../core/document';
import { isOwn } from '../core/nested-looks';
import { buildScene } from '../core/scene';
import { arrange } from './arrange';
import type { GraphViewProps } from './graph-types';

type Places = Record<string, Position>;

interface Found {
  shape: unknown;
  places: Places;
}

export function useArranged(props: GraphViewProps): {
  document: PipelineDocument;
  isReady: boolean;
  /** The last places that were found: another value for each. */
  found: unknown;
} {
  const { document, components, layout = 'saved', onArranged } = props;
  const [found, setFound] = useState<Found | null>(null);
  const needed = layout === 'auto' || hasNoPlaces(document);
  const shape = useShape(document);
  const tell = useRef(onArranged);
  useEffect(() => {
    tell.current = onArranged;
  });

  useEffect(() => {
    if (!needed || found?.shape === shape) return;
    let isCurrent = true;
    arrange(buildScene(document, components)).then((places) => {
      if (!isCurrent) return;
      setFound({ shape, places });
      tell.current?.(places);
    });
    return () => {
      isCurrent = false;
    };
  }, [needed, found, shape, document, components]);

  // Places of the graph that was here before are none of this one.
  const places = found && found.shape === shape ? found.places : null;
  const placed = useMemo(
    () => (needed && places ? withPlaces(document, places) : document),
    [needed, places, document],
  );
  return { document: placed, isReady: !needed || places !== null, found };
}

/** The same value while nodes and bindings stay the same: what a layout depends on. */
function useShape(document: PipelineDocument): unknown {
  const { nodes, bindings } = document;
  return useMemo(() => ({ nodes, bindings }), [nodes, bindings]);
}

function hasNoPlaces(document: PipelineDocument): boolean {
  return !Object.keys(document.layout.nodes).some(isOwn) && Object.keys(document.nodes).length > 0;
}

function withPlaces(document: PipelineDocument, places: Places): PipelineDocument {
  return { ...document, layout: { nodes: { ...document.layout.nodes, ...places } } };
}
