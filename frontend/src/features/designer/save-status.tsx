/** Whether the work is safe: on the server, on its way, or kept in this browser. */

import {
  Button,
  Link,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  CloudArrowUpRegular,
  CloudOffRegular,
  EyeRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { useEffect, useSyncExternalStore } from 'react';
import { ASK_AN_OWNER } from '../../api/session';
import { workspaceName } from '../../api/workspace';
import { type SaveState, saveWords } from './data/autosave';
import { type DraftSession, useDesigner, useSaveState, useValue } from './data/session';
import { useHistorySearch } from './history/use-history-search';

const useStyles = makeStyles({
  status: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
  },
  revision: {
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    '@media (max-width: 1199px)': { display: 'none' },
  },
  // Where there is little room, the first word at least: whether it is saved.
  words: { overflow: 'hidden', textOverflow: 'ellipsis', minWidth: '8ch' },
  readOnly: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  why: { display: 'grid', gap: tokens.spacingVerticalS, maxWidth: '34ch' },
  refused: {
    minWidth: '8ch',
    justifyContent: 'start',
    padding: 0,
    fontWeight: 'inherit',
    color: 'inherit',
    textDecorationLine: 'underline',
  },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

export function SaveStatus() {
  const styles = useStyles();
  const designer = useDesigner();
  const { show } = useHistorySearch();
  const { autosave } = designer;
  const revision = useSyncExternalStore(autosave.subscribe, () => autosave.revision);
  return (
    <>
      {designer.canWrite ? <Saving designer={designer} /> : <ReadOnly designer={designer} />}
      <Link
        as="button"
        className={styles.revision}
        title="What was saved when, by whom"
        onClick={() => show('all')}
      >
        {`Revision ${revision}`}
      </Link>
    </>
  );
}

function Saving({ designer }: { designer: DraftSession }) {
  const styles = useStyles();
  const state = useSaveState(designer);
  const note = useNote(designer);
  const own = saveWords(state);
  const words = note === null ? own : `${own} · ${note}`;
  const isBad = state.kind === 'refused' || state.kind === 'conflict';
  return (
    <span
      role="status"
      className={mergeClasses(styles.status, isBad && styles.bad)}
      title={words}
      data-save={state.kind}
    >
      <Icon kind={state.kind} />
      {state.kind === 'refused' ? (
        <Refused designer={designer} words={words} />
      ) : (
        <span className={styles.words}>{words}</span>
      )}
    </span>
  );
}

/** A reason that may be longer than the bar, and what can be done: nothing tries again by itself. */
function Refused({ designer, words }: { designer: DraftSession; words: string }) {
  const styles = useStyles();
  return (
    <Popover withArrow trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button size="small" appearance="transparent" className={styles.refused}>
          <span className={styles.words}>{words}</span>
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label="Why this draft is not saved" className={styles.why}>
        <Text weight="semibold">{words}</Text>
        <Text>What you did is kept in this browser, and is saved with your next change.</Text>
        <Button size="small" onClick={() => designer.autosave.retry()}>
          Save again
        </Button>
      </PopoverSurface>
    </Popover>
  );
}

/** Why nothing can be changed, and what to do about it. */
function ReadOnly({ designer }: { designer: DraftSession }) {
  const styles = useStyles();
  const note = useNote(designer);
  return (
    <>
      <Popover withArrow trapFocus>
        <PopoverTrigger disableButtonEnhancement>
          <Button
            size="small"
            appearance="subtle"
            icon={<EyeRegular />}
            className={styles.readOnly}
          >
            Read only
          </Button>
        </PopoverTrigger>
        <PopoverSurface aria-label="Why this draft is read only" className={styles.why}>
          <Text weight="semibold">You are a reader of the workspace {workspaceName()}</Text>
          <Text>
            Look at everything, follow the jobs, and copy or export what is here; only its
            contributors change, clone and submit drafts.
          </Text>
          <Text>{ASK_AN_OWNER}</Text>
        </PopoverSurface>
      </Popover>
      <span role="status" className={styles.status}>
        {note !== null && <span className={styles.words}>{note}</span>}
      </span>
    </>
  );
}

const NOTE_MS = 12_000;

/** What others did, for as long as it is news. */
function useNote({ note }: DraftSession): string | null {
  const current = useValue(note);
  useEffect(() => {
    if (current === null) return;
    const timer = setTimeout(() => note.set(null), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note, current]);
  return current;
}

function Icon({ kind }: { kind: SaveState['kind'] }) {
  if (kind === 'saved') return <CheckmarkCircleRegular aria-hidden />;
  if (kind === 'offline') return <CloudOffRegular aria-hidden />;
  return kind === 'waiting' || kind === 'saving' ? (
    <CloudArrowUpRegular aria-hidden />
  ) : (
    <WarningRegular aria-hidden />
  );
}
