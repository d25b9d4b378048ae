/** What is on the canvas as YAML beside it: the draft, or what is inside one of its steps. */

import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { asProblem } from '../../../api/problem';
import { inputOfBox, outputOfBox } from '../../../canvas/core/ids';
import { useLater } from '../../../lib/debounce';
import { RelativeTime } from '../../../ui/times';
import { LazyYamlEditor } from '../../../ui/yaml/lazy-yaml-editor';
import { keyLines, type Path } from '../../../ui/yaml/paths';
import { languageSchemaQuery } from '../data/api';
import { type Designer, useDesigner, useEditorState } from '../data/session';
import type { Level } from '../inside/use-inside';
import { useTypedBoxes } from './use-typed-boxes';
import { doorsOf } from './yaml-doors';
import { YamlMenu } from './yaml-menu';
import { pipelineNames } from './yaml-names';
import { type SyncState, YamlSync } from './yaml-sync';

const useStyles = makeStyles({
  pane: {
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr) auto',
    height: '100%',
    minHeight: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: '4px 8px 4px 12px',
    minWidth: 0,
  },
  // Below the text, so that no line moves under the cursor when something is said.
  said: { maxHeight: '40%', overflowY: 'auto' },
  title: {
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  status: {
    flexGrow: 1,
    flexShrink: 2,
    minWidth: 0,
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

interface YamlPaneProps {
  /** The nested pipeline on the canvas; null for the draft itself. */
  level: Level | null;
  onClose: () => void;
}

export function YamlPane({ level, onClose }: YamlPaneProps) {
  const styles = useStyles();
  const designer = useDesigner();
  const { canWrite } = designer;
  const sync = useSync(designer, level);
  const state = useSyncExternalStore(sync.subscribe, () => sync.state);
  const schema = useQuery(languageSchemaQuery(level ? 'pipeline-component' : 'pipeline-job'));
  // The text is read for this: not at each step of a cursor that goes on.
  const later = useLater();
  const [names] = useState(() => pipelineNames());
  const boxes = useTypedBoxes(designer, state.kind);
  const findings = useMemo(
    // What cannot be saved needs no findings about what could run.
    () => state.findings.map((one) => ({ ...one, hint: one.hint ?? null })),
    [state.findings],
  );
  return (
    <section
      className={styles.pane}
      aria-label="YAML"
      data-sync={state.kind}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) boxes.left();
      }}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{level ? `YAML inside ${level.key}` : 'YAML'}</h2>
        <Text size={200} role="status" className={styles.status}>
          {words(state, canWrite)}
        </Text>
        <YamlMenu text={state.text} inside={level?.key ?? null} />
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label="Close the YAML"
          onClick={onClose}
        />
      </div>
      <LazyYamlEditor
        label={level ? `YAML inside ${level.key}` : 'YAML of this draft'}
        value={state.text}
        onChange={(text) => {
          boxes.typed();
          sync.typed(text);
        }}
        findings={findings}
        schema={schema.data ?? null}
        names={names}
        chosen={useChosen(designer)}
        readOnly={!canWrite || state.kind === 'loading'}
        onCursor={(offset) => later(() => selectStep(designer, state.text, offset))}
        onUndo={() => sync.isKept && undo(designer)}
        onRedo={() => sync.isKept && redo(designer)}
      />
      <div className={styles.said}>
        <Trouble state={useLasting(state)} sync={sync} />
        <OtherTexts sync={sync} />
      </div>
    </section>
  );
}

/** One past for text and canvas. */
function undo({ store, canWrite }: Designer): boolean {
  if (canWrite) store.undo();
  return true;
}

function redo({ store, canWrite }: Designer): boolean {
  const isAny = canWrite && store.get().history.undone.length > 0;
  if (isAny) store.redo();
  return isAny;
}

/** The level stays the same for as long as the pane is there. */
function useSync(designer: Designer, level: Level | null): YamlSync {
  const { store, texts, path } = designer;
  const run = useRef(designer.run);
  run.current = designer.run;
  const [doors] = useState(() => doorsOf(store, level, (command) => run.current(command)));
  const [sync] = useState(() => new YamlSync(doors));
  const place = path.join('.');
  useEffect(() => texts.opened(place, sync), [texts, place, sync]);
  const { document } = useEditorState(store);
  const component = level?.nested?.component() ?? null;
  useEffect(() => sync.canvasChanged({ document, component }), [sync, document, component]);
  return sync;
}

function words({ kind, findings }: SyncState, canWrite: boolean): string {
  if (kind === 'loading') return 'Loading…';
  if (kind === 'checking') return 'Checking…';
  if (kind === 'wrong') return 'Not on the canvas yet';
  if (kind === 'failed') return 'Not checked';
  const count = findings.length;
  const found = count === 0 ? '' : `, ${count} ${count === 1 ? 'finding' : 'findings'}`;
  return `${canWrite ? 'The same as the canvas' : 'Read only'}${found}`;
}

/** While a text is read again, what was wrong with it stays: it would come and go at each pause. */
function useLasting(state: SyncState): SyncState {
  const last = useRef(state);
  if (state.kind !== 'checking') last.current = state;
  return last.current;
}

function Trouble({ state, sync }: { state: SyncState; sync: YamlSync }) {
  if (state.kind !== 'wrong' && state.kind !== 'failed') return null;
  const first = state.findings.find((one) => one.severity === 'error');
  const text =
    state.kind === 'failed'
      ? `${asProblem(state.error).message} The canvas stays as it is.`
      : `${first?.line ? `Line ${first.line}: ` : ''}${first?.message ?? 'This cannot be read.'} The canvas stays as it is until this can be read.`;
  return (
    <MessageBar intent={state.kind === 'failed' ? 'error' : 'warning'} layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => void sync.anew()}>
          Write it anew from the canvas
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** A text that another tab of this browser left unread is neither lost nor mixed into this one. */
function OtherTexts({ sync }: { sync: YamlSync }) {
  const { texts, path } = useDesigner();
  const place = path.join('.');
  const [other] = useSyncExternalStore(texts.subscribe, () => texts.others(place));
  if (!other) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        Another text of this was kept <RelativeTime at={new Date(other.at).toISOString()} />, as it
        could not be read. It is not on the canvas.
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => texts.show(place, sync, other)}>
          Show it instead
        </Button>
        <Button size="small" onClick={() => texts.giveUp(place, other)}>
          Throw it away
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** Where the one thing that is selected stands in the text; null when it is none or several. */
function useChosen({ store }: Designer): Path | null {
  const { selection, document } = useEditorState(store);
  const [first, ...others] = selection;
  if (first === undefined || others.length > 0) return null;
  if (first in document.nodes) return ['jobs', first];
  const input = inputOfBox(first);
  if (input !== null) return ['inputs', input];
  const output = outputOfBox(first);
  return output === null ? null : ['outputs', output];
}

/** The step that the cursor is in is the one that is selected. */
function selectStep({ store }: Designer, text: string, offset: number): void {
  const line = text.slice(0, offset).split('\n').length - 1;
  const above = keyLines(text).filter((one) => one.line <= line && one.indent > 0);
  const [jobs, key] = above.at(-1)?.path ?? [];
  if (jobs === 'jobs' && key !== undefined && key in store.get().document.nodes) {
    store.select([key]);
  }
}
