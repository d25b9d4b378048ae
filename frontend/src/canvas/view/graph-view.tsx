/** The one graph component: the designer edits with it, the job page watches with it. */

import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { watchTheme } from '../../lib/watch-theme';
import { buildScene } from '../core/scene';
import { type Colours, readColours } from './colours';
import type { BoxOutline, GraphViewProps, NodeOverlay, NodeProblems } from './graph-types';
import { Minimap } from './minimap';
import { NearNodes } from './near-nodes';
import { Outlines } from './outlines';
import { useArranged } from './use-arranged';
import { useFocusKept } from './use-focus-kept';
import { useGraphEngine } from './use-graph-engine';

export type {
  BoxOutline,
  GraphEditing,
  GraphHandle,
  GraphTarget,
  GraphViewProps,
  JobStatus,
  NodeOverlay,
  NodeProblems,
} from './graph-types';

const useStyles = makeStyles({
  root: {
    position: 'relative',
    width: '100%',
    height: '100%',
    minHeight: 0,
    // What is hidden could still be scrolled, by the browser's search or a screen reader, and what is
    // drawn would no longer stand where it is pressed.
    overflow: 'clip',
    backgroundColor: tokens.colorNeutralBackground3,
    touchAction: 'none',
    // A frame that is drawn would select the page's text, and the next press would drag that away.
    userSelect: 'none',
    outlineStyle: 'none',
    ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
  canvas: { position: 'absolute', inset: 0, width: '100%', height: '100%', pointerEvents: 'none' },
  layer: { position: 'absolute', top: 0, left: 0, width: 0, height: 0, transformOrigin: '0 0' },
  hint: {
    position: 'absolute',
    top: 0,
    left: 0,
    maxWidth: '320px',
    padding: '5px 10px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow8,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-line',
    pointerEvents: 'none',
  },
  /** After a moment: most graphs are placed before anybody would read it. */
  waiting: {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    pointerEvents: 'none',
    color: tokens.colorNeutralForeground2,
    visibility: 'hidden',
    animationName: { to: { visibility: 'visible' } },
    animationDuration: '1ms',
    animationDelay: '300ms',
    animationFillMode: 'forwards',
  },
  help: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
});

const NO_OVERLAY: Readonly<Record<string, NodeOverlay>> = {};
const NO_PROBLEMS: Readonly<Record<string, NodeProblems>> = {};
const NO_OUTLINES: Readonly<Record<string, BoxOutline>> = {};
const HELP_READ =
  'Arrow keys go from node to node along the connections. Enter opens a node. Shift+1 shows the whole graph.';
const HELP_EDIT =
  'Ctrl and arrow keys go from node to node along the connections. Space selects; then arrow keys move. Enter opens the node’s settings, where its inputs are connected. C goes through its connections, A adds at its free port, Shift+F10 opens its menu. Delete removes.';

export function GraphView(props: GraphViewProps) {
  const { components, label, readOnly = false, selection, minimap = true } = props;
  const overlay = props.overlay ?? NO_OVERLAY;
  const problems = props.problems ?? NO_PROBLEMS;
  const outlines = props.outlines ?? NO_OUTLINES;
  const styles = useStyles();
  const help = useId();
  const root = useRef<HTMLDivElement>(null);
  const colours = useColours(root);
  const { document, isReady, found } = useArranged(props);
  const scene = useMemo(() => buildScene(document, components), [document, components]);
  const parts = useGraphEngine({
    props: { ...props, document },
    root,
    overlay,
    problems,
    outlines,
    colours,
  });
  const { engine, host, layer, ground, moving, top, hint, statuses } = parts;

  const shown = isReady ? scene : null;
  useLayoutEffect(() => {
    if (shown) parts.show(shown, found);
  }, [shown, found, parts.show]);
  useLayoutEffect(() => engine.setSelection(new Set(selection)), [engine, selection]);
  useFocusKept(root, host, scene);

  return (
    <div
      ref={root}
      className={styles.root}
      role="group"
      aria-label={label}
      aria-describedby={help}
      aria-roledescription="graph"
      tabIndex={scene.boxes.size === 0 ? 0 : -1}
      aria-busy={!isReady}
      data-graph
      onKeyDown={parts.onKeyDown}
      onDragOver={parts.onDragOver}
      onDragLeave={parts.onDragLeave}
      onDrop={parts.onDrop}
    >
      <canvas ref={ground} className={styles.canvas} aria-hidden />
      <canvas
        ref={moving}
        className={styles.canvas}
        style={{ display: 'none' }}
        data-moving-edges
        aria-hidden
      />
      <div ref={layer} className={styles.layer}>
        <NearNodes
          engine={engine}
          host={host}
          overlay={overlay}
          problems={problems}
          noteBody={props.noteBody}
        />
        {outlines !== NO_OUTLINES && <Outlines engine={engine} outlines={outlines} />}
      </div>
      <canvas ref={top} className={styles.canvas} style={{ display: 'none' }} aria-hidden />
      <div ref={hint} className={styles.hint} role="status" style={{ visibility: 'hidden' }} />
      {!isReady && (
        <div role="status" className={styles.waiting}>
          <Spinner size="small" label="Arranging the graph…" />
        </div>
      )}
      {minimap && colours && scene.boxes.size > 0 && (
        <Minimap engine={engine} colours={colours} overlay={statuses} />
      )}
      <span id={help} className={styles.help}>
        {readOnly ? HELP_READ : HELP_EDIT}
      </span>
    </div>
  );
}

function useColours(root: React.RefObject<HTMLDivElement | null>): Colours | null {
  const [colours, setColours] = useState<Colours | null>(null);
  useLayoutEffect(() => {
    // The theme's variables are those of an ancestor: they are there once it has been applied.
    const read = () => root.current && setColours(readColours(root.current));
    read();
    return watchTheme(read);
  }, [root]);
  return colours;
}
