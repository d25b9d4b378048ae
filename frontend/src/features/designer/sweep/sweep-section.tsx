/** The settings of a sweep in the right pane: what is sampled, what is aimed at, when it ends. */

import { Field, Select } from '@fluentui/react-components';
import type { Ref } from 'react';
import type { JsonMap, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { Section } from '../panel/section';
import { TextField } from '../panel/text-field';
import { SearchSpace } from './search-space';
import {
  ALGORITHMS,
  algorithmOf,
  asAlgorithm,
  asPolicy,
  mapOf,
  POLICIES,
  policyOf,
  withValue,
  written,
} from './settings';
import { useSweepEdit } from './use-sweep-edit';
import { WrittenField } from './written-field';

const LIMITS = [
  ['max_total_trials', 'Trials in all'],
  ['max_concurrent_trials', 'Trials at once'],
  ['timeout', 'Time limit in seconds'],
  ['trial_timeout', 'Time limit of a trial'],
] as const;

interface SweepProps {
  nodeKey: string;
  node: StepNode;
  /** Inputs of the trial that could be sampled, too. */
  free: readonly string[];
  /** Where the keyboard enters. */
  entry: Ref<HTMLInputElement>;
}

export function SweepSection({ nodeKey, node, free, entry }: SweepProps) {
  const { canWrite, diagnostics } = useDesigner();
  const edit = useSweepEdit(nodeKey, node);
  const at = (path: string) => messagesAt(diagnostics, `${nodeKey}.${path}`)[0]?.message;
  const objective = mapOf(node.extra.objective);
  return (
    <>
      <SearchSpace nodeKey={nodeKey} node={node} free={free} entry={entry} />
      <Section title="Objective">
        <Field label="Goal" size="small" {...said(at('objective.goal'))}>
          <Select
            value={String(objective.goal ?? '').toLowerCase()}
            disabled={!canWrite}
            onChange={(_, data) =>
              edit.extra('objective', withValue(objective, 'goal', data.value), 'the goal')
            }
          >
            <option value="minimize">minimize</option>
            <option value="maximize">maximize</option>
          </Select>
        </Field>
        <TextField
          label="Primary metric"
          value={String(objective.primary_metric ?? '')}
          placeholder="The name that trials log"
          message={at('objective.primary_metric')}
          disabled={!canWrite}
          onChange={(text) =>
            edit.extra('objective', withValue(objective, 'primary_metric', text), 'the metric')
          }
        />
      </Section>
      <Section title="Sampling">
        <Sampling nodeKey={nodeKey} node={node} message={at('sampling_algorithm')} />
      </Section>
      <Section title="Limits">
        {LIMITS.map(([key, label]) => (
          <WrittenField
            key={key}
            label={label}
            value={written(node.limits, key)}
            isOptional={key !== 'max_total_trials'}
            message={at(`limits.${key}`)}
            disabled={!canWrite}
            onChange={(value) => edit.limits(withValue(node.limits, key, value))}
          />
        ))}
      </Section>
      <Section title="Early termination">
        <Termination nodeKey={nodeKey} node={node} message={at('early_termination')} />
      </Section>
    </>
  );
}

function said(message: string | undefined) {
  return message ? { validationMessage: message, validationState: 'error' as const } : {};
}

interface PartProps {
  nodeKey: string;
  node: StepNode;
  message: string | undefined;
}

function Sampling({ nodeKey, node, message }: PartProps) {
  const { canWrite } = useDesigner();
  const edit = useSweepEdit(nodeKey, node);
  const raw = node.extra.sampling_algorithm;
  const algorithm = algorithmOf(raw);
  const seeded = algorithm === 'random' || algorithm === 'sobol';
  const told: JsonMap = { type: 'random', ...mapOf(raw) };
  return (
    <>
      <Field label="Algorithm" size="small" {...said(message)}>
        <Select
          value={algorithm ?? ''}
          disabled={!canWrite}
          onChange={(_, data) => {
            const to = ALGORITHMS.find((one) => one === data.value);
            if (to) edit.extra('sampling_algorithm', asAlgorithm(raw, to), 'the sampling');
          }}
        >
          {algorithm === null && <option value="">{JSON.stringify(raw)}</option>}
          {ALGORITHMS.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </Field>
      {seeded && (
        <WrittenField
          label="Seed"
          value={written(told, 'seed')}
          isOptional
          disabled={!canWrite}
          onChange={(value) =>
            edit.extra('sampling_algorithm', withValue(told, 'seed', value), 'the seed')
          }
        />
      )}
    </>
  );
}

function Termination({ nodeKey, node, message }: PartProps) {
  const { canWrite } = useDesigner();
  const edit = useSweepEdit(nodeKey, node);
  const raw = node.extra.early_termination;
  const policy = policyOf(raw);
  const told = mapOf(raw);
  const set = (next: JsonMap | null) => edit.extra('early_termination', next, 'early termination');
  return (
    <>
      <Field label="Policy" size="small" {...said(message)}>
        <Select
          value={policy ?? ''}
          disabled={!canWrite}
          onChange={(_, data) => {
            const to = policyOf(data.value === 'none' ? undefined : { type: data.value });
            if (to) set(asPolicy(raw, to));
          }}
        >
          {policy === null && <option value="">{JSON.stringify(raw)}</option>}
          {Object.keys(POLICIES).map((one) => (
            <option key={one} value={one}>
              {one.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </Field>
      {policy !== null &&
        POLICIES[policy].map((key) => (
          <WrittenField
            key={key}
            label={key.replaceAll('_', ' ')}
            value={written(told, key)}
            isOptional
            disabled={!canWrite}
            onChange={(value) => set(withValue(told, key, value))}
          />
        ))}
    </>
  );
}
