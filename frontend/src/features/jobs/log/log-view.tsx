// A live log: search, filter, wrap, follow.
import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { apiUrl, segment } from '../../../api/client';
import { formatBytes } from '../../../lib/bytes';
import { ProblemView } from '../../../ui/problem-view';
import { LogLines } from './log-lines';
import type { LogFeed } from './log-source';
import { type LogOptions, LogToolbar } from './log-toolbar';
import { compile, nextMatch } from './search';
import { useLogFeed } from './use-log';
import { useLogSearch } from './use-log-search';

const WRAP_KEY = 'studio.log.wrap';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    flexGrow: 1,
    minHeight: 0,
  },
  frame: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: '120px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
  note: { padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground3 },
});

interface LogViewProps {
  job: string;
  path: string;
  /** Bytes when the list of logs was read; undefined until then. */
  size: number | undefined;
}

/** `key` it by job and path: a view belongs to one log. */
export function LogView({ job, path, size }: LogViewProps) {
  const feed = useLogFeed(job, path, size);
  if (!feed) return null;
  return <LogBody key={`${job} ${path}`} job={job} path={path} feed={feed} />;
}

function startOptions(): LogOptions {
  const wrap = localStorage.getItem(WRAP_KEY) === 'yes';
  return { text: '', isRegex: false, matchCase: false, filter: false, wrap };
}

function LogBody({ job, path, feed }: { job: string; path: string; feed: LogFeed }) {
  const styles = useStyles();
  const [options, setOptions] = useState(startOptions);
  const [follow, setFollow] = useState(true);
  const [current, setCurrent] = useState<number | null>(null);
  const { text, isRegex, matchCase, filter, wrap } = options;
  const { regex, error } = useMemo(
    () => compile(text, isRegex, matchCase),
    [text, isRegex, matchCase],
  );
  const found = useLogSearch(feed.buffer, regex);
  const position = current === null ? -1 : found.lines.indexOf(current);

  const change = (given: Partial<LogOptions>) => {
    setOptions((before) => ({ ...before, ...given }));
    if (given.wrap !== undefined) localStorage.setItem(WRAP_KEY, given.wrap ? 'yes' : 'no');
    if (given.text !== undefined) setCurrent(null);
  };
  const step = (by: number) => {
    const count = found.lines.length;
    if (count === 0) return;
    const from = position < 0 ? nextMatch(found.lines, current ?? 0) - (by > 0 ? 1 : 0) : position;
    const line = found.lines[(from + by + count) % count];
    setFollow(false);
    setCurrent(line ?? null);
  };

  return (
    <div className={styles.root}>
      <LogToolbar
        options={options}
        onChange={change}
        error={error}
        matches={found.lines.length}
        position={position}
        searching={!found.done}
        onStep={step}
        downloadUrl={apiUrl(`jobs/${segment(job)}/logs/download`, { path })}
      />
      {feed.state === 'loading' && feed.size > 0 && (
        <ProgressBar
          value={feed.read}
          max={feed.size}
          aria-label={`Reading the log: ${formatBytes(feed.read)} of ${formatBytes(feed.size)}`}
        />
      )}
      {feed.state === 'failed' && <ProblemView error={feed.error} />}
      <div className={styles.frame}>
        {feed.read === 0 && feed.state !== 'loading' && (
          <Text className={styles.note}>{emptyText(feed)}</Text>
        )}
        <LogLines
          label={`Log ${path}`}
          buffer={feed.buffer}
          lines={filter && regex ? found.lines : null}
          wrap={wrap}
          regex={regex}
          current={current}
          follow={follow}
          onFollow={setFollow}
        />
      </div>
    </div>
  );
}

function emptyText(feed: LogFeed): string {
  if (feed.state === 'ended') return 'The step printed nothing.';
  return 'Nothing has been printed yet. Lines appear here as they come.';
}
