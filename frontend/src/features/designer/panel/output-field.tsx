/** One output of a step: how it is kept, whether it is registered, and whether the pipeline gives it out. */

import { Button, tokens } from '@fluentui/react-components';
import { ArrowExportRegular, ErrorCircleFilled, WarningFilled } from '@fluentui/react-icons';
import type { Diagnostic } from '../../../api/types';
import type { Port } from '../../../canvas/core/components';
import { emptyOutput, type OutputSettings, type StepNode } from '../../../canvas/core/document';
import { portLook } from '../../../canvas/core/port-shape';
import { Prose } from '../../../ui/prose';
import { publishOutput } from '../canvas/own-ends';
import { messagesAt, messagesUnder } from '../data/problems';
import { useDesigner, useDocument } from '../data/session';
import { ModeField } from './mode-field';
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
  const { run, canWrite, diagnostics } = designer;
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
  const field = `${nodeKey}.outputs.${port.name}`;
  const found = messagesUnder(diagnostics, field);
  const messageOf = (part: string) => messagesAt(found, `${field}.${part}`)[0]?.message;
  const whole = messagesAt(found, field)[0];
  return (
    <details className={styles.fold} data-field={field}>
      <summary>
        <span className={styles.mark}>
          <TypeMark type={port.type} /> {port.name}
          <span className={styles.faint}>{portLook(port.type).word}</span>
          {found.length > 0 && <ProblemMark found={found} />}
        </span>
      </summary>
      <div className={styles.section}>
        {port.description && <span className={styles.faint}>{port.description}</span>}
        {whole && (
          <span>
            <Prose text={whole.message} />
          </span>
        )}
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
          field={`${field}.name`}
          message={messageOf('name')}
          onChange={(name) => set({ name: name || null })}
        />
        <TextField
          label="Path"
          placeholder="Default datastore"
          value={settings.path}
          disabled={!canWrite}
          field={`${field}.path`}
          message={messageOf('path')}
          onChange={(path) => set({ path: path || null })}
        />
        <TextField
          label="Version"
          placeholder="The next one"
          value={settings.version}
          disabled={!canWrite || !settings.name}
          field={`${field}.version`}
          message={messageOf('version')}
          onChange={(version) => set({ version: version || null })}
        />
        <ModeField
          side="output"
          type={port.type}
          value={settings.mode}
          onChange={(mode) => set({ mode })}
          disabled={!canWrite}
          field={`${field}.mode`}
          message={messageOf('mode')}
        />
      </div>
    </details>
  );
}

/** On the folded output: something in it is not right. */
function ProblemMark({ found }: { found: readonly Diagnostic[] }) {
  const isError = found.some((one) => one.severity === 'error');
  const words = isError ? 'Has an error' : 'Has a warning';
  return isError ? (
    <ErrorCircleFilled aria-label={words} style={{ color: tokens.colorStatusDangerForeground1 }} />
  ) : (
    <WarningFilled aria-label={words} style={{ color: tokens.colorStatusWarningForeground3 }} />
  );
}
