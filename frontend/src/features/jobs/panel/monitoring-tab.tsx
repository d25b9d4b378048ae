// What the step uses of its machine, while it runs and afterwards.
import { Dropdown, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { PulseRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { jobMonitorQuery } from '../../../api/jobs';
import type { Job, Monitoring } from '../../../api/types';
import { formatBytes } from '../../../lib/bytes';
import { hasEnded } from '../../../lib/statuses';
import { formatDuration } from '../../../lib/time';
import { LineChart } from '../../../ui/chart/line-chart';
import { EmptyState } from '../../../ui/empty-state';
import { Facts } from '../../../ui/facts';
import { ProblemView } from '../../../ui/problem-view';
import type { JobView } from '../page/use-job-view';
import { TakenFrom } from './taken-from';

const EVERY_MS = 2000;

const useStyles = makeStyles({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(236px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  drop: { minWidth: '140px', alignSelf: 'flex-start' },
});

function percent(value: number): string {
  return `${Math.round(value * 10) / 10} %`;
}

function peak(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((a, b) => Math.max(a, b)) : null;
}

function last(values: readonly (number | null)[], format: (value: number) => string): string {
  const value = values.at(-1);
  return value === null || value === undefined ? '' : format(value);
}

export function MonitoringTab({ job, view }: { job: Job; view: JobView }) {
  const styles = useStyles();
  const { search, go } = view;
  const chosen = search.attempt === undefined ? undefined : Number(search.attempt);
  const runs = !hasEnded(job.status);
  const samples = useQuery({
    ...jobMonitorQuery(job.name, chosen),
    refetchInterval: runs ? EVERY_MS : false,
  });
  if (samples.isError) {
    return <ProblemView error={samples.error} onRetry={() => void samples.refetch()} />;
  }
  if (!samples.data) return <Text>Loading</Text>;
  const found = samples.data;
  const attempts = found.attempts;
  return (
    <>
      <TakenFrom job={job} tab="monitoring" />
      {attempts.length > 1 && (
        <Dropdown
          className={styles.drop}
          size="small"
          aria-label="Attempt"
          value={`Attempt ${found.attempt}`}
          selectedOptions={[String(found.attempt)]}
          onOptionSelect={(_, data) => {
            if (data.optionValue) go({ ...search, attempt: data.optionValue }, { replace: true });
          }}
        >
          {attempts.map((each) => (
            <Option key={each} value={String(each)} text={`Attempt ${each}`}>
              Attempt {each}
            </Option>
          ))}
        </Dropdown>
      )}
      {found.at_ms.length === 0 ? <NoSamples runs={runs} /> : <Charts found={found} />}
    </>
  );
}

function NoSamples({ runs }: { runs: boolean }) {
  return (
    <EmptyState
      icon={PulseRegular}
      title={runs ? 'No samples yet' : 'No samples'}
      text={
        runs
          ? 'Processor and memory use is sampled from half a second after the command began.'
          : 'It ended within half a second, before the first sample, or never ran.'
      }
    />
  );
}

function Charts({ found }: { found: Monitoring }) {
  const styles = useStyles();
  const { at_ms: x, cpu_percent: cpu, memory_bytes: memory } = found;
  const seconds = ((x.at(-1) ?? 0) - (x[0] ?? 0)) / 1000;
  const mean = cpu.reduce((sum, value) => sum + value, 0) / cpu.length;
  const shared = { x, axis: 'clock', fromZero: true } as const;
  const gpu = peak(found.gpu_percent) !== null;
  return (
    <>
      <Facts
        facts={[
          { name: 'Most memory', value: formatBytes(peak(memory) ?? 0) },
          { name: 'Mean CPU', value: `${percent(mean)} of one core` },
          { name: 'Sampled for', value: formatDuration(seconds) },
        ]}
      />
      <div className={styles.charts}>
        <LineChart
          {...shared}
          title="CPU, of one core"
          note={last(cpu, percent)}
          lines={[{ label: 'CPU', values: cpu }]}
          format={percent}
        />
        <LineChart
          {...shared}
          title="Memory"
          note={last(memory, formatBytes)}
          lines={[{ label: 'Memory', values: memory, colour: 2 }]}
          format={formatBytes}
        />
        {gpu && (
          <LineChart
            {...shared}
            title="GPU, of the machine"
            note={last(found.gpu_percent, percent)}
            lines={[{ label: 'GPU', values: found.gpu_percent, colour: 3 }]}
            format={percent}
          />
        )}
        {gpu && (
          <LineChart
            {...shared}
            title="GPU memory, of the machine"
            note={last(found.gpu_memory_bytes, formatBytes)}
            lines={[{ label: 'GPU memory', values: found.gpu_memory_bytes, colour: 4 }]}
            format={formatBytes}
          />
        )}
        <LineChart
          {...shared}
          title="Processes"
          note={last(found.processes, String)}
          lines={[{ label: 'Processes', values: found.processes, colour: 1 }]}
          format={(value) => String(Math.round(value))}
        />
      </div>
    </>
  );
}
