/** Submit: experiment, name, description, tags and inputs; then the job is on its way. */

import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { computesQuery } from '../../../api/catalog';
import { segment } from '../../../api/client';
import { keys } from '../../../api/keys';
import { asProblem } from '../../../api/problem';
import type { Diagnostic } from '../../../api/types';
import { type DataValue, isDataValue, type Scalar } from '../../../canvas/core/document';
import { plural } from '../../../lib/text';
import { FormDialog } from '../../../ui/form-dialog';
import { Prose } from '../../../ui/prose';
import { toast } from '../../../ui/toast';
import { type Submission, submitJob } from '../data/api';
import { inputOf, isAskedFor, isOfCompute } from '../data/may-submit';
import { countBySeverity } from '../data/problems';
import { type Designer, useDesigner } from '../data/session';
import { useValidation } from '../data/use-validation';
import { keepWish, lastWish, type Wish } from '../jobs/last-wish';
import { ComputeField } from '../panel/compute-field';
import { KeyValues } from '../panel/key-values';
import { TextField } from '../panel/text-field';
import { usePanelStyles } from '../panel/use-panel-styles';
import { asSubmitted } from './as-submitted';
import { SubmitInput } from './submit-input';

const MOST_FINDINGS = 8;

export function SubmitDialog({ onClose }: { onClose: () => void }) {
  const styles = usePanelStyles();
  const designer = useDesigner();
  const [wish, setWish] = useState(() => startingWish(designer));
  const isRepeated = lastWish(designer.id) !== null;
  const computes = useQuery(computesQuery).data?.items ?? [];
  // One key for this dialog: a retry after a lost answer finds the job that was made.
  const [key] = useState(() => crypto.randomUUID?.() ?? String(Math.random()));
  const submission = useSubmission(designer, key, onClose);
  const set = (patch: Partial<Wish>) => setWish((before) => ({ ...before, ...patch }));
  const { inputs } = designer.store.get().document.interface;
  const diagnostics = useFindings(designer, wish);
  const { errors } = countBySeverity(diagnostics);
  return (
    <FormDialog
      title="Submit a job"
      act="Submit"
      working="Submitting…"
      busy={submission.isPending}
      ready={errors === 0}
      more={
        isRepeated && (
          <Button appearance="subtle" onClick={() => setWish(firstWish(designer))}>
            Values of the draft
          </Button>
        )
      }
      onSubmit={() => submission.mutate(wish)}
      onClose={onClose}
    >
      {submission.isError && <Refusal error={submission.error} />}
      <Findings found={diagnostics.filter((one) => !isAskedFor(one))} />
      <TextField
        label="Experiment"
        value={wish.experiment}
        placeholder="Default"
        onChange={(experiment) => set({ experiment })}
      />
      <TextField label="Job display name" value={wish.name} onChange={(name) => set({ name })} />
      <TextField
        label="Description"
        lines={2}
        value={wish.description}
        onChange={(description) => set({ description })}
      />
      <Field label="Tags" size="small">
        <KeyValues noun="tag" values={wish.tags} onChange={(tags) => set({ tags })} />
      </Field>
      <ComputeField
        label="Compute of steps that name none"
        value={wish.compute}
        names={computes.map((one) => one.name)}
        emptyWords="None"
        disabled={false}
        field="submit.compute"
        message={diagnostics.find(isOfCompute)?.message}
        onChange={(compute) => set({ compute })}
      />
      {Object.keys(inputs).length > 0 && <h3 className={styles.heading}>Pipeline inputs</h3>}
      {Object.keys(inputs).map((name) => (
        <SubmitInput
          key={name}
          name={name}
          value={wish.inputs[name] ?? null}
          finding={worst(diagnostics.filter((one) => inputOf(one) === name))}
          onChange={(value) => set({ inputs: withValue(wish.inputs, name, value) })}
        />
      ))}
      <Text role="status" block className={styles.faint}>
        {errors > 0 && 'It can be submitted once what is marked in red is solved.'}
      </Text>
    </FormDialog>
  );
}

/** What is said of the draft with the values that stand in the dialog. */
function useFindings({ id, store, diagnostics }: Designer, { inputs, compute }: Wish) {
  const { document } = store.get();
  const submitted = useMemo(
    () => asSubmitted(document, { inputs, compute }),
    [document, inputs, compute],
  );
  return useValidation(id, submitted, diagnostics).diagnostics;
}

