/** A new version of a component: its YAML, edited with completion and findings in place. */

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request, segment } from '../../api/client';
import { keys } from '../../api/keys';
import type { ComponentVersion, Diagnostic } from '../../api/types';
import { useDebounced } from '../../lib/debounce';
import { useKeptText } from '../../lib/use-kept-text';
import { toast, toastProblem } from '../../ui/toast';
import { LazyYamlEditor } from '../../ui/yaml/lazy-yaml-editor';
import type { JsonSchema } from '../../ui/yaml/schema';

const REST_MS = 500;

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM },
  editor: {
    height: 'min(60vh, 640px)',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

interface Edited {
  diagnostics: Diagnostic[];
  created: boolean;
  version: ComponentVersion | null;
}

interface NewVersionProps {
  component: ComponentVersion;
  onSaved: (version: string) => void;
}

export function NewVersion({ component, onSaved }: NewVersionProps) {
  const styles = useStyles();
  const client = useQueryClient();
  const { name, version, type } = component;
  const { text, set, clear } = useKeptText(`component.${name}.${version}`, component.yaml);
  const rested = useDebounced(text, REST_MS);
  const send = (yaml: string, save: boolean) =>
    request<Edited>('POST', `components/${segment(name)}/versions/${segment(version)}/edited`, {
      yaml,
      save,
    });
  const schema = useQuery({
    queryKey: ['language-schema', `${type}-component`],
    queryFn: () => request<JsonSchema>('GET', `schemas/${type}-component`),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const check = useQuery({
    queryKey: ['component-edited', name, version, rested],
    queryFn: () => send(rested, false),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const saving = useMutation({
    mutationFn: () => send(text, true),
    onSuccess: ({ version: made, created }) => {
      if (!made) return;
      if (!created) {
        toast({
          intent: 'info',
          title: `Version ${made.version} says the same`,
          body: 'Display name, description and tags are changed on the Overview, without a version.',
        });
        return;
      }
      clear();
      toast({ intent: 'success', title: `Version ${made.version} is registered` });
      void client.invalidateQueries({ queryKey: keys.allComponents });
      void client.invalidateQueries({ queryKey: ['component', name] });
      onSaved(made.version);
    },
    onError: (error) => toastProblem('No version was registered', error),
  });
  const findings = check.data?.diagnostics ?? [];
  const errors = findings.filter((one) => one.severity === 'error').length;
  const isChanged = text !== component.yaml;
  return (
    <div className={styles.root}>
      <Text size={200}>
        Files that this text names (code, conda files) stay those of version {version} as long as
        they are written as they are.
      </Text>
      <div className={styles.editor}>
        <LazyYamlEditor
          label={`YAML of a new version of ${name}`}
          value={text}
          onChange={set}
          findings={findings}
          schema={schema.data ?? null}
        />
      </div>
      <div className={styles.row}>
        <Button
          appearance="primary"
          disabled={!isChanged || errors > 0 || saving.isPending || rested !== text}
          onClick={() => saving.mutate()}
        >
          Register as a new version
        </Button>
        <Button disabled={!isChanged} onClick={clear}>
          Start over
        </Button>
        <Text size={200} role="status">
          {words(isChanged, findings)}
        </Text>
      </div>
    </div>
  );
}

function words(isChanged: boolean, findings: readonly Diagnostic[]): string {
  const [first] = findings;
  if (first)
    return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${first.message}`;
  return isChanged ? 'No findings.' : 'Nothing has changed yet.';
}
