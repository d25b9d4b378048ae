/** Which steps a node of control flow runs: chosen among those on the canvas, or new ones. */

import { Button, Dropdown, Field, Option, Select } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import type { MouseEvent } from 'react';
import {
  type Block,
  bodiesOf,
  controlType,
  named,
  referenceTo,
} from '../../../canvas/core/control';
import { useDesigner, useDocument } from '../data/session';
import { type ControlProps, stepKeys, useMessage, useSet, withKey } from './control-parts';

interface BlockProps extends ControlProps {
  name: 'true_block' | 'false_block';
  label: string;
}

export function BlockField({ nodeKey, node, name, label }: BlockProps) {
  const { canWrite } = useDesigner();
  const document = useDocument();
  const set = useSet(nodeKey);
  const chosen = named(node, name);
  const message = useMessage(nodeKey, name);
  return (
    <div>
      <Field label={label} size="small" data-field={`${nodeKey}.${name}`} {...message}>
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
      <NewStep nodeKey={nodeKey} name={name} label={label} />
    </div>
  );
}

/** A step that is not there yet: found like any other, it stands below and belongs to the block. */
function NewStep({ nodeKey, name, label }: { nodeKey: string; name: Block; label: string }) {
  const { canWrite, ask } = useDesigner();
  if (!canWrite) return null;
  const open = (event: MouseEvent<HTMLElement>) => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    const client = { x: left, y: bottom + 4 };
    const block = { node: nodeKey, name, at: null };
    ask.set({ kind: 'add', end: null, block, at: { x: 0, y: 0 }, client });
  };
  return (
    <div>
      <Button
        size="small"
        appearance="subtle"
        icon={<AddRegular />}
        aria-label={`New step: ${label}`}
        onClick={open}
      >
        New step…
      </Button>
    </div>
  );
}

export function BodyField({ nodeKey, node }: ControlProps) {
  const { canWrite } = useDesigner();
  const document = useDocument();
  const set = useSet(nodeKey);
  const taken = bodiesOf(document);
  const free = stepKeys(document, nodeKey).filter(
    (key) => controlType(document.nodes[key]) === null && (taken.get(key) ?? nodeKey) === nodeKey,
  );
  const message = useMessage(nodeKey, 'body');
  return (
    <div>
      <Field label="Runs" size="small" data-field={`${nodeKey}.body`} {...message}>
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
      <NewStep nodeKey={nodeKey} name="body" label="Runs" />
    </div>
  );
}
