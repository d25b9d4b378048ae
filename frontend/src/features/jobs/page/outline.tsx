// The steps as a list: find one, see how it stands, show it in the graph.
import {
  Button,
  makeStyles,
  mergeClasses,
  SearchBox,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { ArrowEnterRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { JobSummary } from '../../../api/types';
import { opens, wasSkipped, wordOf } from '../../../lib/job-types';
import { statusLabel } from '../../../lib/statuses';
import { plural } from '../../../lib/text';
import { StatusIcon } from '../../../ui/status';
import { Duration } from '../../../ui/times';
import type { JobView } from './use-job-view';

const useStyles = makeStyles({
  head: { padding: tokens.spacingHorizontalS, display: 'grid', gap: tokens.spacingVerticalXS },
  count: { color: tokens.colorNeutralForeground3, padding: `0 ${tokens.spacingHorizontalXS}` },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalS}`,
    overflowY: 'auto',
    flexGrow: 1,
    minHeight: 0,
  },
  item: { display: 'flex', alignItems: 'center', contentVisibility: 'auto' },
  row: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    width: '100%',
    minHeight: '32px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  took: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
});

function fits(key: string, job: JobSummary, text: string): boolean {
  const all = `${key} ${job.display_name} ${statusLabel(job.status)} ${job.type}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function Took({ job }: { job: JobSummary }) {
  if (job.reused_from) return 'Reused';
  return wasSkipped(job) ? 'Skipped' : <Duration of={job} />;
}

interface OutlineProps {
  view: JobView;
  onLocate: (node: string) => void;
  onEnter: (node: string) => void;
}

export function Outline({ view, onLocate, onEnter }: OutlineProps) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const steps = useMemo(
    () =>
      Object.entries(view.children).filter(
        ([key, job]) => !view.bodies.has(key) && fits(key, job, text.trim()),
      ),
    [view.children, view.bodies, text],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-step]') ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? rows.indexOf(focused) : -1;
    rows[at + step]?.focus();
    event.preventDefault();
  };
  return (
    <>
      <div className={styles.head}>
        <SearchBox
          size="small"
          aria-label="Filter steps by name, status or type"
          placeholder="Filter steps"
          value={text}
          onChange={(_, data) => setText(data.value)}
        />
        <Text size={200} className={styles.count} role="status">
          {plural(steps.length, 'step')}
        </Text>
      </div>
      <ul ref={list} className={styles.list} onKeyDown={onKeyDown}>
        {steps.map(([key, job]) => (
          <li key={key} className={styles.item}>
            <button
              type="button"
              data-step={key}
              className={mergeClasses(styles.row, view.search.node === key && styles.chosen)}
              aria-current={view.search.node === key ? 'true' : undefined}
              onClick={() => onLocate(key)}
            >
              <StatusIcon status={job.status} />
              <span
                className={styles.name}
                title={`${job.display_name || key}: ${statusLabel(job.status)}`}
              >
                {view.graph.document.nodes[key]?.display_name ?? key}
              </span>
              <span className={styles.took}>
                <Took job={job} />
              </span>
            </button>
            {opens(job) && (
              <Tooltip content={`Open the ${wordOf(job)} ${key}`} relationship="label">
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowEnterRegular />}
                  onClick={() => onEnter(key)}
                />
              </Tooltip>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
