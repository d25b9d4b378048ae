/** The pipeline's own outputs: name, what makes it, where it is kept. */

import { Button, Text, Tooltip } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import type { PipelineOutput } from '../../../canvas/core/document';
import { nameRefusal } from '../../../canvas/core/names';
import { useDesigner, useDocument } from '../data/session';
import { RenameField } from './rename-field';
import { Section } from './section';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';

export function InterfaceOutputs() {
  const styles = usePanelStyles();
  const { outputs } = useDocument().interface;
  const names = Object.keys(outputs);
  return (
    <Section title="Pipeline outputs">
      {names.length === 0 && (
        <Text className={styles.faint}>
          None yet. Select a step, open one of its outputs and choose “Make it a pipeline output”.
        </Text>
      )}
      {names.map((name) => (
        <OutputCard key={name} name={name} />
      ))}
    </Section>
  );
}

export function OutputCard({ name }: { name: string }) {
  const styles = usePanelStyles();
  const { run, canWrite } = useDesigner();
  const document = useDocument();
  const output = document.interface.outputs[name];
  if (!output) return null;
  const feeding = document.bindings.find(
    ({ target }) => target.node === null && target.port === name,
  )?.source;
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
      <Text className={styles.faint}>
        {feeding ? `From ${feeding.node}.${feeding.port}` : 'Nothing makes it yet'}
      </Text>
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
    </div>
  );
}
