/** The pipeline's own outputs: name, what makes it, where and how it is kept; and one more. */

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
import { sourcePort } from '../../../canvas/core/components';
import {
  DATA_TYPES,
  emptyOutput,
  isDataType,
  type PipelineOutput,
  type Place,
  type PortType,
  PRIMITIVE_TYPES,
  samePlace,
} from '../../../canvas/core/document';
import { fittingEnds, placeWords } from '../../../canvas/core/fits';
import { freeName, nameRefusal } from '../../../canvas/core/names';
import { portLook } from '../../../canvas/core/port-shape';
import { addOwnEnd } from '../canvas/own-ends';
import { useDesigner, useDocument } from '../data/session';
import { ModeField } from './mode-field';
import { RenameField } from './rename-field';
import { Section } from './section';
import { TextField } from './text-field';
import { TypeMark } from './type-mark';
import { usePanelStyles } from './use-panel-styles';

const TYPES: readonly PortType[] = [...DATA_TYPES, ...PRIMITIVE_TYPES];

export function InterfaceOutputs() {
  const styles = usePanelStyles();
  const { canWrite } = useDesigner();
  const { outputs } = useDocument().interface;
  const names = Object.keys(outputs);
  return (
    <Section title="Pipeline outputs" action={canWrite && <AddOutput />}>
      {names.length === 0 && (
        <Text className={styles.faint}>
          None yet.
          {canWrite && ' Add one, or choose “Make it a pipeline output” at a step’s output.'}
        </Text>
      )}
      {names.map((name) => (
        <OutputCard key={name} name={name} />
      ))}
    </Section>
  );
}

function AddOutput() {
  const designer = useDesigner();
  const { store } = designer;
  const add = (type: PortType) => {
    const name = freeName('output', store.get().document.interface.outputs);
    const output = { ...emptyOutput(), type, description: null };
    addOwnEnd(designer, { kind: 'set-output', name, output });
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<AddRegular />}>
          Add output
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

export function OutputCard({ name }: { name: string }) {
  const styles = usePanelStyles();
  const { run, canWrite, components } = useDesigner();
  const document = useDocument();
  const output = document.interface.outputs[name];
  if (!output) return null;
  const source = sourceOf(document.bindings, name);
  const made = source && sourcePort(document, components, source)?.type;
  const type = output.type ?? made ?? '';
  const set = (patch: Partial<PipelineOutput>) =>
    run({ kind: 'set-output', name, output: { ...output, ...patch } });
  return (
    <div className={styles.card} data-field={`outputs.${name}`}>
      <div className={styles.row} style={{ alignItems: 'flex-end' }}>
        <div className={styles.grow}>
          <RenameField
            key={name}
            label="Name"
            value={name}
            refuse={(to) => nameRefusal(to, document.interface.outputs)}
            onRename={(to) => run({ kind: 'rename-output', from: name, to })}
            disabled={!canWrite}
          />
        </div>
        {canWrite && (
          <Tooltip content={`Delete pipeline output ${name}`} relationship="label">
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              onClick={() => run({ kind: 'set-output', name, output: null })}
            />
          </Tooltip>
        )}
      </div>
      <MadeBy name={name} source={source} />
      <Field
        size="small"
        label={
          <span className={styles.mark}>
            <TypeMark type={type} /> Type
          </span>
        }
      >
        <Select
          value={output.type ?? ''}
          disabled={!canWrite}
          onChange={(_, { value }) => set({ type: TYPES.find((one) => one === value) ?? null })}
        >
          <option value="">From its step ({portLook(made ?? '').word})</option>
          {TYPES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      {(type === '' || isDataType(type)) && <Keeping output={output} type={type} set={set} />}
      <TextField
        label="Description"
        lines={2}
        value={output.description}
        disabled={!canWrite}
        onChange={(text) => set({ description: text || null })}
      />
    </div>
  );
}

/** The step's output that becomes the pipeline's: the keyboard's way to connect. */
function MadeBy({ name, source }: { name: string; source: Place | undefined }) {
  const { run, canWrite, components } = useDesigner();
  const document = useDocument();
  const target = { node: null, port: name };
  const current = source ? JSON.stringify(source) : '';
  const places = fittingEnds(document, components, { place: target, side: 'target' });
  if (source && !places.some((one) => samePlace(one, source))) places.push(source);
  return (
    <Field label="Made by" size="small">
      <Select
        aria-label={`Source of ${name}`}
        value={current}
        disabled={!canWrite}
        onChange={(_, { value }) =>
          value
            ? run({ kind: 'connect', source: JSON.parse(value), target })
            : run({ kind: 'disconnect', target })
        }
      >
        <option value="">Nothing makes it yet</option>
        {places.map((place) => (
          <option key={JSON.stringify(place)} value={JSON.stringify(place)}>
            {placeWords(document, place, 'source')}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface KeepingProps {
  output: PipelineOutput;
  type: string;
  set: (patch: Partial<PipelineOutput>) => void;
}

function Keeping({ output, type, set }: KeepingProps) {
  const { canWrite } = useDesigner();
  return (
    <>
      <TextField
        label="Path"
        placeholder="Default datastore"
        value={output.path}
        disabled={!canWrite}
        onChange={(path) => set({ path: path || null })}
      />
      <TextField
        label="Register as data asset"
        placeholder="Name; empty: not registered"
        value={output.name}
        disabled={!canWrite}
        onChange={(text) => set({ name: text || null })}
      />
      <TextField
        label="Version"
        placeholder="The next one"
        value={output.version}
        disabled={!canWrite || !output.name}
        onChange={(version) => set({ version: version || null })}
      />
      <ModeField
        side="output"
        type={type}
        value={output.mode}
        onChange={(mode) => set({ mode })}
        disabled={!canWrite}
      />
    </>
  );
}

function sourceOf(
  bindings: readonly { source: Place; target: Place }[],
  name: string,
): Place | undefined {
  return bindings.find(({ target }) => target.node === null && target.port === name)?.source;
}
