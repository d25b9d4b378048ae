// Every try at running the step's command.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Attempt } from '../../../api/types';
import { clockTime, formatDuration } from '../../../lib/time';
import { Part } from './part';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200 },
  head: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS} 0`,
  },
  cell: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    whiteSpace: 'nowrap',
  },
});

function took(attempt: Attempt): string {
  if (!attempt.started_at || !attempt.ended_at) return '';
  return formatDuration((Date.parse(attempt.ended_at) - Date.parse(attempt.started_at)) / 1000);
}

export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const styles = useStyles();
  return (
    <Part title="Attempts">
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {['Attempt', 'Worker', 'Started', 'Took', 'Outcome', 'Exit code'].map((name) => (
                <th key={name} scope="col" className={styles.head}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt) => (
              <tr key={attempt.number}>
                <td className={styles.cell}>{attempt.number}</td>
                <td className={styles.cell}>{attempt.worker}</td>
                <td className={styles.cell}>
                  {attempt.started_at ? clockTime(attempt.started_at) : ''}
                </td>
                <td className={styles.cell}>{took(attempt)}</td>
                <td className={styles.cell}>{attempt.outcome || 'Running'}</td>
                <td className={styles.cell}>{attempt.exit_code}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
