/** How a step runs: compute, environment variables, limits, instances. */

import { Field } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { computesQuery } from '../../../api/catalog';
import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { JsonMap, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { isSweep } from '../sweep/settings';
import { ComputeField } from './compute-field';
import { KeyValues } from './key-values';
import { Section } from './section';
import { usePanelStyles } from './use-panel-styles';
import { ValueInput } from './value-input';

const WHOLE = { type: 'integer', min: 1, max: null, enum: null, default: null, optional: true };

export function RunSettings({ nodeKey, node }: { nodeKey: string; node: StepNode }) {
  const styles = usePanelStyles();
  const { run, canWrite, diagnostics } = useDesigner();
  const computes = useQuery(computesQuery).data?.items ?? [];
  const set = (patch: NodePatch, what: string) =>
    run({ kind: 'set-node', node: nodeKey, patch, label: `set ${what} of ${nodeKey}` });
  const variables = Object.fromEntries(
    Object.entries(node.environment_variables).map(([name, value]) => [name, String(value)]),
  );
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
        <Field label="Time limit in seconds" size="small">
          <ValueInput
            label="Time limit in seconds"
            port={WHOLE}
            value={numberIn(node.limits, 'timeout')}
            disabled={!canWrite}
            onChange={(value) =>
              set({ limits: withNumber(node.limits, 'timeout', value) }, 'limits')
            }
          />
        </Field>
      )}
      <Field label="Instances" size="small">
        <ValueInput
          label="Instances"
          port={WHOLE}
          value={numberIn(node.resources, 'instance_count')}
          disabled={!canWrite}
          onChange={(value) =>
            set({ resources: withNumber(node.resources, 'instance_count', value) }, 'resources')
          }
        />
      </Field>
      <div className={styles.section} style={{ gap: 6 }}>
        <span className={styles.faint}>Environment variables</span>
        <KeyValues
          noun="variable"
          values={variables}
          disabled={!canWrite}
          onChange={(next) => set({ environment_variables: next }, 'environment variables')}
        />
      </div>
    </Section>
  );
}

function numberIn(map: JsonMap, key: string): number | string | null {
  const value = map[key];
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function withNumber(map: JsonMap, key: string, value: string | number | boolean | null): JsonMap {
  const { [key]: _, ...others } = map;
  return value === null ? others : { ...others, [key]: value };
}
