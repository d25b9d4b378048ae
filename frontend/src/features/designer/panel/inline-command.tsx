/** What a step runs that is written inside the pipeline: its command and where that runs. */

import { Text } from '@fluentui/react-components';
import type { Json, JsonMap, StepNode } from '../../../canvas/core/document';
import { useDesigner } from '../data/session';
import { Section } from './section';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';

interface InlineCommandProps {
  nodeKey: string;
  component: JsonMap;
}

/** Null for a step of a registered component, which has a page of its own. */
export function inlineCommand({ type, component }: StepNode): JsonMap | null {
  return type === 'command' && typeof component !== 'string' ? component : null;
}

export function InlineCommand({ nodeKey, component }: InlineCommandProps) {
  const { run, canWrite } = useDesigner();
  const { command } = component;
  const set = (patch: JsonMap, what: string) =>
    run({
      kind: 'set-node',
      node: nodeKey,
      patch: { component: { ...component, ...patch } },
      label: `set ${what} of ${nodeKey}`,
    });
  return (
    <Section title="What it runs">
      <TextField
        label="Command"
        lines={4}
        field={`${nodeKey}.command`}
        hint="${{inputs.name}} and ${{outputs.name}} stand for its inputs and outputs."
        value={typeof command === 'string' ? command : ''}
        disabled={!canWrite}
        onChange={(text) => set({ command: text }, 'command')}
      />
      <Environment
        nodeKey={nodeKey}
        environment={component.environment ?? null}
        onChange={(environment) => set({ environment }, 'environment')}
      />
    </Section>
  );
}

interface EnvironmentProps {
  nodeKey: string;
  environment: Json;
  onChange: (environment: Json) => void;
}

/** A reference or an image, changed here; one with packages of its own is shown in the YAML. */
function Environment({ nodeKey, environment, onChange }: EnvironmentProps) {
  const styles = usePanelStyles();
  const { canWrite } = useDesigner();
  const common = { field: `${nodeKey}.environment`, disabled: !canWrite };
  if (typeof environment === 'object' && environment !== null && !Array.isArray(environment)) {
    const { image } = environment;
    const isPlain = Object.keys(environment).length === 1 && typeof image === 'string';
    return isPlain ? (
      <TextField
        {...common}
        label="Environment: image"
        value={image}
        onChange={(text) => onChange({ image: text })}
      />
    ) : (
      <Text className={styles.faint}>
        Its environment is written in the pipeline: change it in the YAML.
      </Text>
    );
  }
  return (
    <TextField
      {...common}
      label="Environment"
      placeholder="azureml:name@latest"
      value={typeof environment === 'string' ? environment : ''}
      onChange={onChange}
    />
  );
}
