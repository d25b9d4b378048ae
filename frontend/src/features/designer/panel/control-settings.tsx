/** What a node of control flow decides about, and how: blocks, body, condition, items, limits. */

import { Dropdown, Field, Option, Select } from '@fluentui/react-components';
import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { NodeComponent } from '../../../canvas/core/components';
import { mayFeed } from '../../../canvas/core/connect';
import { bodiesOf, controlType, named, referenceTo } from '../../../canvas/core/control';
import type { Json, JsonMap, PipelineDocument, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner, useDocument } from '../data/session';
import { fedInputs, withFed } from './mapping';
import { Section } from './section';
import { TextField } from './text-field';
import { ValueInput } from './value-input';

const WHOLE = { type: 'integer', min: 1, max: 1000, enum: null, default: null, optional: true };
const UNTIL_LIMIT = '';

interface ControlProps {
  nodeKey: string;
  node: StepNode;
}

export function ControlSettings({ nodeKey, node }: ControlProps) {
  const set = useSet(nodeKey);
  if (node.type === 'if_else') {
    return (
      <Section title="Branches">
        <BlockField nodeKey={nodeKey} node={node} name="true_block" label="When true, run" />
        <BlockField nodeKey={nodeKey} node={node} name="false_block" label="When false, run" />
      </Section>
    );
  }
  return (
    <Section title="Loop">
      <BodyField nodeKey={nodeKey} node={node} />
      {node.type === 'do_while' ? (
        <DoWhileFields nodeKey={nodeKey} node={node} />
      ) : (
        <>
          <ItemsField nodeKey={nodeKey} node={node} />
          <Field label="Iterations at the same time" size="small">
            <ValueInput
              label="Iterations at the same time"
              port={WHOLE}
              value={numberIn(node.extra.max_concurrency)}
              onChange={(value) =>
                set({ extra: withKey(node.extra, 'max_concurrency', value) }, 'max_concurrency')
              }
            />
          </Field>
        </>
      )}
    </Section>
  );
}

function useSet(nodeKey: string) {
  const { run } = useDesigner();
  return (patch: NodePatch, what: string) =>
    run({ kind: 'set-node', node: nodeKey, patch, label: `set ${what} of ${nodeKey}` });
}

function useMessage(nodeKey: string, key: string) {
  const { diagnostics } = useDesigner();
  const found =
    messagesAt(diagnostics, `${nodeKey}.${key}`)[0] ??
    diagnostics.find(({ path }) => path.startsWith(`jobs.${nodeKey}.${key}`));
  return found
    ? { validationMessage: found.message, validationState: 'error' as const }
    : { validationState: 'none' as const };
}

interface BlockProps extends ControlProps {
  name: 'true_block' | 'false_block';
  label: string;
}

