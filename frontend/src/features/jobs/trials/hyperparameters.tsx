// The values that a trial was given by its sweep.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Job } from '../../../api/types';
import { Part } from '../panel/part';

const useStyles = makeStyles({
  table: { borderCollapse: 'collapse', width: '100%' },
  name: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  value: {
    padding: `${tokens.spacingVerticalXS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
});

function valuesOf(job: Job): [string, string][] {
  const written = job.properties.hyperparameters;
  if (written === undefined) return [];
  try {
    const found: unknown = JSON.parse(written);
    if (typeof found !== 'object' || found === null) return [];
    return Object.entries(found).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]);
  } catch {
    return [];
  }
}

export function Hyperparameters({ job }: { job: Job }) {
  const styles = useStyles();
  const values = valuesOf(job);
  if (values.length === 0) return null;
  return (
    <Part title="Hyperparameters">
      <table className={styles.table}>
        <tbody>
          {values.map(([name, value]) => (
            <tr key={name}>
              <th scope="row" className={styles.name}>
                {name}
              </th>
              <td className={styles.value}>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
