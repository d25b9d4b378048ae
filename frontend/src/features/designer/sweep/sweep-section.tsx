/** The settings of a sweep in the right pane: what is sampled, what is aimed at, when it ends. */

import { Button, Field, Input, Select, Text, Tooltip } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { JsonMap, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { Section } from '../panel/section';
import { TextField } from '../panel/text-field';
import { usePanelStyles } from '../panel/use-panel-styles';
import { ParameterCard } from './parameter-card';
import {
  ALGORITHMS,
  algorithmOf,
  asAlgorithm,
  asPolicy,
  asStepPatch,
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
}

export function SweepSection({ nodeKey, node, free }: SweepProps) {
  const { run, canWrite, diagnostics } = useDesigner();
  const edit = useSweepEdit(nodeKey, node);
  const at = (path: string) => messagesAt(diagnostics, `${nodeKey}.${path}`)[0]?.message;
  const objective = mapOf(node.extra.objective);
  const back = () =>
    run({
      kind: 'set-node',
      node: nodeKey,
      patch: asStepPatch(node),
      label: `make ${nodeKey} a plain step`,
    });
  return (
    <>
      <SearchSpace nodeKey={nodeKey} node={node} free={free} />
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
      {canWrite && (
        <Button size="small" onClick={back}>
          Make it a plain step
        </Button>
      )}
    </>
  );
}

function said(message: string | undefined) {
  return message ? { validationMessage: message, validationState: 'error' as const } : {};
}

function SearchSpace({ nodeKey, node, free }: SweepProps) {
  const styles = usePanelStyles();
  const { canWrite, diagnostics } = useDesigner();
  const edit = useSweepEdit(nodeKey, node);
  const [name, setName] = useState('');
  const space = mapOf(node.extra.search_space);
  const message = messagesAt(diagnostics, `${nodeKey}.search_space`)[0]?.message;
  const set = (next: JsonMap) => edit.extra('search_space', next, 'the search space');
  const add = (added: string) => {
    if (added === '' || added in space) return;
    set({ ...space, [added]: { type: 'uniform', min_value: 0, max_value: 1 } });
    setName('');
  };
  return (
    <Section title="Search space">
      {message && <Text role="alert">{message}</Text>}
      {Object.entries(space).map(([each, entry]) => (
        <ParameterCard
          key={each}
          nodeKey={nodeKey}
          name={each}
          entry={mapOf(entry)}
          onChange={(next) => set({ ...space, [each]: next })}
          onRemove={() => set(withValue(space, each, null))}
        />
      ))}
      {canWrite && (
        <div className={styles.row}>
          <Input
            size="small"
            className={styles.grow}
            aria-label="Parameter to sample"
            placeholder={free.length > 0 ? `For example ${free[0]}` : 'An input of the trial'}
            value={name}
            list={`${nodeKey}-free`}
            onChange={(_, data) => setName(data.value)}
            onKeyDown={(event) => event.key === 'Enter' && add(name.trim())}
          />
          <datalist id={`${nodeKey}-free`}>
            {free.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Button size="small" icon={<AddRegular />} onClick={() => add(name.trim())}>
            Sample it
          </Button>
        </div>
      )}
    </Section>
  );
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

/** Takes a parameter or a line away. */
export function RemoveButton({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <Tooltip content={what} relationship="label">
      <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onClick} />
    </Tooltip>
  );
}