function BlockField({ nodeKey, node, name, label }: BlockProps) {
  const { canWrite } = useDesigner();
  const document = useDocument();
  const set = useSet(nodeKey);
  const chosen = named(node, name);
  return (
    <Field
      label={label}
      size="small"
      data-field={`${nodeKey}.${name}`}
      {...useMessage(nodeKey, name)}
    >
      <Dropdown
        multiselect
        disabled={!canWrite}
        placeholder="Nothing"
        selectedOptions={chosen}
        value={chosen.join(', ')}
        onOptionSelect={(_, { selectedOptions }) => {
          const next = selectedOptions.length > 0 ? selectedOptions.map(referenceTo) : null;
          set({ extra: withKey(node.extra, name, next) }, name);
        }}
      >
        {stepKeys(document, nodeKey).map((key) => (
          <Option key={key} value={key}>
            {key}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

function BodyField({ nodeKey, node }: ControlProps) {
  const { canWrite } = useDesigner();
  const document = useDocument();
  const set = useSet(nodeKey);
  const taken = bodiesOf(document);
  const free = stepKeys(document, nodeKey).filter(
    (key) => controlType(document.nodes[key]) === null && (taken.get(key) ?? nodeKey) === nodeKey,
  );
  return (
    <Field
      label="Runs"
      size="small"
      data-field={`${nodeKey}.body`}
      {...useMessage(nodeKey, 'body')}
    >
      <Select
        value={named(node, 'body')[0] ?? ''}
        disabled={!canWrite}
        onChange={(_, { value }) =>
          set({ extra: withKey(node.extra, 'body', value ? referenceTo(value) : null) }, 'body')
        }
      >
        <option value="">No step chosen</option>
        {free.map((key) => (
          <option key={key}>{key}</option>
        ))}
      </Select>
    </Field>
  );
}

function DoWhileFields({ nodeKey, node }: ControlProps) {
  const { canWrite, components } = useDesigner();
  const set = useSet(nodeKey);
  const [body] = named(node, 'body');
  const component = body === undefined ? undefined : components[body];
  const condition = conditionOf(node, component);
  const truths = component?.outputs.filter((port) => port.type === 'boolean') ?? [];
  return (
    <>
      <Field
        label="Goes on while"
        size="small"
        data-field={`${nodeKey}.condition`}
        {...useMessage(nodeKey, 'condition')}
      >
        <Select
          value={condition}
          disabled={!canWrite}
          onChange={(_, { value }) =>
            set({ extra: withKey(node.extra, 'condition', value || null) }, 'condition')
          }
        >
          <option value={UNTIL_LIMIT}>The limit is not reached</option>
          {truths.map(({ name }) => (
            <option key={name} value={name}>
              Output {name} is true
            </option>
          ))}
          {condition && !truths.some(({ name }) => name === condition) && (
            <option value={condition}>{condition}</option>
          )}
        </Select>
      </Field>
      <Field
        label="Iterations, at most"
        size="small"
        data-field={`${nodeKey}.limits.max_iteration_count`}
        {...useMessage(nodeKey, 'limits')}
      >
        <ValueInput
          label="Iterations, at most"
          port={WHOLE}
          value={numberIn(node.limits.max_iteration_count)}
          disabled={!canWrite}
          onChange={(value) =>
            set({ limits: withKey(node.limits, 'max_iteration_count', value) }, 'the limit')
          }
        />
      </Field>
      {component && <Mapping nodeKey={nodeKey} node={node} component={component} />}
    </>
  );
}

/** For each input of the body: what gives it in the next iteration. */
function Mapping({ nodeKey, node, component }: ControlProps & { component: NodeComponent }) {
  const { canWrite } = useDesigner();
  const set = useSet(nodeKey);
  const fed = fedInputs(node);
  const message = useMessage(nodeKey, 'mapping');
  return component.inputs.map((input, index) => {
    const outputs = component.outputs.filter(({ type }) => mayFeed(type, input.type) !== 'no');
    const current = fed.get(input.name) ?? '';
    return (
      <Field
        key={input.name}
        label={`${input.name} in the next iteration`}
        size="small"
        {...(index === 0 ? message : {})}
      >
        <Select
          value={current}
          disabled={!canWrite}
          onChange={(_, { value }) =>
            set({ extra: withFed(node, input.name, value || null) }, 'the mapping')
          }
        >
          <option value="">As in the first iteration</option>
          {outputs.map(({ name }) => (
            <option key={name} value={name}>
              Output {name}
            </option>
          ))}
          {current && !outputs.some(({ name }) => name === current) && (
            <option value={current}>Output {current}</option>
          )}
        </Select>
      </Field>
    );
  });
}

function ItemsField({ nodeKey, node }: ControlProps) {
  const { canWrite } = useDesigner();
  const document = useDocument();
  const set = useSet(nodeKey);
  const message = useMessage(nodeKey, 'items');
  const isBound = document.bindings.some(
    ({ target }) => target.node === nodeKey && target.port === 'items',
  );
  if (isBound) return null;
  return (
    <TextField
      label="Items"
      lines={5}
      value={itemsText(node.extra.items)}
      placeholder={'[{"lr": 0.1}, {"lr": 0.2}]'}
      hint="A list of mappings, or a mapping of them, as JSON. Or connect a text to the node."
      message={message.validationMessage}
      field={`${nodeKey}.items`}
      disabled={!canWrite}
      onChange={(text) => set({ extra: withKey(node.extra, 'items', text || null) }, 'items')}
    />
  );
}

function itemsText(items: Json | undefined): string {
  if (items === undefined || items === null) return '';
  return typeof items === 'string' ? items : JSON.stringify(items, null, 2);
}

function conditionOf(node: StepNode, component: NodeComponent | undefined): string {
  const { condition } = node.extra;
  if (typeof condition !== 'string') return UNTIL_LIMIT;
  const bound = component?.outputs.find(({ name }) => condition.includes(`.outputs.${name}}`));
  return bound?.name ?? condition;
}

function stepKeys(document: PipelineDocument, except: string): string[] {
  return Object.entries(document.nodes).flatMap(([key, node]) =>
    node.kind === 'step' && key !== except ? [key] : [],
  );
}

function numberIn(value: Json | undefined): number | string | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function withKey(map: JsonMap, key: string, value: Json): JsonMap {
  const { [key]: _, ...others } = map;
  return value === null ? others : { ...others, [key]: value };
}
