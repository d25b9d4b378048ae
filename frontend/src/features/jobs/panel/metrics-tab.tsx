// Metrics: the latest values, and a small chart for each that has a history.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DataLineRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { jobMetricsQuery } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { hasEnded } from '../../../lib/statuses';
import { formatNumber } from '../../../lib/text';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemView } from '../../../ui/problem-view';
import { MetricChart } from './metric-chart';
import { Part } from './part';

const useStyles = makeStyles({
  table: { borderCollapse: 'collapse', width: '100%' },
  head: {
    textAlign: 'left',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  cell: {
    padding: `${tokens.spacingVerticalXS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
});

function valueText(value: number | string): string {
  return typeof value === 'number' ? formatNumber(value) : value;
}

export function MetricsTab({ job }: { job: Job }) {
  const styles = useStyles();
  const metrics = useQuery(jobMetricsQuery(job.name));
  if (metrics.isError) {
    return <ProblemView error={metrics.error} onRetry={() => void metrics.refetch()} />;
  }
  if (!metrics.data) return <Text>Loading</Text>;
  const latest = Object.entries(metrics.data.latest).sort(([a], [b]) => a.localeCompare(b));
  const charts = Object.entries(metrics.data.history).filter(([, points]) => points.length > 1);
  if (latest.length === 0) {
    return (
      <EmptyState
        icon={DataLineRegular}
        title={hasEnded(job.status) ? 'No metrics' : 'No metrics yet'}
        text="A step logs them with MLflow; they show up here while it runs."
        command='mlflow.log_metric("loss", 0.42, step=1)'
      />
    );
  }
  return (
    <>
      <Part title="Latest values">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.head}>
                Metric
              </th>
              <th scope="col" className={mergeClasses(styles.head, styles.number)}>
                Value
              </th>
            </tr>
          </thead>
          <tbody>
            {latest.map(([name, value]) => (
              <tr key={name}>
                <td className={styles.cell}>{name}</td>
                <td className={mergeClasses(styles.cell, styles.number)} title={String(value)}>
                  {valueText(value)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
      {charts.length > 0 && (
        <Part title="By step">
          <div className={styles.charts}>
            {charts.map(([name, points]) => (
              <MetricChart key={name} name={name} points={points} />
            ))}
          </div>
        </Part>
      )}
    </>
  );
}
