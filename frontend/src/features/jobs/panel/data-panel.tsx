// A piece of data in the graph: a data node, or one of the pipeline's own inputs and outputs.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { jobFiles } from '../../../api/files';
import { jobQuery } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import type { JobView } from '../page/use-job-view';
import { DataCard } from './data-card';
import { Producer } from './producer';

const useStyles = makeStyles({
  body: {
    padding: tokens.spacingHorizontalL,
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    overflow: 'auto',
  },
});

export function DataPanel({ view, node }: { view: JobView; node: string }) {
  const styles = useStyles();
  const job = useQuery(jobQuery(view.shown.name)).data;
  return (
    <div className={styles.body}>
      {node.startsWith('inputs.') && job && <InputEnd job={job} name={node.slice(7)} view={view} />}
      {node.startsWith('outputs.') && job && <OutputEnd job={job} name={node.slice(8)} />}
      {!/^(in|out)puts\./.test(node) && <DataNodeCard view={view} node={node} />}
    </div>
  );
}

function InputEnd({ job, name, view }: { job: Job; name: string; view: JobView }) {
  const input = job.inputs[name];
  if (!input) return <Text>The pipeline has no input {name}.</Text>;
  return (
    <DataCard
      name={name}
      type={input.type}
      value={input.uri || input.from ? null : (input.value ?? '')}
      uri={input.uri}
      asset={input.asset}
      source={input.uri ? jobFiles(job.name, `input:${name}`) : null}
    >
      {input.from && <Producer input={input} from={input.from} view={view} />}
    </DataCard>
  );
}

function OutputEnd({ job, name }: { job: Job; name: string }) {
  const output = job.outputs[name];
  if (!output) return <Text>The output {name} is there once the pipeline has ended.</Text>;
  return (
    <DataCard
      name={name}
      type={output.type}
      value={output.value ?? null}
      uri={output.uri}
      size={output.size_bytes}
      files={output.files_count}
      deletedAt={output.deleted_at}
      source={output.uri ? jobFiles(job.name, `output:${name}`) : null}
    />
  );
}

/** A data node is looked at through the step that reads it. */
function DataNodeCard({ view, node }: { view: JobView; node: string }) {
  const { document } = view.graph;
  const data = document.nodes[node];
  const binding = document.bindings.find((each) => each.source.node === node);
  const reader = binding?.target.node ? view.children[binding.target.node] : undefined;
  if (data?.kind !== 'data') return <Text>There is no step {node} in this graph.</Text>;
  return (
    <DataCard
      name={data.display_name ?? node}
      type={data.type}
      value={null}
      uri={data.path}
      source={reader && binding ? jobFiles(reader.name, `input:${binding.target.port}`) : null}
    />
  );
}
