// Trials as a table: rank, status, values, metric, time; a click opens the trial.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { TrophyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { SweepTrials, Trial } from '../../../api/types';
import { formatNumber, plural } from '../../../lib/text';
import { StatusLabel } from '../../../ui/status';
import { Duration } from '../../../ui/times';

const FIRST = 50;

const useStyles = makeStyles({
  scroll: {
    overflowX: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200 },
  head: {
    textAlign: 'left',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
  },
  cell: {
    whiteSpace: 'nowrap',
    maxWidth: '180px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  row: { cursor: 'pointer', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  marked: { backgroundColor: tokens.colorNeutralBackground1Selected },
  open: {
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: tokens.colorBrandForegroundLink,
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  best: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    marginLeft: tokens.spacingHorizontalS,
    color: tokens.colorStatusSuccessForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  none: { color: tokens.colorNeutralForeground3 },
});

export interface Shared {
  found: SweepTrials;
  /** Name of the trial under the pointer or the focus. */
  marked: string | null;
  onMark: (name: string | null) => void;
  onOpen: (trial: Trial) => void;
}

export function TrialTable({ found, rows, marked, onMark, onOpen }: Shared & { rows: Trial[] }) {
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard. */}
      <section className={styles.scroll} aria-label="Trials, best first" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.head}>
                Trial
              </th>
              <th scope="col" className={styles.head}>
                Status
              </th>
              <th scope="col" className={mergeClasses(styles.head, styles.number)}>
                {found.primary_metric}
              </th>
              {found.parameters.map(({ name, kind }) => (
                <th
                  key={name}
                  scope="col"
                  className={mergeClasses(styles.head, kind === 'number' && styles.number)}
                >
                  {name}
                </th>
              ))}
              <th scope="col" className={mergeClasses(styles.head, styles.number)}>
                Duration
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((trial) => (
              <Row
                key={trial.name}
                trial={trial}
                found={found}
                isMarked={trial.name === marked}
                onMark={onMark}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > FIRST && (
        <Button appearance="subtle" size="small" onClick={() => setAll(!all)}>
          {all ? `Show the first ${FIRST}` : `Show all ${plural(rows.length, 'trial')}`}
        </Button>
      )}
    </>
  );
}

interface RowProps {
  trial: Trial;
  found: SweepTrials;
  isMarked: boolean;
  onMark: (name: string | null) => void;
  onOpen: (trial: Trial) => void;
}

function Row({ trial, found, isMarked, onMark, onOpen }: RowProps) {
  const styles = useStyles();
  return (
    // A press on the button comes here, too.
    <tr
      className={mergeClasses(styles.row, isMarked && styles.marked)}
      onClick={() => onOpen(trial)}
      onMouseEnter={() => onMark(trial.name)}
      onMouseLeave={() => onMark(null)}
    >
      <td className={styles.cell}>
        <button
          type="button"
          className={styles.open}
          title={trial.name}
          aria-label={`Open trial ${trial.number}`}
        >
          {trial.number}
        </button>
        {trial.name === found.best && (
          <span className={styles.best}>
            <TrophyRegular aria-hidden /> Best
          </span>
        )}
      </td>
      <td className={styles.cell} title={trial.error?.message}>
        <StatusLabel status={trial.status} />
      </td>
      <td className={mergeClasses(styles.cell, styles.number)}>
        <Metric trial={trial} />
      </td>
      {found.parameters.map(({ name, kind }) => (
        <td
          key={name}
          className={mergeClasses(styles.cell, kind === 'number' && styles.number)}
          title={valueText(trial.values[name], false)}
        >
          {valueText(trial.values[name], true)}
        </td>
      ))}
      <td className={mergeClasses(styles.cell, styles.number)}>
        <Duration of={trial} />
      </td>
    </tr>
  );
}

/** A trial that completed and did not log the metric has a problem of its own. */
function Metric({ trial }: { trial: Trial }) {
  const styles = useStyles();
  if (trial.metric !== null) {
    return <span title={String(trial.metric)}>{formatNumber(trial.metric)}</span>;
  }
  return trial.status === 'Completed' ? <span className={styles.none}>not logged</span> : null;
}

function valueText(value: Trial['values'][string] | undefined, short: boolean): string {
  if (value === undefined) return '';
  return typeof value === 'number' && short ? formatNumber(value) : String(value);
}
