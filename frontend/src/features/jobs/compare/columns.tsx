// A table with one column a job: what the rows are about stays in sight, cells unlike the baseline's stand out.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode, UIEvent } from 'react';
import type { JobSummary } from '../../../api/types';
import { letterAt } from './compared-jobs';

const LABEL_PX = 200;
const COLUMN_PX = 128;

const useStyles = makeStyles({
  all: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
  },
  scroll: {
    overflowX: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: {
    borderCollapse: 'separate',
    borderSpacing: 0,
    tableLayout: 'fixed',
    width: '100%',
    fontSize: tokens.fontSizeBase200,
  },
  head: {
    textAlign: 'left',
    verticalAlign: 'bottom',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`,
  },
  label: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    backgroundColor: tokens.colorNeutralBackground1,
    paddingLeft: 0,
    overflowWrap: 'anywhere',
  },
  cell: {
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  differs: { fontWeight: tokens.fontWeightSemibold },
  unlike: { backgroundColor: tokens.colorBrandBackground2 },
  note: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  none: { color: tokens.colorNeutralForeground3 },
});

/** Tables below each other whose columns stay below each other: one scrolls, all scroll. */
export function ColumnTables({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const follow = ({ currentTarget, target }: UIEvent<HTMLElement>) => {
    if (!(target instanceof HTMLElement) || target.dataset.columns === undefined) return;
    for (const one of currentTarget.querySelectorAll('[data-columns]'))
      one.scrollLeft = target.scrollLeft;
  };
  return (
    <div className={styles.all} onScrollCapture={follow}>
      {children}
    </div>
  );
}

export interface ColumnRow {
  key: string;
  title: string;
  /** Whose it is, or what kind of thing. */
  note?: string;
  cells: readonly ColumnCell[];
}

export interface ColumnCell {
  /** null: there is none. */
  content: ReactNode;
  /** All of it, where the cell cuts it. */
  whole?: string;
  /** Not what the baseline has. */
  isUnlike: boolean;
}

interface ColumnTableProps {
  label: string;
  jobs: readonly JobSummary[];
  rows: readonly ColumnRow[];
  /** Instead of the letter alone. */
  head?: (job: JobSummary, place: number) => ReactNode;
}

export function ColumnTable({ label, jobs, rows, head }: ColumnTableProps) {
  const styles = useStyles();
  const minWidth = LABEL_PX + jobs.length * COLUMN_PX;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard.
    <div className={styles.scroll} role="group" aria-label={label} tabIndex={0} data-columns>
      <table className={styles.table} style={{ minWidth }} aria-label={label}>
        <colgroup>
          <col style={{ width: LABEL_PX }} />
          <col span={jobs.length} />
        </colgroup>
        <thead>
          <tr>
            <td className={mergeClasses(styles.head, styles.label)} />
            {jobs.map((job, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a job may be compared with itself.
              <th key={place} scope="col" className={styles.head} title={job.display_name}>
                {head ? head(job, place) : letterAt(place)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row: { title, note, cells } }: { row: ColumnRow }) {
  const styles = useStyles();
  const differs = cells.some((cell) => cell.isUnlike);
  return (
    <tr>
      <th
        scope="row"
        className={mergeClasses(styles.cell, styles.label, differs && styles.differs)}
      >
        {title}
        {note && <span className={styles.note}> {note}</span>}
      </th>
      {cells.map(({ content, whole, isUnlike }, place) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
          key={place}
          className={mergeClasses(
            styles.cell,
            isUnlike && styles.unlike,
            isUnlike && styles.differs,
          )}
          title={whole}
        >
          {content ?? <span className={styles.none}>(none)</span>}
        </td>
      ))}
    </tr>
  );
}
