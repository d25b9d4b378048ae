/** The right pane for a step: everything that can be set on one use of a component. */

import { useMemo } from 'react';
import { controlType } from '../../../canvas/core/control';
import { type Binding, isDataType, type StepNode } from '../../../canvas/core/document';
import { keyRefusal } from '../../../canvas/core/names';
import { renameBox } from '../canvas/rename-box';
import { useDesigner, useDocument } from '../data/session';
import { SweepPart } from '../sweep/sweep-part';
import { ComponentHeader } from './component-header';
import { ControlSettings } from './control-settings';
import { InlineCommand, inlineCommand } from './inline-command';
import { InputField } from './input-field';
import { OutputField } from './output-field';
import { ParallelSettings } from './parallel-settings';
import { ParameterField } from './parameter-field';
import { ProcessSettings } from './process-settings';
import { RenameField } from './rename-field';
import { RunSettings } from './run-settings';
import { Section } from './section';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';

export function NodePanel({ nodeKey, node }: { nodeKey: string; node: StepNode }) {
  const styles = usePanelStyles();
  const { run, canWrite, components, store } = useDesigner();
  const document = useDocument();
  const component = components[nodeKey];
  const bindings = useMemo(
    () => bindingsOf(document.bindings, nodeKey),
    [document.bindings, nodeKey],
  );
  const data = component?.inputs.filter((port) => isDataType(port.type)) ?? [];
  const control = controlType(node);
  // Items are written in a field of their own, unless something is connected to them.
  const parameters =
    component?.inputs.filter(
      ({ type, name }) => !isDataType(type) && (control !== 'parallel_for' || bindings.has(name)),
    ) ?? [];
  const outputs = component?.outputs ?? [];
  const inline = inlineCommand(node);
  const rename = (to: string) =>
    renameBox({ store, run }, { kind: 'rename-node', from: nodeKey, to }, nodeKey, to);
  return (
    <div className={styles.body}>
      <ComponentHeader nodeKey={nodeKey} node={node} />
      <RenameField
        key={nodeKey}
        label="Name in the pipeline"
        value={nodeKey}
        refuse={(name) => keyRefusal(document, name)}
        onRename={rename}
        disabled={!canWrite}
      />
      {inline && <InlineCommand nodeKey={nodeKey} component={inline} />}
      {parameters.length > 0 && (
        <Section title="Parameters">
          {parameters.map((port) => (
            <ParameterField
              key={port.name}
              nodeKey={nodeKey}
              node={node}
              port={port}
              binding={bindings.get(port.name)}
            />
          ))}
        </Section>
      )}
      {data.length > 0 && (
        <Section title="Inputs">
          {data.map((port) => (
            <InputField
              key={port.name}
              nodeKey={nodeKey}
              node={node}
              port={port}
              binding={bindings.get(port.name)}
            />
          ))}
        </Section>
      )}
      {outputs.length > 0 && (
        <Section title="Outputs">
          {outputs.map((port) => (
            <OutputField key={port.name} nodeKey={nodeKey} node={node} port={port} />
          ))}
        </Section>
      )}
      <SweepPart nodeKey={nodeKey} node={node} free={parameters.map(({ name }) => name)} />
      {control === null ? (
        <RunSettings nodeKey={nodeKey} node={node} />
      ) : (
        <ControlSettings nodeKey={nodeKey} node={node} />
      )}
      {component?.type === 'parallel' && (
        <ParallelSettings nodeKey={nodeKey} node={node} inputs={component.inputs} />
      )}
      {component?.type === 'command' && <ProcessSettings nodeKey={nodeKey} node={node} />}
      <Section title="Notes">
        <TextField
          label="Display name"
          value={node.display_name}
          placeholder={nodeKey}
          disabled={!canWrite}
          onChange={(text) =>
            run({
              kind: 'set-node',
              node: nodeKey,
              patch: { display_name: text || null },
              label: `set display name of ${nodeKey}`,
            })
          }
        />
        <TextField
          label="Comment"
          lines={2}
          value={node.comment}
          disabled={!canWrite}
          onChange={(text) =>
            run({
              kind: 'set-node',
              node: nodeKey,
              patch: { comment: text || null },
              label: `comment on ${nodeKey}`,
            })
          }
        />
      </Section>
    </div>
  );
}

function bindingsOf(bindings: readonly Binding[], key: string): Map<string, Binding> {
  const mine = bindings.filter(({ target }) => target.node === key);
  return new Map(mine.map((one) => [one.target.port, one]));
}
