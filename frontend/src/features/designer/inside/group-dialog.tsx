/** Grouping: a name for the step, and whether its pipeline is registered or written inside the step. */

import {
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../../api/keys';
import { asProblem } from '../../../api/problem';
import { freeName, keyRefusal } from '../../../canvas/core/names';
import { FormDialog } from '../../../ui/form-dialog';
import { useDesigner } from '../data/session';
import { groupSelection, registerStep } from './group-actions';

type Where = 'inside' | 'registered';

interface GroupDialogProps {
  /** A step whose pipeline is to be registered; null: the selection becomes one step. */
  node: string | null;
  onClose: () => void;
}

export function GroupDialog({ node, onClose }: GroupDialogProps) {
  const designer = useDesigner();
  const client = useQueryClient();
  const { document } = designer.store.get();
  const [name, setName] = useState(() => node ?? freeName('group', document.nodes));
  const [where, setWhere] = useState<Where>(node === null ? 'inside' : 'registered');
  const reason = node === null ? keyRefusal(document, name) : null;
  const work = useMutation({
    mutationFn: async () => {
      if (node === null && !groupedAlready(designer, name) && !groupSelection(designer, name))
        return;
      if (where === 'registered') await registerStep(designer, node ?? name, name);
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.allComponents });
      onClose();
    },
  });
  return (
    <FormDialog
      title={node === null ? 'Group into a pipeline component' : `Register ${node}`}
      act={node === null ? 'Group' : 'Register'}
      working={node === null ? 'Grouping' : 'Registering'}
      leave={work.isError ? 'Close' : 'Cancel'}
      busy={work.isPending}
      ready={reason === null || work.isError}
      onSubmit={() => work.mutate()}
      onClose={onClose}
      // The steps that were selected stand inside the new one.
      focusAfter={() => designer.view.get()?.focus()}
    >
      {work.isError && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            It could not be registered; the pipeline stays written inside the step.{' '}
            {asProblem(work.error).message} {asProblem(work.error).hint}
          </MessageBarBody>
        </MessageBar>
      )}
      <Field
        label="Name"
        size="small"
        validationState={reason && !work.isError ? 'error' : 'none'}
        {...(reason && !work.isError ? { validationMessage: reason } : {})}
      >
        <Input
          value={name}
          spellCheck={false}
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(_, { value }) => setName(value)}
        />
      </Field>
      {node === null && (
        <Field label="Where the pipeline is kept" size="small">
          <RadioGroup
            value={where}
            onChange={(_, { value }) => setWhere(value === 'registered' ? 'registered' : 'inside')}
          >
            <Radio value="inside" label="Inside this step: it can be edited here" />
            <Radio
              value="registered"
              label="As a registered component: others can use it, its versions never change"
            />
          </RadioGroup>
        </Field>
      )}
    </FormDialog>
  );
}

/** A second try after the registration was refused: the step is there already. */
function groupedAlready({ store }: ReturnType<typeof useDesigner>, name: string): boolean {
  const node = store.get().document.nodes[name];
  return node?.kind === 'step' && node.type === 'pipeline' && store.get().selection[0] === name;
}
