/** The graph of the draft with everything that a person can do on it. */

import { makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useMemo, useState } from 'react';
import type { Person } from '../../../api/live';
import { sourcePort, targetPort } from '../../../canvas/core/components';
import { connectRefusal } from '../../../canvas/core/connect';
import type { Position } from '../../../canvas/core/document';
import type { WireEnd } from '../../../canvas/core/fits';
import type { Point } from '../../../canvas/core/geometry';
import { edgeId } from '../../../canvas/core/ids';
import { type GraphEditing, type GraphTarget, GraphView } from '../../../canvas/view/graph-view';
import { problemsByBox } from '../data/problems';
import { useDesigner, useEditorState } from '../data/session';
import { selectionOutlines } from '../people/use-people';
import { copyTo, removeIds } from './actions';
import { ASSET_MIME, type Asset, addCommand } from './assets';
import { CanvasMenu } from './canvas-menu';
import { EmptyHint } from './empty-hint';
import { QuickAdd } from './quick-add';

const useStyles = makeStyles({
  pane: { position: 'relative', minWidth: 0, minHeight: 0, overflow: 'hidden', gridArea: 'canvas' },
  over: {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    pointerEvents: 'none',
    color: tokens.colorNeutralForeground3,
  },
});

export interface QuickAddAt {
  end: WireEnd | null;
  at: Point;
  client: Point;
}

interface CanvasPaneProps {
  onOpenPanel: () => void;
  people: readonly Person[];
}

export function CanvasPane({ onOpenPanel, people }: CanvasPaneProps) {
  const styles = useStyles();
  const designer = useDesigner();
  const { store, view, canWrite, components, diagnostics } = designer;
  const { document, selection } = useEditorState(store);
  const [adding, setAdding] = useState<QuickAddAt | null>(null);
  const [menu, setMenu] = useState<GraphTarget | null>(null);
  const problems = useMemo(() => problemsByBox(diagnostics, document), [diagnostics, document]);
  const editing = useEditing(setAdding, setMenu);
  const select = useCallback((ids: string[]) => store.select(ids), [store]);

  // Places found for a draft as it was opened, or as it was imported, are no step of their own.
  const place = useCallback(
    (to: Record<string, Position>) => store.follow({ kind: 'move', to }),
    [store],
  );
  const outlines = useMemo(() => selectionOutlines(people), [people]);
  const isEmpty = Object.keys(document.nodes).length === 0;
  return (
    <div className={styles.pane}>
      <GraphView
        label="Pipeline graph"
        document={document}
        components={components}
        problems={problems}
        outlines={outlines}
        selection={selection}
        onSelect={select}
        onOpen={onOpenPanel}
        onArranged={place}
        handle={view.set}
        readOnly={!canWrite}
        {...(canWrite ? { editing } : {})}
      />
      {isEmpty && (
        <div className={styles.over}>
          <EmptyHint />
        </div>
      )}
      {adding && <QuickAdd given={adding} onClose={() => setAdding(null)} />}
      {menu && <CanvasMenu target={menu} onClose={() => setMenu(null)} onAdd={setAdding} />}
    </div>
  );
}

function useEditing(
  quickAdd: (at: QuickAddAt) => void,
  openMenu: (target: GraphTarget) => void,
): GraphEditing {
  const designer = useDesigner();
  const { store, run } = designer;
  return useMemo<GraphEditing>(
    () => ({
      move: (to) => run({ kind: 'move', to, nudge: true }),
      copyTo: (ids, offset) => copyTo(designer, ids, offset),
      connect: (source, target) => run({ kind: 'connect', source, target }),
      disconnect: (target) => run({ kind: 'disconnect', target }),
      remove: (ids, edges) => removeIds(run, [...ids, ...edges.map(edgeId)]),
      refuse: (source, target) =>
        connectRefusal(store.get().document, store.components(), source, target),
      quickAdd: (end, at, client) => quickAdd({ end, at, client }),
      menu: openMenu,
      drop: (data, at) => {
        const text = data.getData(ASSET_MIME);
        if (!text) return false;
        const asset: Asset = JSON.parse(text);
        addAsset(designer, asset, at);
        return true;
      },
    }),
    [designer, store, run, quickAdd, openMenu],
  );
}

/** Puts an asset on the canvas and selects it; answers its key. */
export function addAsset(
  { store, run, cache }: Pick<ReturnType<typeof useDesigner>, 'store' | 'run' | 'cache'>,
  asset: Asset,
  at: Point,
): string | null {
  if (asset.kind === 'component') cache.put(asset.component.reference, asset.component);
  const { command, key } = addCommand(store.get().document, asset, at);
  if (!run(command)) return null;
  store.select([key]);
  return key;
}

/** The type at a wire's end, for what may be added there. */
export function typeAt(designer: ReturnType<typeof useDesigner>, end: WireEnd): string {
  const { document } = designer.store.get();
  const find = end.side === 'source' ? sourcePort : targetPort;
  return find(document, designer.components, end.place)?.type ?? '';
}
