// What the owners of a workspace decide for all of it: how long intermediate data is kept.
import {
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  SpinButton,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIsOwner } from '../../api/session';
import type { WorkspaceSettings } from '../../api/types';
import { useEditWorkspaceSettings, workspaceSettingsQuery } from '../../api/workspace-settings';
import { CommandLine } from '../../ui/command-line';
import { ProblemView } from '../../ui/problem-view';
import { Section } from '../../ui/section';
import { toast, toastProblem } from '../../ui/toast';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '640px', justifyItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const DAYS = 30;

export function General() {
  const settings = useQuery(workspaceSettingsQuery);
  if (settings.isError) {
    return <ProblemView error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  return settings.data ? <IntermediateData settings={settings.data} /> : null;
}

function IntermediateData({ settings }: { settings: WorkspaceSettings }) {
  const styles = useStyles();
  const isOwner = useIsOwner();
  const edit = useEditWorkspaceSettings();
  const [days, setDays] = useState(settings.keep_intermediate_days ?? null);
  const changed = days !== (settings.keep_intermediate_days ?? null);
  const save = () =>
    edit.mutate(
      { keep_intermediate_days: days },
      {
        onSuccess: () => toast({ intent: 'success', title: 'Saved' }),
        onError: (error) => toastProblem('The settings could not be saved', error),
      },
    );
  return (
    <Section title="Intermediate data">
      <div className={styles.form}>
        <Text>
          What steps of a completed pipeline wrote can be removed when its time is over. The outputs
          of the pipeline itself stay, and so does what is registered as a data asset, was written
          to an address of your own, or is used by another job. A step whose data is gone runs again
          instead of being reused.
        </Text>
        <Field label="Outputs of steps are kept">
          <RadioGroup
            value={days === null ? 'forever' : 'days'}
            disabled={!isOwner}
            onChange={(_, data) => setDays(data.value === 'forever' ? null : DAYS)}
          >
            <Radio value="forever" label="for ever" />
            <Radio value="days" label="for some days after the job completed" />
          </RadioGroup>
        </Field>
        {days !== null && (
          <Field label="Days">
            <SpinButton
              value={days}
              min={0}
              max={36500}
              disabled={!isOwner}
              onChange={(_, data) => {
                const value = data.value ?? Number.parseInt(data.displayValue ?? '', 10);
                if (Number.isInteger(value) && value >= 0) setDays(value);
              }}
            />
          </Field>
        )}
        <Button
          appearance="primary"
          disabled={!isOwner || !changed || edit.isPending}
          onClick={save}
        >
          Save
        </Button>
        <Text size={200} className={styles.quiet}>
          {isOwner
            ? 'A pipeline may say otherwise: settings.keep_intermediate_days, a number of days or "forever".'
            : 'Owners of the workspace can change this.'}
        </Text>
        <CommandLine
          command={`studio workspace update --keep-intermediate-days ${days ?? 'forever'}`}
        />
      </div>
    </Section>
  );
}
