/** How a step runs: compute, limits, resources, environment variables. */

import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { computesQuery } from '../../../api/catalog';
import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { StepNode } from '../../../canvas/core/document';
import { Prose } from '../../../ui/prose';
import { messagesAt, messagesUnder } from '../data/problems';
import { useDesigner } from '../data/session';
import { isSweep } from '../sweep/settings';
import { ComputeField } from './compute-field';
import { KeyValues } from './key-values';
import { NumberField } from './number-field';
import { ResourceFields } from './resource-fields';
import { Section } from './section';
import { withSetting, withTexts } from './settings';
import { usePanelStyles } from './use-panel-styles';

export function RunSettings({ nodeKey, node }: { nodeKey: string; node: StepNode }) {
  const styles = usePanelStyles();
  const { run, canWrite, diagnostics } = useDesigner();
  const computes = useQuery(computesQuery).data?.items ?? [];
  const set = (patch: NodePatch, what: string) =>
    run({ kind: 'set-node', node: nodeKey, patch, label: `set ${what} of ${nodeKey}` });
  const variables = Object.fromEntries(
    Object.entries(node.environment_variables).map(([name, value]) => [name, String(value)]),
  );
  const [variablesFound] = messagesUnder(diagnostics, `${nodeKey}.environment_variables`);
  return (
    <Section title="Run settings">
      <ComputeField
        label="Compute"
        value={node.compute}
        names={computes.map((one) => one.name)}
        emptyWords="The pipeline’s default"
        disabled={!canWrite}
        field={`${nodeKey}.compute`}
        message={messagesAt(diagnostics, `${nodeKey}.compute`)[0]?.message}
        onChange={(compute) => set({ compute }, 'compute')}
      />
      {/* The limits of a sweep stand with its other settings. */}
      {!isSweep(node) && (
        <NumberField
          label="Time limit in seconds"
          field={`${nodeKey}.limits.timeout`}
          value={node.limits.timeout}
          fallback={undefined}
          min={1}
          onChange={(value) =>
            set({ limits: withSetting(node.limits, 'timeout', value) }, 'limits')
          }
        />
      )}
      <ResourceFields nodeKey={nodeKey} node={node} set={set} />
      <div
        className={styles.section}
        style={{ gap: 6 }}
        data-field={`${nodeKey}.environment_variables`}
      >
        <span className={styles.faint}>Environment variables</span>
        <KeyValues
          noun="variable"
          values={variables}
          disabled={!canWrite}
          onChange={(next) =>
            set(
              { environment_variables: withTexts(node.environment_variables, next) },
              'environment variables',
            )
          }
        />
        {variablesFound && (
          <Text size={200} role="alert">
            <Prose text={variablesFound.message} />
          </Text>
        )}
      </div>
    </Section>
  );
}
