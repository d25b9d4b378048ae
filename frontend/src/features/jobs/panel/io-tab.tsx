// What went in and what came out, with where it came from.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { jobFiles } from '../../../api/files';
import type { Job, JobInput } from '../../../api/types';
import type { JobView } from '../page/use-job-view';
import { DataCard } from './data-card';
import { Part } from './part';
import { Producer } from './producer';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  stack: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
});

function isData(input: JobInput): boolean {
  return input.uri !== null || input.from !== null || input.asset !== null;
}

export function IoTab({ job, view }: { job: Job; view: JobView }) {
  const styles = useStyles();
  const inputs = Object.entries(job.inputs);
  const outputs = Object.entries(job.outputs);
  return (
    <>
      <Part title="Inputs">
        {inputs.length === 0 && <Text className={styles.quiet}>No inputs.</Text>}
        <div className={styles.stack}>
          {inputs.map(([name, input]) => (
            <DataCard
              key={name}
              name={name}
              type={input.type}
              value={isData(input) ? null : (input.value ?? '')}
              uri={input.uri}
              asset={input.asset}
              source={input.uri || input.from ? jobFiles(job.name, `input:${name}`) : null}
            >
              {input.from && <Producer input={input} from={input.from} view={view} />}
            </DataCard>
          ))}
        </div>
      </Part>
      <Part title="Outputs">
        {outputs.length === 0 && <Text className={styles.quiet}>No outputs yet.</Text>}
        <div className={styles.stack}>
          {outputs.map(([name, output]) => (
            <DataCard
              key={name}
              name={name}
              type={output.type}
              value={output.value ?? null}
              uri={output.uri}
              size={output.size_bytes}
              files={output.files_count}
              deletedAt={output.deleted_at}
              source={output.uri ? jobFiles(job.name, `output:${name}`) : null}
            />
          ))}
        </div>
      </Part>
    </>
  );
}
