/** Whether the work is safe: on the server, on its way, or kept in this browser. */

import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  CloudArrowUpRegular,
  CloudOffRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { useEffect } from 'react';
import { type SaveState, saveWords } from './data/autosave';
import { type DraftSession, useDesigner, useSaveState, useValue } from './data/session';
import { useHistorySearch } from './history/use-history-search';

const useStyles = makeStyles({
  status: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
  },
  revision: {
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    '@media (max-width: 1199px)': { display: 'none' },
  },
  words: { overflow: 'hidden', textOverflow: 'ellipsis' },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

export function SaveStatus() {
  const styles = useStyles();
  const designer = useDesigner();
  const state = useSaveState(designer);
  const note = useNote(designer);
  const own = designer.canWrite ? saveWords(state) : 'Read only';
  const words = note === null ? own : `${own} · ${note}`;
  const isBad = state.kind === 'refused' || state.kind === 'conflict';
  const { show } = useHistorySearch();
  const revision = `Revision ${designer.autosave.revision}`;
  return (
    <>
      <span
        role="status"
        className={mergeClasses(styles.status, isBad && styles.bad)}
        title={words}
        data-save={state.kind}
      >
        <Icon kind={state.kind} />
        <span className={styles.words}>{words}</span>
      </span>
      <Link
        as="button"
        className={styles.revision}
        title="What was saved when, by whom"
        onClick={() => show('all')}
      >
        {revision}
      </Link>
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
