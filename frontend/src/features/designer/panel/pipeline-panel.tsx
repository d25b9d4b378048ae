/** The right pane when nothing is selected: the pipeline itself. */

import { Field, Select, Switch, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { computesQuery, datastoresQuery } from '../../../api/catalog';
import { JobLink } from '../../../ui/jobs/job-link';
import { Prose } from '../../../ui/prose';
import { messagesUnder } from '../data/problems';
import { useDesigner, useDocument } from '../data/session';
import { ComputeField } from './compute-field';
import { InterfaceInputs } from './interface-inputs';
import { InterfaceOutputs } from './interface-outputs';
import { KeepDataField } from './keep-data-field';
import { KeyValues } from './key-values';
import { Section } from './section';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';

export function PipelinePanel() {
  const styles = usePanelStyles();
  const { path } = useDesigner();
  return (
    <div className={styles.body}>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        {path.length === 0 ? 'Pipeline' : `Inside ${path.at(-1)}`}
      </Text>
      <InterfaceInputs />
      <InterfaceOutputs />
      {path.length === 0 && <SettingsSection />}
      <DetailsSection />
    </div>
  );
}

const SHOWN = ['default_compute', 'default_datastore'];

function SettingsSection() {
  const styles = usePanelStyles();
  const { run, canWrite, diagnostics } = useDesigner();
  const { settings } = useDocument();
  const computes = useQuery(computesQuery).data?.items ?? [];
  const datastores = useQuery(datastoresQuery).data?.items ?? [];
  const stores = datastores.map((one) => `azureml:${one.name}`);
  const set = (patch: Partial<typeof settings>) => run({ kind: 'set-settings', patch });
  const messageOf = (key: string) => messagesUnder(diagnostics, `settings.${key}`)[0]?.message;
  // What no field of this section is about is said below them.
  const found = messagesUnder(diagnostics, 'settings').find(
    ({ path }) => !SHOWN.includes(path.split('.')[1] ?? ''),
  );
  const other = settings.default_datastore;
  return (
    <Section title="Settings">
      <ComputeField
        label="Default compute"
        value={settings.default_compute}
        names={computes.map((one) => one.name)}
        emptyWords="None"
        disabled={!canWrite}
        field="settings.default_compute"
        message={messageOf('default_compute')}
        onChange={(default_compute) => set({ default_compute })}
      />
      <Field
        label="Default datastore"
        size="small"
        data-field="settings.default_datastore"
        validationState={messageOf('default_datastore') ? 'error' : 'none'}
        {...(messageOf('default_datastore')
          ? { validationMessage: messageOf('default_datastore') }
          : {})}
      >
        <Select
          value={other ?? ''}
          disabled={!canWrite}
          onChange={(_, data) => set({ default_datastore: data.value || null })}
        >
          <option value="">The workspace’s default</option>
          {other && !stores.includes(other) && <option value={other}>{other}</option>}
          {stores.map((one) => (
            <option key={one} value={one}>
              {one.slice('azureml:'.length)}
            </option>
          ))}
        </Select>
      </Field>
      <Switch
        label="Continue when a step fails"
        checked={settings.continue_on_step_failure}
        disabled={!canWrite}
        onChange={(_, data) => set({ continue_on_step_failure: data.checked })}
      />
      <Switch
        label="Run every step again (no reuse)"
        checked={settings.force_rerun}
        disabled={!canWrite}
        onChange={(_, data) => set({ force_rerun: data.checked })}
      />
      <div className={styles.section} data-field="settings.keep_intermediate_days">
        <KeepDataField
          value={settings.keep_intermediate_days}
          disabled={!canWrite}
          onChange={(keep_intermediate_days) => set({ keep_intermediate_days })}
        />
      </div>
      {found && (
        <Text role="alert" data-field="settings">
          <Prose text={found.message} />
        </Text>
      )}
    </Section>
  );
}

function DetailsSection() {
  const { run, canWrite, path, clonedFrom } = useDesigner();
  const isInside = path.length > 0;
  const { details } = useDocument();
  const set = (patch: Partial<typeof details>) => run({ kind: 'set-details', patch });
  return (
    <Section title="Details">
      {!isInside && clonedFrom && (
        <Text size={200}>
          Cloned from job <JobLink name={clonedFrom} inText />
        </Text>
      )}
      <TextField
        label={isInside ? 'Display name' : 'Display name of its jobs'}
        value={details.display_name}
        disabled={!canWrite}
        onChange={(text) => set({ display_name: text || null })}
      />
      {!isInside && (
        <TextField
          label="Experiment"
          value={details.experiment_name}
          placeholder="Default"
          disabled={!canWrite}
          onChange={(text) => set({ experiment_name: text || null })}
        />
      )}
      <TextField
        label="Description"
        lines={3}
        value={details.description}
        disabled={!canWrite}
        onChange={(text) => set({ description: text || null })}
      />
      <div>
        <Text size={200}>Tags</Text>
        <KeyValues
          noun="tag"
          values={details.tags}
          disabled={!canWrite}
          onChange={(tags) => set({ tags })}
        />
      </div>
    </Section>
  );
}
