/** YAML typed or pasted, with completion and findings; or a file, a zip or a folder. */

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { Diagnostic } from '../../../api/types';
import { useDebounced } from '../../../lib/debounce';
import { plural } from '../../../lib/text';
import { useKeptText } from '../../../lib/use-kept-text';
import { DropZone } from '../../../ui/drop-zone';
import { FileButton } from '../../../ui/file-button';
import { DiagnosticList } from '../../../ui/problem-view';
import { toast } from '../../../ui/toast';
import { LazyYamlEditor } from '../../../ui/yaml/lazy-yaml-editor';
import { languageSchemaQuery, validateYaml } from '../data/api';
import { useValue } from '../data/session';
import { IMPORTED, whyNotImport } from '../import/bring-files';
import { ImportDialog } from '../import/import-dialog';
import { startImport } from '../import/import-flow';
import { ImportProgress } from '../import/import-progress';
import { MissingFiles } from '../import/missing-files';
import { countNotSent, withoutRemedy } from '../import/not-sent';
import { pipelineNames } from '../yaml/yaml-names';
import { useImport, useYamlDraft } from './use-new-drafts';

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
const NAMES = pipelineNames();

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  reading: { flexGrow: 1, maxWidth: '420px' },
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
  const flow = useImport();
  const step = useValue(flow.step);
  const bring = (files: readonly File[]) => {
    const body = whyNotImport(files);
    if (body === null) void startImport(flow, files);
    else toast({ intent: 'warning', title: 'Nothing was imported', body });
  };
  const findings = checked.data?.diagnostics ?? [];
  const missing = countNotSent(findings);
  return (
    <DropZone folders hint="Drop a YAML file, a zip or a folder to begin with it" onFiles={bring}>
      <div className={styles.root}>
        <div className={styles.row}>
          <FileButton
            accept={IMPORTED}
            label="Choose a YAML, JSON or zip file"
            disabled={step !== null}
            onFiles={bring}
          />
          <FileButton folder label="Choose a folder" disabled={step !== null} onFiles={bring} />
          <div role="status" className={styles.reading}>
            {step?.kind === 'reading' ? (
              <ImportProgress step={step} />
            ) : (
              <Text size={200}>
                Components, code and data beside the pipeline come with its folder.
              </Text>
            )}
          </div>
        </div>
        {missing > 0 && (
          <MissingFiles
            count={missing}
            onFiles={(files) => void startImport(flow, files, new File([text], 'pipeline.yml'))}
          />
        )}
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
        {findings.length > 0 && (
          <section aria-label="Findings">
            <DiagnosticList diagnostics={withoutRemedy(findings)} />
          </section>
        )}
        <ImportDialog importing={flow.step} />
      </div>
    </DropZone>
  );
}

/** Nothing before there is a text that was checked. */
function findingWords(findings: readonly Diagnostic[] | undefined, isChecking: boolean): string {
  if (findings === undefined) return isChecking ? 'Checking…' : '';
  return findings.length > 0 ? `${plural(findings.length, 'finding')}:` : 'No findings.';
}
