/** What can be done to a draft in the list: copy it, delete it (after asking). */

import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { CopyRegular, DeleteRegular, MoreHorizontalRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DraftSummary } from '../../../api/types';
import { FormDialog } from '../../../ui/form-dialog';
import { toast, toastProblem } from '../../../ui/toast';
import { copyDraft, deleteDraft } from '../data/api';
import { forgetDraft } from '../data/kept-work';

export function DraftMenu({ draft }: { draft: DraftSummary }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const changed = async () => {
    const queryKey = ['drafts'];
    // A first reading under way may have seen what was before, and is not begun anew by itself.
    await client.cancelQueries({ queryKey });
    await client.invalidateQueries({ queryKey });
  };
  const copy = useMutation({
    mutationFn: () => copyDraft(draft.id),
    onSuccess: (made) => {
      toast({ intent: 'success', title: `Copied as ${made.name}` });
      return changed();
    },
    onError: (error) => toastProblem('Not copied', error),
  });
  const remove = useMutation({
    mutationFn: () => deleteDraft(draft.id),
    onSuccess: () => {
      void forgetDraft(draft.id);
      return changed();
    },
    onError: (error) => toastProblem('Not deleted', error),
  });
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            size="small"
            icon={<MoreHorizontalRegular />}
            aria-label={`Actions for ${draft.name}`}
            onClick={(event) => event.stopPropagation()}
          />
        </MenuTrigger>
        <MenuPopover onClick={(event) => event.stopPropagation()}>
          <MenuList>
            <MenuItem icon={<CopyRegular />} onClick={() => copy.mutate()}>
              Copy
            </MenuItem>
            <MenuItem icon={<DeleteRegular />} onClick={() => setAsking(true)}>
              Delete
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {isAsking && (
        <FormDialog
          title={`Delete ${draft.name}?`}
          act="Delete for good"
          working="Deleting"
          leave="Keep it"
          isQuestion
          onSubmit={() => {
            setAsking(false);
            remove.mutate();
          }}
          onClose={() => setAsking(false)}
        >
          The draft is gone for good. Jobs that were submitted from it stay.
        </FormDialog>
      )}
    </>
  );
}
