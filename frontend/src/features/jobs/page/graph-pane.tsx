// The graph of the pipeline that is shown, with where one is in it and the tools to look around.
import { Button, makeStyles, ToggleButton, Tooltip, tokens } from '@fluentui/react-components';
import {
  AddRegular,
  FlowchartRegular,
  PanelLeftRegular,
  SubtractRegular,
  TimelineRegular,
  ZoomFitRegular,
} from '@fluentui/react-icons';
import { lazy, type RefObject, Suspense, useMemo, useState } from 'react';
import { isEdgeId } from '../../../canvas/core/selection';
import type { GraphHandle, GraphTarget } from '../../../canvas/view/graph-types';
import { READING_KEYS } from '../../../canvas/view/shortcuts';
import { useSeconds } from '../../../lib/clock';
import { hasEnded } from '../../../lib/statuses';
import { useListedHotkeys } from '../../../ui/hotkeys';
import { usePaletteActions } from '../../../ui/palette-actions';
import { Pending } from '../../../ui/pending';
import { parentOf } from '../outline/tree';
import { GraphCrumbs } from './graph-crumbs';
import { overlayOf } from './overlay';
import type { JobView } from './use-job-view';

const GraphView = lazy(async () => ({
  default: (await import('../../../canvas/view/graph-view')).GraphView,
}));

const GraphMenu = lazy(async () => ({
  default: (await import('./graph-menu')).GraphMenu,
}));

const ProfilePane = lazy(async () => ({
  default: (await import('../profile/profile-pane')).ProfilePane,
}));

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    minHeight: '32px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // A long name is cut before the tools go to a line of their own.
  crumbs: { minWidth: 0, flexBasis: '72px', flexGrow: 1, overflow: 'hidden' },
  tools: { display: 'flex', flexShrink: 0, gap: tokens.spacingHorizontalXXS },
  hidden: { display: 'none' },
  views: {
    marginLeft: 'auto',
    marginRight: 0,
    marginTop: 0,
    marginBottom: 0,
    padding: 0,
    border: 'none',
    display: 'flex',
    flexShrink: 0,
  },
  graph: { flexGrow: 1, minHeight: 0, minWidth: 0 },
});

interface GraphPaneProps {
  view: JobView;
  outline: boolean;
  onOutline: () => void;
  onSelect: (node: string | null) => void;
  onOpen: (node: string) => void;
  /** Show a step, given by its path, in the graph or the profile. */
  onLocate: (path: string) => void;
  onGraph: (graph: GraphHandle | null) => void;
  handle: RefObject<GraphHandle | null>;
}

function Tool({ label, icon, run }: { label: string; icon: React.ReactElement; run: () => void }) {
  return (
    <Tooltip content={label} relationship="label">
      <Button size="small" appearance="subtle" icon={icon} onClick={run} />
    </Tooltip>
  );
}

/** The same steps as a graph, or as bars over time. */
function ViewSwitch({ view }: { view: JobView }) {
  const styles = useStyles();
  const { search, go } = view;
  const isProfile = search.view === 'profile';
  return (
    <fieldset className={styles.views} aria-label="View">
      <ToggleButton
        size="small"
        appearance="subtle"
        icon={<FlowchartRegular />}
        checked={!isProfile}
        onClick={() => isProfile && go(withoutView(search))}
      >
        Graph
      </ToggleButton>
      <ToggleButton
        size="small"
        appearance="subtle"
        icon={<TimelineRegular />}
        checked={isProfile}
        onClick={() => go({ ...search, view: 'profile' })}
      >
        Profile
      </ToggleButton>
    </fieldset>
  );
}

function withoutView({ view: _, ...rest }: JobView['search']): JobView['search'] {
  return rest;
}

