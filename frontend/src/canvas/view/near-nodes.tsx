/** The cards that are DOM just now. Rendered when the near set changes, not when the view moves. */

import { type ReactNode, useCallback, useSyncExternalStore } from 'react';
import type { GraphEngine } from './engine';
import type { NodeOverlay, NodeProblems } from './graph-types';
import { NodeCard } from './node-card';
import type { PointerHost } from './pointer-host';

interface NearNodesProps {
  engine: GraphEngine;
  host: PointerHost;
  overlay: Readonly<Record<string, NodeOverlay>>;
  problems: Readonly<Record<string, NodeProblems>>;
  noteBody: ((text: string) => ReactNode) | undefined;
}

export function NearNodes({ engine, host, overlay, problems, noteBody }: NearNodesProps) {
  const ids = useSyncExternalStore(
    useCallback((listener: () => void) => engine.on('near', listener), [engine]),
    () => engine.near.ids,
  );
  const scene = useSyncExternalStore(
    useCallback((listener: () => void) => engine.on('scene', listener), [engine]),
    () => engine.scene,
  );
  const selection = useSyncExternalStore(
    useCallback((listener: () => void) => engine.on('selection', listener), [engine]),
    () => engine.selection,
  );
  const focused = useSyncExternalStore(
    useCallback((listener: () => void) => engine.on('focus', listener), [engine]),
    () => engine.focused,
  );
  const focus = useCallback((id: string) => engine.setFocused(id), [engine]);
  const entry = focused !== null && scene.boxes.has(focused) ? focused : engine.entry;
  return ids.map((id) => {
    const box = scene.boxes.get(id);
    return (
      box && (
        <NodeCard
          key={id}
          engine={host.engine}
          box={box}
          isSelected={selection.has(id)}
          isFocusable={id === entry}
          overlay={overlay[id]}
          problems={problems[id]}
          onFocus={focus}
          noteBody={noteBody}
        />
      )
    );
  });
}
