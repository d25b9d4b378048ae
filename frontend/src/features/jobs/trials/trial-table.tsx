// Trials as a table: status, metric, values, time, by any of them; a click opens the trial.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { TrophyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { SweepTrials, Trial } from '../../../api/types';
import { formatNumber, plural } from '../../../lib/text';
import { StatusIcon } from '../../../ui/status';
import type { Direction } from '../../../ui/table/columns';
import { SortButton } from '../../../ui/table/sort-button';
import { Duration } from '../../../ui/times';
import { type Column, type Order, orderWords, pressed, statusWord } from './order';

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
  status: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalSNudge },
  none: { color: tokens.colorNeutralForeground3 },
});

export interface Shared {
  found: SweepTrials;
  /** Name of the trial under the pointer or the focus. */
  marked: string | null;
  onMark: (name: string | null) => void;
  onOpen: (trial: Trial) => void;
}

interface TrialTableProps extends Shared {
  rows: Trial[];
  order: Order;
  onOrder: (order: Order) => void;
}

export function TrialTable(props: TrialTableProps) {
  const { found, rows, order, onOrder, marked, onMark, onOpen } = props;
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const label = `Trials, ${orderWords(order, found)}`;
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard. */}
      <section className={styles.scroll} aria-label={label} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns(found).map((column) => (
                <Head
                  key={column.by}
                  {...column}
                  direction={directionOf(order, column.by, found)}
                  onPress={() => onOrder(pressed(order, column.by))}
                />
              ))}
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

interface HeadColumn {
  by: Column;
  label: string;
  isNumber: boolean;
}

function columns({ primary_metric, parameters }: SweepTrials): HeadColumn[] {
  return [
    { by: 'trial', label: 'Trial', isNumber: false },
    { by: 'status', label: 'Status', isNumber: false },
    { by: 'metric', label: primary_metric, isNumber: true },
    ...parameters.map(
      ({ name, kind }): HeadColumn => ({
        by: `value.${name}`,
        label: name,
        isNumber: kind === 'number',
      }),
    ),
    { by: 'duration', label: 'Duration', isNumber: true },
  ];
}

/** Best first is upwards where the least is best. */
function directionOf(order: Order, by: Column, { goal }: SweepTrials): Direction {
  if (order.by !== by) return 'none';
  const isDown = by === 'metric' && goal === 'maximize' ? !order.isReversed : order.isReversed;
  return isDown ? 'descending' : 'ascending';
}

interface HeadProps extends HeadColumn {
  direction: Direction;
  onPress: () => void;
}

function Head({ label, isNumber, direction, onPress }: HeadProps) {
  const styles = useStyles();
  return (
    <th
      scope="col"
      className={mergeClasses(styles.head, isNumber && styles.number)}
      aria-sort={direction}
    >
      <SortButton label={label} direction={direction} onPress={onPress} />
    </th>
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
        <span className={styles.status}>
          <StatusIcon status={trial.status} />
          {statusWord(trial)}
        </span>
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
