// Registers a data asset: from files that are uploaded, or from an address.
import {
  Field,
  Input,
  makeStyles,
  ProgressBar,
  Radio,
  RadioGroup,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatBytes } from '../../lib/bytes';
import { FileButton } from '../../ui/file-button';
import { FormDialog } from '../../ui/form-dialog';
import { ProblemView } from '../../ui/problem-view';
import { isTable, type Noun, nameFrom, typeOf, useRegister } from './use-register';

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

function filesText(files: readonly File[]): string {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const [first] = files;
  if (!first) return 'Nothing chosen.';
  return files.length === 1
    ? `${first.name}, ${formatBytes(size)}`
    : `${files.length} files, ${formatBytes(size)}${isTable(files) ? ', a table' : ''}`;
}

const TITLES = { data: 'Register data', model: 'Register a model' } as const;
const ADDRESSES = {
  data: 'azureml://datastores/NAME/paths/PATH, or an https address',
  model: 'azureml://jobs/JOB/outputs/NAME, runs:/RUN/PATH, or azureml://datastores/NAME/paths/PATH',
} as const;

interface RegisterDialogProps {
  noun: Noun;
  files: File[];
  onClose: () => void;
}

export function RegisterDialog({ noun, files, onClose }: RegisterDialogProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const [way, setWay] = useState<'upload' | 'uri'>('upload');
  const [chosen, setChosen] = useState(files);
  const [name, setName] = useState(nameFrom(files));
  const [path, setPath] = useState('');
  const [folder, setFolder] = useState(files.length > 1);
  const [description, setDescription] = useState('');
  const register = useRegister(noun);
  const choose = (given: File[], asFolder: boolean) => {
    setChosen(given);
    setFolder(asFolder || given.length > 1);
    if (name === '') setName(nameFrom(given));
  };
  const type = typeOf(noun, way, folder, chosen);
  const ready = name.trim() !== '' && (way === 'upload' ? chosen.length > 0 : path.trim() !== '');
  const save = async () => {
    const asset = await register.run({
      way,
      name: name.trim(),
      type,
      path,
      description,
      files: chosen,
    });
    if (!asset) return;
    onClose();
    const to = noun === 'model' ? '/models/$name' : '/data/$name';
    void navigate({ to, params: { name: asset.name }, search: {} });
  };
  return (
    <FormDialog
      title={TITLES[noun]}
      act="Register"
      working="Registering"
      busy={register.busy}
      ready={ready}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Field label="Where is it?">
        <RadioGroup
          layout="horizontal"
          value={way}
          onChange={(_, data) => setWay(data.value === 'uri' ? 'uri' : 'upload')}
        >
          <Radio value="upload" label="On this machine" />
          <Radio value="uri" label="At an address" />
        </RadioGroup>
      </Field>
      {way === 'upload' ? (
        <div>
          <div className={styles.row}>
            <FileButton label="Choose files" multiple onFiles={(given) => choose(given, false)} />
            <FileButton label="Choose a folder" folder onFiles={(given) => choose(given, true)} />
          </div>
          <span className={styles.quiet}>{filesText(chosen)}</span>
        </div>
      ) : (
        <>
          <Field label="Address" required hint={ADDRESSES[noun]}>
            <Input value={path} onChange={(_, data) => setPath(data.value)} />
          </Field>
          {noun === 'data' && (
            <Field label="Kind">
              <RadioGroup
                layout="horizontal"
                value={type}
                onChange={(_, data) => setFolder(data.value === 'uri_folder')}
              >
                <Radio value="uri_file" label="File" />
                <Radio value="uri_folder" label="Folder" />
              </RadioGroup>
            </Field>
          )}
        </>
      )}
      <Field label="Name" required>
        <Input value={name} onChange={(_, data) => setName(data.value)} />
      </Field>
      <Field label="Description">
        <Textarea value={description} onChange={(_, data) => setDescription(data.value)} />
      </Field>
      {register.progress && (
        <ProgressBar
          aria-label="Upload"
          value={register.progress.sent}
          max={Math.max(1, register.progress.total)}
        />
      )}
      {register.error !== null && <ProblemView error={register.error} title="Not registered" />}
    </FormDialog>
  );
}
