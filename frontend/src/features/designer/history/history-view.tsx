/** The draft's history in place of its canvas: two states in one picture, the list of what differs. */

import {
  Button,
  Combobox,
  Field,
  makeStyles,
  mergeClasses,
  Option,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, HistoryRegular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { keys } from '../../../api/keys';
import { boxOf, type Change, changedBoxes, diff, union } from '../../../canvas/core/diff';
import type { PipelineDocument } from '../../../canvas/core/document';
import { renameChanges, renames, withNames } from '../../../canvas/core/renames';
import { type GraphHandle, GraphView } from '../../../canvas/view/graph-view';
import { Legend, OVER_TIME, outlinesOf } from '../../../ui/graph/changes';
import { ProblemView } from '../../../ui/problem-view';
import { toast, toastProblem } from '../../../ui/toast';
import { fetchRevision } from '../data/api';
import { componentsOf, referencesOf } from '../data/component-cache';
import { useDesigner, useEditorState } from '../data/session';
import { usePanelStyles } from '../panel/use-panel-styles';
import { ChangeList } from './change-list';
import { comparable } from './comparable';
import { RevisionList } from './revision-list';
import { useHistorySearch } from './use-history-search';

const useStyles = makeStyles({
  canvas: {
    gridArea: 'canvas',
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    minWidth: 0,
    minHeight: 0,
    containerType: 'inline-size',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 16px',
    padding: '6px 12px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  panel: {
    gridArea: 'panel',
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // What was chosen stays in sight, however far down the list it was.
  chosen: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    maxHeight: '60%',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  acts: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
  },
  changes: {
    overflowY: 'auto',
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
  },
  all: { flexGrow: 1, minHeight: 0, overflowY: 'auto' },
  legend: {
    display: 'flex',
    gap: '16px',
    // Too narrow for one line: what the colours mean comes below, the way back stays where it is.
    '@container (max-width: 600px)': { order: 1, flexBasis: '100%' },
  },
  close: { marginLeft: 'auto' },
});

export function HistoryView() {
  const styles = useStyles();
  const panel = usePanelStyles();
  const { id, store, canWrite } = useDesigner();
  const { from, to, show } = useHistorySearch();
  const now = useEditorState(store).document;
  const before = useRevision(from);
  const after = useRevision(to);
  const graph = useRef<GraphHandle | null>(null);
  useFreshList(id);
  useFocusInGraph();
  const old = before.data?.document ?? null;
  const right = to === null ? now : (after.data?.document ?? null);
  const { left, changes } = useMemo(() => compared(old, right), [old, right]);
  const go = (change: Change) => {
    const box = boxOf(change);
    if (box !== null) graph.current?.reveal(box);
  };
  const failed = before.error ?? after.error;
  return (
    <>
      <div className={styles.canvas} data-pane="canvas">
        <header className={styles.head}>
          <h2 className={styles.title}>{title(from, to)}</h2>
          {from !== null && (
            <div className={styles.legend}>
              <Legend looks={OVER_TIME} />
            </div>
          )}
          <Button
            className={styles.close}
            size="small"
            icon={<DismissRegular />}
            onClick={() => show(undefined)}
          >
            Back to the draft
          </Button>
        </header>
        {failed ? (
          <ProblemView
            error={failed}
            onRetry={() => void (before.error ? before : after).refetch()}
          />
        ) : (
          <Picture
            before={left ?? right ?? now}
            after={right ?? now}
            changes={changes}
            graph={graph}
          />
        )}
      </div>
      <section className={styles.panel} aria-label="History" data-panel data-pane="properties">
        {from !== null && (
          <div className={styles.chosen}>
            <div className={styles.acts}>
              <CompareWith from={from} to={to} onChoose={(other) => show(other)} />
              {canWrite && <Restore number={from} />}
            </div>
            {left && right && (
              <div key={`${from} ${to}`} className={styles.changes}>
                <ChangeList changes={changes} onGo={go} />
              </div>
            )}
          </div>
        )}
        <div ref={keepChosenInSight} className={mergeClasses(panel.body, styles.all)}>
          <div className={panel.section}>
            <h3 className={panel.heading}>Revisions</h3>
            {from === null && (
              <p className={panel.faint} style={{ margin: 0 }}>
                Every save is kept. Choose one to see what has changed since, or to go back to it.
              </p>
            )}
            <RevisionList draft={id} chosen={from} onChoose={(number) => show(String(number))} />
          </div>
        </div>
      </section>
    </>
  );
}

/** A step that only got another name is the same one in both: `left` has the names of `right`. */
function compared(old: PipelineDocument | null, right: PipelineDocument | null) {
  if (old === null || right === null) return { left: old, changes: [] };
  const names = renames(old, right);
  const left = withNames(old, names);
  return { left, changes: [...renameChanges(names), ...diff(left, right)] };
}

/** What differs takes room from the list once it is known: the chosen revision stays in sight. */
function keepChosenInSight(list: HTMLDivElement | null) {
  if (list === null) return;
  const observer = new ResizeObserver(() => {
    list.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  observer.observe(list);
  return () => observer.disconnect();
}

/** Back in the draft, the keyboard is in its graph: the button that led there is gone. */
function useFocusInGraph(): void {
  const { view } = useDesigner();
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) view.get()?.focus();
      });
    },
    [view],
  );
}