const LOOKS = [
  {
    id: 'graph fit',
    label: 'Fit the whole graph',
    keys: 'Shift+1',
    act: (it: GraphHandle) => it.fit(),
  },
  {
    id: 'graph actual-size',
    label: 'Zoom to 100 %',
    keys: 'Shift+0',
    act: (it: GraphHandle) => it.actualSize(),
  },
  {
    id: 'graph selection',
    label: 'Zoom to the selection',
    keys: 'Shift+2',
    act: (it: GraphHandle) => it.zoomToSelection(),
  },
  { id: 'graph in', label: 'Zoom in', keys: '+', act: (it: GraphHandle) => it.zoomBy(1.25) },
  { id: 'graph out', label: 'Zoom out', keys: '−', act: (it: GraphHandle) => it.zoomBy(0.8) },
];

export function GraphPane(props: GraphPaneProps) {
  const { view, outline, onOutline, onSelect, onOpen, onLocate, onGraph, handle } = props;
  const styles = useStyles();
  const { children, graph, shown, search } = view;
  const now = useSeconds(!hasEnded(shown.status));
  const overlay = useMemo(() => overlayOf(children, now || Date.now()), [children, now]);
  const selection = useMemo(() => (search.node ? [search.node] : []), [search.node]);
  useListedHotkeys(READING_KEYS);
  const [menu, setMenu] = useState<GraphTarget | null>(null);
  const profile = search.view === 'profile';
  const tell = (act: (graph: GraphHandle) => void) => () => {
    if (handle.current) act(handle.current);
  };
  const around = parentOf(search.graph ?? '');
  usePaletteActions('Graph', () => [
    { id: 'graph outline', label: outline ? 'Hide the steps' : 'Show the steps', run: onOutline },
    {
      id: 'graph profile',
      label: profile ? 'Show the graph' : 'Show the profile',
      run: () => view.go(profile ? withoutView(search) : { ...search, view: 'profile' }),
    },
    ...(search.graph
      ? [
          {
            id: 'graph around',
            label: 'Go out to the pipeline around',
            run: () => view.go(around === '' ? {} : { graph: around }),
          },
        ]
      : []),
    ...(profile ? [] : LOOKS.map(({ act, ...one }) => ({ ...one, run: tell(act) }))),
  ]);
  return (
    <>
      <div className={styles.bar}>
        <Tooltip content={outline ? 'Hide the steps' : 'Show the steps'} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            aria-expanded={outline}
            icon={<PanelLeftRegular />}
            onClick={onOutline}
          />
        </Tooltip>
        <div className={styles.crumbs}>
          <GraphCrumbs
            title={view.root.display_name || view.root.name}
            path={search.graph ?? ''}
            onGo={(path) => view.go(path === '' ? {} : { graph: path })}
          />
        </div>
        <ViewSwitch view={view} />
        <div className={profile ? styles.hidden : styles.tools}>
          <Tool label="Zoom out" icon={<SubtractRegular />} run={tell((it) => it.zoomBy(0.8))} />
          <Tool label="Zoom in" icon={<AddRegular />} run={tell((it) => it.zoomBy(1.25))} />
          <Tool
            label="Fit the graph (Shift+1)"
            icon={<ZoomFitRegular />}
            run={tell((it) => it.fit())}
          />
        </div>
      </div>
      {profile && (
        <Suspense fallback={<Pending />}>
          <ProfilePane view={view} onLocate={onLocate} />
        </Suspense>
      )}
      <div className={profile ? styles.hidden : styles.graph}>
        <Suspense fallback={null}>
          <GraphView
            key={shown.name}
            document={graph.document}
            components={graph.components}
            label={`Graph of ${shown.display_name || shown.name}`}
            readOnly
            minimap
            overlay={overlay}
            selection={selection}
            onSelect={(ids) => onSelect(ids.find((id) => !isEdgeId(id)) ?? null)}
            onOpen={onOpen}
            onMenu={setMenu}
            handle={onGraph}
          />
          {menu && (
            <GraphMenu
              target={menu}
              view={view}
              graph={handle.current}
              onOpen={onOpen}
              onClose={() => setMenu(null)}
            />
          )}
        </Suspense>
      </div>
    </>
  );
}
