/** The graph of the draft with everything that a person can do on it. */

import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Person } from '../../../api/live';
import { useSession } from '../../../api/session';
import { runRefusal } from '../../../canvas/core/commands-control';
import { connectRefusal } from '../../../canvas/core/connect';
import type { Position } from '../../../canvas/core/document';
import { moveOntoEdge } from '../../../canvas/core/insert';
import { type GraphEditing, type GraphTarget, GraphView } from '../../../canvas/view/graph-view';
import { droppedFiles } from '../../../lib/dropped-files';
import { putPlaces } from '../data/api';
import { problemsByBox } from '../data/problems';
import { useDesigner, useEditorState, useLastJob, useValue } from '../data/session';
import { bringFiles } from '../import/bring-files';
import { ImportProgress } from '../import/import-progress';
import { GroupDialog } from '../inside/group-dialog';
import { selectionOutlines } from '../people/use-people';
import { copyTo } from './actions';
import { addAsset, insertAsset, insertStep } from './add-asset';
import { addAsk } from './ask';
import { droppedAsset } from './assets';
import { CanvasMenu } from './canvas-menu';
import { EmptyHint } from './empty-hint';
import { noteBody } from './note-body';
import { QuickAdd } from './quick-add';
import { RenameInPlace } from './rename-in-place';
import { SelectingButton } from './selecting-button';

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
  shape: { display: 'grid', gap: '48px', width: '220px' },
  importing: {
    position: 'absolute',
    zIndex: 2,
    top: '16px',
    left: '50%',
    transform: 'translateX(-50%)',
    width: '280px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
  },
});

interface CanvasPaneProps {
  onOpenPanel: () => void;
  people: readonly Person[];
  /** What is inside a step is on its way. */
  isReading: boolean;
  crumbs: ReactNode;
}

export function CanvasPane({ onOpenPanel, people, isReading, crumbs }: CanvasPaneProps) {
  const styles = useStyles();
  const designer = useDesigner();
  const { store, view, canWrite, components, diagnostics, ask, enter } = designer;
  const { document, selection } = useEditorState(store);
  const asked = useValue(ask);
  const problems = useMemo(() => problemsByBox(diagnostics, document), [diagnostics, document]);
  const editing = useEditing();
  const select = useCallback((ids: string[]) => store.select(ids), [store]);
  const close = useCallback(() => ask.set(null), [ask]);

  const { id, autosave, path } = designer;
  const place = useCallback(
    (to: Record<string, Position>) => {
      const { document: shown, loaded } = store.get();
      // Places found for a draft as it was opened, or as it was imported, are no step of their own.
      store.follow({ kind: 'move', to });
      const isAsSaved = shown === loaded && autosave.state.kind === 'saved';
      if (!canWrite || !isAsSaved || path.length > 0) return;
      // Without an answer, the next who opens the draft does it again.
      putPlaces(id, autosave.revision, to).catch(() => {});
    },
    [store, id, autosave, path, canWrite],
  );
  const job = useLastJob();
  const showsJob = useValue(designer.showsJob);
  const own = useSession()?.user.username;
  const outlines = useMemo(() => selectionOutlines(people, path, own), [people, path, own]);
  const open = useCallback(
    (id: string, how: 'pointer' | 'key') => {
      const node = store.get().document.nodes[id];
      if (id.startsWith('note:') && canWrite) ask.set({ kind: 'rename', id });
      else if (how === 'pointer' && node?.kind === 'step' && node.type === 'pipeline') enter(id);
      else onOpenPanel();
    },
    [store, ask, canWrite, enter, onOpenPanel],
  );
  const isSelecting = useValue(designer.selecting);
  const menu = useCallback((target: GraphTarget) => ask.set({ kind: 'menu', target }), [ask]);
  const isEmpty = Object.keys(document.nodes).length === 0;
  return (
    <div className={styles.pane} data-pane="canvas">
      <GraphView
        label="Pipeline graph"
        document={document}
        components={components}
        problems={problems}
        outlines={outlines}
        {...(job && showsJob ? { overlay: job.overlay } : {})}
        selection={selection}
        onSelect={select}
        onOpen={open}
        onMenu={menu}
        onArranged={place}
        handle={view.set}
        isSelecting={isSelecting}
        readOnly={!canWrite}
        noteBody={noteBody}
        {...(canWrite ? { editing } : {})}
      />
      {crumbs}
      <SelectingButton />
      <Importing />
      {isReading && <Reading />}
      {isEmpty && !isReading && (
        <div className={styles.over}>
          <EmptyHint />
        </div>
      )}
      {(asked?.kind === 'add' || asked?.kind === 'replace') && (
        <QuickAdd given={asked} onClose={close} />
      )}
      {asked?.kind === 'menu' && <CanvasMenu target={asked.target} onClose={close} />}
      {asked?.kind === 'group' && <GroupDialog node={null} onClose={close} />}
      {asked?.kind === 'register' && <GroupDialog node={asked.node} onClose={close} />}
      {asked?.kind === 'rename' && <RenameInPlace key={asked.id} id={asked.id} onClose={close} />}
    </div>
  );
}

/** The shape of a graph, while what is inside a step is read. */
function Reading() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Looking inside" className={styles.over}>
      <div className={styles.shape}>
        <SkeletonItem style={{ height: 72 }} />
        <SkeletonItem style={{ height: 72 }} />
        <SkeletonItem style={{ height: 72 }} />
      </div>
    </Skeleton>
  );
}

/** A file is on its way onto the canvas. */
function Importing() {
  const styles = useStyles();
  const step = useValue(useDesigner().importing);
  const isReading = step?.kind === 'reading';
  return (
    <div role="status" className={isReading ? styles.importing : undefined}>
      {isReading && <ImportProgress step={step} />}
    </div>
  );
}

function useEditing(): GraphEditing {
  const designer = useDesigner();
  const { store, run, ask } = designer;
  return useMemo<GraphEditing>(
    () => ({
      move: (to, nudge = false) => run({ kind: 'move', to, nudge }),
      copyTo: (ids, offset) => copyTo(designer, ids, offset),
      connect: (source, target) => run({ kind: 'connect', source, target }),
      refuse: (source, target) =>
        connectRefusal(store.get().document, store.components(), source, target),
      runStep: ({ place: { node }, block }, step) => {
        if (node !== null && block) run({ kind: 'run-step', node, block, step });
      },
      refuseStep: ({ place: { node }, block }, step) =>
        node !== null && block ? runRefusal(store.get().document, node, block, step) : null,
      quickAdd: (end, at, client) => ask.set(addAsk(end, at, client)),
      insert: (edge, at, client) => ask.set({ kind: 'add', end: null, edge, at, client }),
      insertStep: (step, edge, to) => insertStep(designer, step, edge, to),
      refuseInsert: (step, edge) => {
        const given = { key: step, at: { x: 0, y: 0 } };
        const found = moveOntoEdge(store.get().document, store.components(), edge, given);
        return typeof found === 'string' ? found : null;
      },
      drop: (data, at, edge) => {
        if (data.files.length > 0) {
          void droppedFiles(data).then((files) => bringFiles(designer, files));
          return true;
        }
        const asset = droppedAsset(data);
        if (!asset) return false;
        if (edge) insertAsset(designer, asset, edge, at);
        else addAsset(designer, asset, at);
        return true;
      },
      resizeNote: (id, size) => {
        const note = store.get().document.notes.find((one) => one.id === id);
        if (note) run({ kind: 'set-note', id, note: { ...note, ...size } });
      },
    }),
    [designer, store, run, ask],
  );
}
