/** The pipeline's own inputs: name, type, value, description; and one more. */

import {
  Button,
  Field,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Select,
  Text,
  Tooltip,
} from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { interfaceInputType } from '../../../canvas/core/components';
import {
  DATA_TYPES,
  emptyInput,
  isDataType,
  isDataValue,
  type PipelineInput,
  type PortType,
  PRIMITIVE_TYPES,
} from '../../../canvas/core/document';
import { freeName, nameRefusal } from '../../../canvas/core/names';
import { portLook } from '../../../canvas/core/port-shape';
import { Prose } from '../../../ui/prose';
import { addOwnEnd } from '../canvas/own-ends';
import { useDesigner, useDocument } from '../data/session';
import { DataPathField } from './data-path-field';
import { InputMore } from './input-more';
import { RenameField } from './rename-field';
import { Section } from './section';
import { TypeMark } from './type-mark';
import { usePanelStyles } from './use-panel-styles';
import { ValueInput } from './value-input';

const TYPES: readonly PortType[] = [...PRIMITIVE_TYPES, ...DATA_TYPES];

export function InterfaceInputs() {
  const styles = usePanelStyles();
  const { canWrite } = useDesigner();
  const { inputs } = useDocument().interface;
  const names = Object.keys(inputs);
  return (
    <Section title="Pipeline inputs" action={canWrite && <AddInput />}>
      {names.length === 0 && (
        <Text className={styles.faint}>
          None yet.
          {canWrite && ' Add one, or choose “Promote to a pipeline input” in a parameter’s menu.'}
        </Text>
      )}
      {names.map((name) => (
        <InputCard key={name} name={name} />
      ))}
    </Section>
  );
}

function AddInput() {
  const designer = useDesigner();
  const { run, store } = designer;
  const add = (type: PortType) => {
    const { inputs } = store.get().document.interface;
    const name = freeName(isDataType(type) ? 'data' : 'input', inputs);
    const input = emptyInput(type);
    const command = { kind: 'set-input' as const, name, input };
    if (isDataType(type)) addOwnEnd(designer, command);
    else run(command);
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<AddRegular />}>
          Add input
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {TYPES.map((type) => (
            <MenuItem key={type} icon={<TypeMark type={type} />} onClick={() => add(type)}>
              {type}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

export function InputCard({ name }: { name: string }) {
  const styles = usePanelStyles();
  const { run, canWrite, components, diagnostics } = useDesigner();
  const document = useDocument();
  const input = document.interface.inputs[name];
  if (!input) return null;
  const type = interfaceInputType(document, components, name);
  const set = (patch: Partial<PipelineInput>) =>
    run({ kind: 'set-input', name, input: { ...input, ...patch } });
  const found = diagnostics.find((one) => one.node === null && one.path === `inputs.${name}`);
  return (
    <div className={styles.card} data-field={`inputs.${name}`}>
      <div className={styles.row} style={{ alignItems: 'flex-end' }}>
        <div className={styles.grow}>
          <RenameField
            key={name}
            label="Name"
            value={name}
            refuse={(to) => nameRefusal(to, document.interface.inputs)}
            onRename={(to) => run({ kind: 'rename-input', from: name, to })}
            disabled={!canWrite}
          />
        </div>
        {canWrite && (
          <Tooltip content={`Delete pipeline input ${name}`} relationship="label">
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              onClick={() => run({ kind: 'set-input', name, input: null })}
            />
          </Tooltip>
        )}
      </div>
      <Field
        size="small"
        label={
          <span className={styles.mark}>
            <TypeMark type={type} /> Type
          </span>
        }
      >
        <Select
          value={input.type ?? ''}
          disabled={!canWrite}
          onChange={(_, { value }) => set({ type: TYPES.find((one) => one === value) ?? null })}
        >
          <option value="">From its steps ({portLook(type).word})</option>
          {TYPES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      <InputValue input={input} type={type} set={set} />
      <InputMore name={name} input={input} type={type} set={set} />
      {found && (
        <Text size={200} role="alert">
          <Prose text={found.message} />
        </Text>
      )}
    </div>
  );
}

interface InputValueProps {
  input: PipelineInput;
  type: string;
  set: (patch: Partial<PipelineInput>) => void;
}

function InputValue({ input, type, set }: InputValueProps) {
  const { canWrite, path } = useDesigner();
  if (isDataType(type)) {
    // A component's input gets its data where the component is used.
    if (path.length > 0) return null;
    const value = isDataValue(input.value) ? input.value : null;
    const change = (path: string) =>
      set({ value: path ? { mode: null, datastore: null, ...value, type, path } : null });
    return (
      <DataPathField
        label="Data asset or path"
        type={type}
        value={value?.path ?? (typeof input.value === 'string' ? input.value : '')}
        disabled={!canWrite}
        onChange={change}
      />
    );
  }
  const value = isDataValue(input.value) ? null : input.value;
  const { min, max, optional } = input;
  return (
    <Field label="Value" size="small">
      <ValueInput
        label="Value"
        port={{ type, min, max, enum: input.enum, default: null, optional }}
        value={value}
        disabled={!canWrite}
        onChange={(next) => set({ value: next })}
      />
    </Field>
  );
}