function worst(found: readonly Diagnostic[]): Diagnostic | undefined {
  return found.find((one) => one.severity === 'error') ?? found[0];
}

/** As it was submitted last from here, with the inputs that the draft has now. */
function startingWish(designer: Designer): Wish {
  const first = firstWish(designer);
  const last = lastWish(designer.id);
  if (!last) return first;
  const known = designer.store.get().document.interface.inputs;
  const kept = Object.entries(last.inputs).filter(([name]) => Object.hasOwn(known, name));
  return { ...last, inputs: { ...first.inputs, ...Object.fromEntries(kept) } };
}

function firstWish({ store, name }: Designer): Wish {
  const { details, settings, interface: ends } = store.get().document;
  const inputs = Object.entries(ends.inputs).flatMap(([key, input]) =>
    input.value === null ? [] : [[key, input.value] as const],
  );
  return {
    experiment: details.experiment_name ?? '',
    name: details.display_name ?? name.get(),
    description: details.description ?? '',
    tags: details.tags,
    compute: settings.default_compute,
    inputs: Object.fromEntries(inputs),
  };
}

function withValue(
  inputs: Wish['inputs'],
  name: string,
  value: Scalar | DataValue | null,
): Wish['inputs'] {
  const { [name]: _, ...others } = inputs;
  return value === null ? others : { ...others, [name]: value };
}

function useSubmission(designer: Designer, key: string, onClose: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (wish: Wish) => {
      await designer.autosave.flush();
      keepWish(designer.id, wish);
      return submitJob(submissionOf(designer, wish), key);
    },
    onSuccess: (job) => {
      void client.invalidateQueries({ queryKey: keys.allJobs });
      const run = () => void navigate({ to: '/jobs/$name', params: { name: job.name } });
      const href = `/jobs/${segment(job.name)}`;
      toast({
        intent: 'success',
        title: 'Submitted',
        body: job.display_name || job.name,
        action: { label: 'Open the job', href, run },
      });
      onClose();
    },
  });
}

function submissionOf({ id, autosave }: Designer, wish: Wish): Submission {
  return {
    draft: id,
    revision: autosave.revision,
    tags: wish.tags,
    settings: { default_compute: wish.compute },
    ...(wish.name ? { display_name: wish.name } : {}),
    ...(wish.experiment ? { experiment_name: wish.experiment } : {}),
    ...(wish.description ? { description: wish.description } : {}),
    inputs: Object.fromEntries(
      Object.entries(wish.inputs).map(([name, value]) => [
        name,
        isDataValue(value) ? slim(value) : value,
      ]),
    ),
  };
}

/** Only what was said: a null mode is no mode. */
function slim(value: DataValue): DataValue {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== null),
  ) as unknown as DataValue;
}

function Refusal({ error }: { error: unknown }) {
  const problem = asProblem(error);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Not submitted</MessageBarTitle>
        <Prose text={problem.message} /> {problem.hint && <Prose text={problem.hint} />}
        {problem.diagnostics.length > 0 && (
          <ul>
            {problem.diagnostics.slice(0, 8).map((one) => (
              <li key={`${one.path} ${one.code} ${one.message}`}>
                {one.path} <Prose text={one.message} />
              </li>
            ))}
          </ul>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

/** What has no field here: errors stand in the way, warnings should be known. */
function Findings({ found }: { found: readonly Diagnostic[] }) {
  if (found.length === 0) return null;
  const { errors, warnings } = countBySeverity(found);
  return (
    <MessageBar intent={errors > 0 ? 'error' : 'warning'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {errors > 0
            ? `${plural(errors, 'problem')} of the pipeline`
            : `${plural(warnings, 'warning')}: the job runs all the same`}
        </MessageBarTitle>
        <ul>
          {found.slice(0, MOST_FINDINGS).map((one) => (
            <li key={`${one.path} ${one.code} ${one.message}`}>
              {one.path} <Prose text={one.message} />
            </li>
          ))}
          {found.length > MOST_FINDINGS && <li>and {found.length - MOST_FINDINGS} more</li>}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
