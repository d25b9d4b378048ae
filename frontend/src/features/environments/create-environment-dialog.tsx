// Makes an environment: from a form, or from YAML.
import {
  Field,
  Input,
  makeStyles,
  Tab,
  TabList,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCreateEnvironment } from '../../api/catalog';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { DEFAULT_IMAGE, type EnvironmentForm, environmentYaml } from './environment-yaml';

const useStyles = makeStyles({
  yaml: { fontFamily: tokens.fontFamilyMonospace },
});

const BLANK: EnvironmentForm = { name: '', description: '', image: '', python: '', packages: '' };

export function CreateEnvironmentDialog({ onClose }: { onClose: () => void }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const [form, setForm] = useState(BLANK);
  /** What is in the YAML tab, once that was opened; from then on it counts. */
  const [yaml, setYaml] = useState<string | null>(null);
  const create = useCreateEnvironment();
  const text = yaml ?? environmentYaml(form);
  const save = () =>
    create.mutate(text, {
      onSuccess: (made) => {
        onClose();
        void navigate({ to: '/environments/$name', params: { name: made.name }, search: {} });
      },
    });
  const field = (name: keyof EnvironmentForm) => ({
    value: form[name],
    onChange: (_: unknown, data: { value: string }) => setForm({ ...form, [name]: data.value }),
  });
  const ready = yaml === null ? form.name.trim() !== '' : text.trim() !== '';
  return (
    <FormDialog
      title="Create an environment"
      act="Create"
      working="Creating"
      busy={create.isPending}
      ready={ready}
      onSubmit={save}
      onClose={onClose}
    >
      <TabList
        selectedValue={yaml === null ? 'form' : 'yaml'}
        onTabSelect={(_, data) => setYaml(data.value === 'yaml' ? text : null)}
      >
        <Tab value="form">Form</Tab>
        <Tab value="yaml">YAML</Tab>
      </TabList>
      {yaml === null ? (
        <>
          <Field label="Name" required>
            <Input {...field('name')} />
          </Field>
          <Field
            label="Packages"
            hint="One a line, as pip reads them: pandas==2.2.3. Without any, a plain Python."
          >
            <Textarea rows={5} textarea={{ className: styles.yaml }} {...field('packages')} />
          </Field>
          <Field label="Python version" hint="Empty for the studio's own.">
            <Input placeholder="3.11" {...field('python')} />
          </Field>
          <Field label="Image" hint="Where there is a container engine, steps run in this image.">
            <Input placeholder={DEFAULT_IMAGE} {...field('image')} />
          </Field>
          <Field label="Description">
            <Textarea {...field('description')} />
          </Field>
        </>
      ) : (
        <Field
          label="Environment file"
          hint="As studio environment create takes it; conda lines stand in place under conda_file."
        >
          <Textarea
            rows={14}
            resize="vertical"
            textarea={{ className: styles.yaml, spellCheck: false }}
            value={yaml}
            onChange={(_, data) => setYaml(data.value)}
          />
        </Field>
      )}
      {create.isError && <ProblemView error={create.error} title="Not created" />}
    </FormDialog>
  );
}
