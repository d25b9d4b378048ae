// Display name, description and tags of a job.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useEditJob } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { MarkdownField } from '../../../ui/markdown-field';
import { ProblemView } from '../../../ui/problem-view';
import { TagEditor } from '../../../ui/tag-editor';

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM } });

export function EditJobDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const styles = useStyles();
  const edit = useEditJob(job.name);
  const [name, setName] = useState(job.display_name);
  const [description, setDescription] = useState(job.description);
  const [tags, setTags] = useState(job.tags);
  const save = () => edit.mutate({ display_name: name, description, tags }, { onSuccess: onClose });
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Edit job</DialogTitle>
          <DialogContent>
            <div className={styles.form}>
              <Field label="Display name">
                <Input value={name} onChange={(_, data) => setName(data.value)} />
              </Field>
              <MarkdownField label="Description" value={description} onChange={setDescription} />
              <TagEditor tags={tags} onChange={setTags} />
              {edit.isError && <ProblemView error={edit.error} title="Not saved" />}
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
            <Button appearance="primary" onClick={save} disabled={edit.isPending}>
              {edit.isPending ? 'Saving' : 'Save'}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
