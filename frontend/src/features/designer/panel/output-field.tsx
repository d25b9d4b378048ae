/** One output of a step: how it is kept, whether it is registered, and whether the pipeline gives it out. */

import { Button, Field, Select } from '@fluentui/react-components';
import { ArrowExportRegular } from '@fluentui/react-icons';
import type { Port } from '../../../canvas/core/components';
import { emptyOutput, type OutputSettings, type StepNode } from '../../../canvas/core/document';
import { portLook } from '../../../canvas/core/port-shape';
import { publishOutput } from '../canvas/canvas-menu';
import { useDesigner, useDocument } from '../data/session';
import { TextField } from './text-field';
import { TypeMark } from './type-mark';
import { usePanelStyles } from './use-panel-styles';

interface OutputFieldProps {
  nodeKey: string;
  node: StepNode;
  port: Port;
}

export function OutputField({ nodeKey, node, port }: OutputFieldProps) {
  const styles = usePanelStyles();
  const designer = useDesigner();
  const { run, canWrite } = designer;
  const { bindings } = useDocument();
  const settings = node.outputs[port.name] ?? emptyOutput();
  const published = bindings.find(
    ({ source, target }) =>
      target.node === null && source.node === nodeKey && source.port === port.name,
  );
  const set = (patch: Partial<OutputSettings>) => {
    const outputs = { ...node.outputs, [port.name]: { ...settings, ...patch } };
    run({
      kind: 'set-node',
      node: nodeKey,
      patch: { outputs },
      label: `set output ${nodeKey}.${port.name}`,
    });
  };
  return (
    <details className={styles.fold} data-field={`${nodeKey}.outputs.${port.name}`}>
      <summary>
        <span className={styles.mark}>
          <TypeMark type={port.type} /> {port.name}
          <span className={styles.faint}>{portLook(port.type).word}</span>
        </span>
      </summary>
      <div className={styles.section}>
        {port.description && <span className={styles.faint}>{port.description}</span>}
        {published ? (
          <span className={styles.faint}>Pipeline output {published.target.port}</span>
        ) : (
          canWrite && (
            <Button
              size="small"
              icon={<ArrowExportRegular />}
              onClick={() => publishOutput(designer, nodeKey, port.name)}
            >
              Make it a pipeline output
            </Button>
          )
        )}
        <TextField
          label="Register as data asset"
          placeholder="Name; empty: not registered"
          value={settings.name}
          disabled={!canWrite}
          onChange={(name) => set({ name: name || null })}
        />
        <TextField
          label="Path"
          placeholder="Default datastore"
          value={settings.path}
          disabled={!canWrite}
          onChange={(path) => set({ path: path || null })}
        />
        <Field label="Mode" size="small">
          <Select
            value={settings.mode ?? ''}
            disabled={!canWrite}
            onChange={(_, data) => set({ mode: data.value || null })}
          >
            <option value="">Default</option>
            <option>rw_mount</option>
            <option>upload</option>
            <option>direct</option>
          </Select>
        </Field>
      </div>
    </details>
  );
}
