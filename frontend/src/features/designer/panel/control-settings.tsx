/** What a node of control flow decides about, and how: blocks, body, condition, items, limits. */

import { Field, Select } from '@fluentui/react-components';
import type { NodeComponent } from '../../../canvas/core/components';
import { mayFeed } from '../../../canvas/core/connect';
import { named } from '../../../canvas/core/control';
import type { Json, StepNode } from '../../../canvas/core/document';
import { useDesigner, useDocument } from '../data/session';
import { BlockField, BodyField } from './control-blocks';
import { type ControlProps, useMessage, useSet, withKey } from './control-parts';
import { fedInputs, withFed } from './mapping';
import { Section } from './section';
import { TextField } from './text-field';
import { ValueInput } from './value-input';

const WHOLE = { type: 'integer', min: 1, max: 1000, enum: null, default: null, optional: true };
const UNTIL_LIMIT = '';

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

function numberIn(value: Json | undefined): number | string | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
