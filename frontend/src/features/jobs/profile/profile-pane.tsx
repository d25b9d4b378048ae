// Where the time of a job went: one row a step, with its wait, its run, and the critical path.
import {
  Button,
  makeStyles,
  mergeClasses,
  Select,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, TimelineRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useSeconds } from '../../../lib/clock';
import { hasEnded } from '../../../lib/statuses';
import { plural } from '../../../lib/text';
import { formatDuration } from '../../../lib/time';
import { useWidth } from '../../../lib/use-width';
import { EmptyState } from '../../../ui/empty-state';
import type { JobView } from '../page/use-job-view';
import { LONG_SECONDS, MODES, type Mode, modeOf, ORDERS, orderOf } from './modes';
import { ProfileRow } from './profile-row';
import { type Place, sheet } from './sheet';
import { criticalPath, csvOf, extent, spanOf } from './spans';

const ROW_PX = 30;
const TICK_PX = 64;

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  end: { marginLeft: 'auto' },
  sum: { flexBasis: '100%', order: 1, color: tokens.colorNeutralForeground3 },
  scroll: { flexGrow: 1, minHeight: 0, overflow: 'auto' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'flex',
    height: '28px',
    alignItems: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, position: 'relative' },
  name: {
    width: '168px',
    boxSizing: 'border-box',
    flexShrink: 0,
    paddingLeft: tokens.spacingHorizontalM,
  },
  number: { width: '64px', flexShrink: 0, textAlign: 'right' },
  axis: { position: 'relative', flexGrow: 1, minWidth: '72px', height: '100%', margin: '0 16px' },
  tick: {
    position: 'absolute',
    top: '6px',
    transform: 'translateX(-50%)',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
});

interface ProfilePaneProps {
  view: JobView;
  onLocate: (path: string) => void;
}

export function ProfilePane({ view, onLocate }: ProfilePaneProps) {
  const styles = useStyles();
  const { steps, links, search, go } = view;
  const runs = !hasEnded(view.root.status);
  const now = useSeconds(runs) || Date.now();
  const mode = modeOf(search.mode);
  const order = orderOf(search.order);
  const critical = useMemo(() => criticalPath(steps, links, now), [steps, links, now]);
  const spans = useMemo(() => steps.map((step) => spanOf(step, now)), [steps, now]);
  const whole = useMemo(() => extent(spans, now), [spans, now]);
  const rows = useMemo(
    () => sheet(steps, spans, critical, mode, order, search.critical === true),
    [steps, spans, critical, mode, order, search.critical],
  );
  const download = () => {
    const url = URL.createObjectURL(
      new Blob([csvOf(steps, critical, now)], { type: 'text/csv;charset=utf-8' }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = `${view.root.name}-profile.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  if (whole === null) {
    return (
      <EmptyState
        icon={TimelineRegular}
        title="Nothing has begun yet"
        text="Each step shows up here as soon as it is queued."
      />
    );
  }
  const ran = [...critical].reduce((sum, place) => sum + (spans[place]?.runSeconds ?? 0), 0);
  const waited = [...critical].reduce((sum, place) => sum + (spans[place]?.queueSeconds ?? 0), 0);
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <Select
          size="small"
          aria-label="Which steps"
          value={mode}
          onChange={(_, data) => go({ ...search, mode: data.value }, { replace: true })}
        >
          {Object.entries(MODES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          aria-label="Order of the rows"
          value={order}
          disabled={mode === 'tree'}
          onChange={(_, data) => go({ ...search, order: data.value }, { replace: true })}
        >
          {Object.entries(ORDERS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <Switch
          label="Critical path only"
          checked={search.critical === true}
          onChange={(_, data) => {
            const { critical: _critical, ...rest } = search;
            go(data.checked ? { ...rest, critical: true } : rest, { replace: true });
          }}
        />
        <Text size={200} className={styles.sum} role="status">
          {formatDuration((whole.to - whole.from) / 1000)} in all. Critical path:{' '}
          {plural(critical.size, 'step')}, {formatDuration(ran)} running and{' '}
          {formatDuration(waited)} in the queue.
        </Text>
        <Button
          className={styles.end}
          size="small"
          icon={<ArrowDownloadRegular />}
          onClick={download}
        >
          Download CSV
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          icon={TimelineRegular}
          title={`No step took ${LONG_SECONDS} seconds`}
          text="All steps are in the flat view."
        />
      ) : (
        <Rows rows={rows} whole={whole} mode={mode} search={search} onLocate={onLocate} />
      )}
    </div>
  );
}

interface RowsProps {
  rows: readonly Place[];
  whole: { from: number; to: number };
  mode: Mode;
  search: JobView['search'];
  onLocate: (path: string) => void;
}

function Rows({ rows, whole, search, onLocate }: RowsProps) {
  const styles = useStyles();
  const scroll = useRef<HTMLDivElement>(null);
  const [axis, width] = useWidth<HTMLSpanElement>();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const chosen = search.graph ? `${search.graph}.${search.node}` : search.node;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard.
    <div ref={scroll} className={styles.scroll} tabIndex={0} role="group" aria-label="Profile">
      <div className={styles.head} aria-hidden>
        <span className={styles.name}>Step</span>
        <span className={styles.number}>Queue</span>
        <span className={styles.number}>Run</span>
        <span ref={axis} className={styles.axis}>
          {ticksOf(whole, width / TICK_PX).map(({ at, label }) => (
            <span key={label} className={mergeClasses(styles.tick)} style={{ left: `${at}%` }}>
              {label}
            </span>
          ))}
        </span>
      </div>
      <ul className={styles.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <ProfileRow
              key={row.step.name}
              row={row}
              top={item.start}
              whole={whole}
              isChosen={row.step.path === chosen}
              onLocate={onLocate}
            />
          );
        })}
      </ul>
    </div>
  );
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 86_400];

/** Round numbers of seconds from the start on, about so many. */
function ticksOf({ from, to }: RowsProps['whole'], about: number): { at: number; label: string }[] {
  const seconds = (to - from) / 1000;
  const most = Math.max(1, Math.min(10, Math.floor(about)));
  const each = STEPS.find((step) => seconds / step <= most) ?? seconds / most;
  const count = Math.floor(seconds / each);
  return Array.from({ length: count + 1 }, (_, number) => ({
    at: (100 * number * each) / seconds,
    label: formatDuration(number * each),
  }));
}
