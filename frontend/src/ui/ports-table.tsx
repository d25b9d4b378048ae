// A component's inputs or outputs, as a table.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Port } from '../api/types';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%' },
  head: {
    textAlign: 'left',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXS} 0`,
    whiteSpace: 'nowrap',
  },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    verticalAlign: 'top',
  },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

function limits(port: Port): string {
  if (port.enum) return port.enum.join(', ');
  const low = port.min === null ? '' : `from ${port.min}`;
  const high = port.max === null ? '' : `to ${port.max}`;
  return [low, high].filter(Boolean).join(' ');
}

const HEADS = ['Name', 'Type', 'Default', 'Allowed', 'Description'];

export function PortsTable({ ports, kind }: { ports: readonly Port[]; kind: 'input' | 'output' }) {
  const styles = useStyles();
  if (ports.length === 0) return <Text className={styles.quiet}>No {kind}s.</Text>;
  const heads = kind === 'input' ? HEADS : ['Name', 'Type', 'Description'];
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={styles.head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ports.map((port) => (
            <tr key={port.name}>
              <td className={styles.cell}>
                <span className={styles.mono}>{port.name}</span>
                {port.optional && <span className={styles.quiet}> optional</span>}
              </td>
              <td className={styles.cell}>
                <span className={styles.mono}>{port.type}</span>
              </td>
              {kind === 'input' && (
                <>
                  <td className={styles.cell}>
                    <span className={styles.mono}>
                      {port.default === null ? '' : String(port.default)}
                    </span>
                    {port.default === null && !port.optional && (
                      <span className={styles.quiet}>required</span>
                    )}
                  </td>
                  <td className={styles.cell}>{limits(port)}</td>
                </>
              )}
              <td className={styles.cell}>{port.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