function title(from: number | null, to: number | null): string {
  if (from === null) return 'History';
  return `Revision ${from} compared with ${to === null ? 'now' : `revision ${to}`}`;
}

function useRevision(number: number | null) {
  const { id } = useDesigner();
  return useQuery({
    queryKey: [...keys.draftRevisions(id), number],
    queryFn: () => fetchRevision(id, number ?? 0),
    enabled: number !== null,
    // A revision never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The list is asked for anew when a save came in between. */
function useFreshList(id: number): void {
  const client = useQueryClient();
  const { autosave } = useDesigner();
  const revision = useSyncExternalStore(autosave.subscribe, () => autosave.revision);
  const [seen, setSeen] = useState(revision);
  useEffect(() => {
    if (seen === revision) return;
    setSeen(revision);
    void client.invalidateQueries({ queryKey: keys.draftRevisions(id), exact: true });
  }, [client, id, seen, revision]);
}

interface CompareWithProps {
  from: number;
  to: number | null;
  onChoose: (history: string) => void;
}

const NOW = 'the draft as it is now';

/** The newest are listed; any other is found by its number. */
function CompareWith({ from, to, onChoose }: CompareWithProps) {
  const { autosave } = useDesigner();
  const [typed, setTyped] = useState<string | null>(null);
  const numbers = comparable(autosave.revision, from, typed ?? '');
  return (
    <Field label={`Revision ${from} compared with`} size="small">
      <Combobox
        size="small"
        value={typed ?? (to === null ? NOW : `revision ${to}`)}
        selectedOptions={[String(to ?? 'now')]}
        onFocus={(event) => event.target.select()}
        onBlur={() => setTyped(null)}
        onChange={(event) => setTyped(event.target.value)}
        onOptionSelect={(_, { optionValue }) => {
          // Typing lets go of what was chosen: that is no choice.
          if (optionValue === undefined) return;
          setTyped(null);
          onChoose(optionValue === 'now' ? String(from) : `${from}..${optionValue}`);
        }}
      >
        <Option value="now" text={NOW}>
          {NOW}
        </Option>
        {numbers.map((number) => (
          <Option key={number} value={String(number)} text={`revision ${number}`}>
            revision {number}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

/** Makes the draft what it was, as one step that Undo takes back; saving it is a new revision. */
function Restore({ number }: { number: number }) {
  const { autosave, store, name, run } = useDesigner();
  const { show } = useHistorySearch();
  const { data } = useRevision(number);
  const restore = () => {
    if (!data) return;
    autosave.restores(number);
    store.select([]);
    run({ kind: 'replace', document: data.document, label: `restore revision ${number}` });
    name.set(data.name);
    show(undefined);
    toast({
      intent: 'success',
      title: `Revision ${number} is back`,
      body: 'As a new revision; Undo takes it back.',
    });
  };
  return (
    <div>
      <Button icon={<HistoryRegular />} disabled={!data} onClick={restore}>
        Restore revision {number}
      </Button>
    </div>
  );
}

interface PictureProps {
  before: PipelineDocument;
  after: PipelineDocument;
  changes: readonly Change[];
  graph: React.RefObject<GraphHandle | null>;
}

function Picture({ before, after, changes, graph }: PictureProps) {
  const { cache } = useDesigner();
  const version = useSyncExternalStore(cache.subscribe, cache.version);
  const document = useMemo(() => union(before, after), [before, after]);
  useEffect(() => {
    cache
      .want(referencesOf(document))
      .catch((error: unknown) => toastProblem('Components could not be read', error));
  }, [cache, document]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cache changes inside; version says when.
  const components = useMemo(() => componentsOf(document, cache), [document, cache, version]);
  const outlines = useMemo(() => outlinesOf(changedBoxes(changes), OVER_TIME), [changes]);
  return (
    <GraphView
      label="What changed"
      document={document}
      components={components}
      outlines={outlines}
      readOnly
      handle={(handle) => {
        graph.current = handle;
      }}
    />
  );
}
