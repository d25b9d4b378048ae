// The first rows of a table of text.
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  scroll: {
    maxHeight: '420px',
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  table: {
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    minWidth: '100%',
  },
  head: {
    position: 'sticky',
    top: 0,
    textAlign: 'left',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    whiteSpace: 'nowrap',
  },
  cell: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    whiteSpace: 'nowrap',
    maxWidth: '320px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

/** Positions are the only names that rows and columns of a file have. */
function numbered<T>(items: readonly T[]): { key: string; item: T }[] {
  return items.map((item, index) => ({ key: String(index), item }));
}

interface CsvTableProps {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

export function CsvTable({ name, columns, rows }: CsvTableProps) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard.
    <div className={styles.scroll} role="region" aria-label={`Rows of ${name}`} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {numbered(columns).map(({ key, item }) => (
              <th key={key} scope="col" className={styles.head}>
                {item}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered(rows).map((row) => (
            <tr key={row.key}>
              {numbered(row.item).map(({ key, item }) => (
                <td key={key} className={styles.cell}>
                  {item}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
