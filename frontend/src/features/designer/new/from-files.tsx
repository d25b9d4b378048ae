/** YAML typed or pasted, with completion and findings; or a file, a zip or a folder. */

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { Diagnostic } from '../../../api/types';
import { useDebounced } from '../../../lib/debounce';
import { plural } from '../../../lib/text';
import { useKeptText } from '../../../lib/use-kept-text';
import { FileButton } from '../../../ui/file-button';
import { LazyYamlEditor } from '../../../ui/yaml/lazy-yaml-editor';
import { languageSchemaQuery, validateYaml } from '../data/api';
import { IMPORTED } from '../yaml/bring-files';
import { draftNames } from '../yaml/yaml-names';
import { useFilesDraft, useYamlDraft } from './use-new-drafts';

const START = `$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
display_name: My pipeline
settings:
  default_compute: azureml:cpu-cluster
jobs:
  hello:
    command: echo "Hello"
    environment:
      image: pipeline-studio/python
`;
const REST_MS = 500;
const NAMES = draftNames(() => ({ document: null, components: {} }));

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  editor: {
    height: 'min(52vh, 560px)',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
});

export function FromFiles() {
  const styles = useStyles();
  const { text, set, clear } = useKeptText('new-pipeline', START);
  const rested = useDebounced(text, REST_MS);
  const schema = useQuery(languageSchemaQuery('pipeline-job'));
  const checked = useQuery({
    queryKey: ['validate-yaml', rested],
    queryFn: () => validateYaml(rested),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const write = useYamlDraft();
  const bring = useFilesDraft();
  const findings = checked.data?.diagnostics ?? [];
  return (
    <div className={styles.root}>
      <div className={styles.row}>
        <FileButton
          accept={IMPORTED}
          label="Choose a YAML, JSON or zip file"
          disabled={bring.isPending}
          onFiles={(files) => bring.mutate(files)}
        />
        <FileButton
          folder
          label="Choose a folder"
          disabled={bring.isPending}
          onFiles={(files) => bring.mutate(files)}
        />
        <Text size={200} role="status">
          {bring.isPending
            ? `Reading ${bring.variables[0]?.name}…`
            : 'Components and code beside the pipeline come with it.'}
        </Text>
      </div>
      <div className={styles.editor}>
        <LazyYamlEditor
          label="YAML of the new pipeline"
          value={text}
          onChange={set}
          findings={findings}
          schema={schema.data ?? null}
          names={NAMES}
        />
      </div>
      <div className={styles.row}>
        <Button
          appearance="primary"
          disabled={!text.trim() || write.isPending || checked.data?.document === null}
          onClick={() => write.mutate(text, { onSuccess: clear })}
        >
          {write.isPending ? 'Creating…' : 'Create the draft'}
        </Button>
        <Text size={200} role="status">
          {findingWords(checked.data?.diagnostics, checked.isFetching)}
        </Text>
      </div>
    </div>
  );
}

/** Nothing before there is a text that was checked. */
function findingWords(findings: readonly Diagnostic[] | undefined, isChecking: boolean): string {
  if (findings === undefined) return isChecking ? 'Checking…' : '';
  const [first] = findings;
  return first ? `${plural(findings.length, 'finding')}: ${first.message}` : 'No findings.';
}
