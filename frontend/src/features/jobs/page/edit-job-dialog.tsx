// Display name, description and tags of a job.
import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useEditJob } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { isRun } from '../../../lib/job-types';
import { FormDialog } from '../../../ui/form-dialog';
import { MarkdownField } from '../../../ui/markdown-field';
import { ProblemView } from '../../../ui/problem-view';
import { TagEditor } from '../../../ui/tag-editor';

export function EditJobDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const edit = useEditJob(job.name);
  const [name, setName] = useState(job.display_name);
  const [description, setDescription] = useState(job.description);
  const [tags, setTags] = useState(job.tags);
  const save = () => edit.mutate({ display_name: name, description, tags }, { onSuccess: onClose });
  return (
    <FormDialog
      title={isRun(job) ? 'Edit run' : 'Edit job'}
      act="Save"
      working="Saving"
      busy={edit.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label="Display name">
        <Input value={name} onChange={(_, data) => setName(data.value)} />
      </Field>
      <MarkdownField label="Description" value={description} onChange={setDescription} />
      <TagEditor tags={tags} onChange={setTags} />
      {edit.isError && <ProblemView error={edit.error} title="Not saved" />}
    </FormDialog>
  );
}
