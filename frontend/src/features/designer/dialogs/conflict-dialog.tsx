/** Somebody saved this draft in between: who and when, and whose work goes on. */

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { RelativeTime } from '../../../ui/times';
import { toastProblem } from '../../../ui/toast';
import { fetchDraft } from '../data/api';
import { type Designer, useDesigner, useSaveState } from '../data/session';

export function ConflictDialog() {
  const designer = useDesigner();
  const state = useSaveState(designer);
  if (state.kind !== 'conflict') return null;
  return <Conflict designer={designer} />;
}

function Conflict({ designer }: { designer: Designer }) {
  const { id, autosave, store, name } = designer;
  const [isBusy, setBusy] = useState(false);
  const { data: theirs, isError } = useQuery({
    queryKey: ['conflict', id],
    queryFn: () => fetchDraft(id),
    gcTime: 0,
    staleTime: 0,
  });
  const who = theirs?.modified_by ?? 'Somebody';
  const keep = async () => {
    if (!theirs) return;
    setBusy(true);
    try {
      await autosave.keepMine(theirs.revision);
    } catch (error) {
      toastProblem('Not saved', error);
    } finally {
      setBusy(false);
    }
  };
  const take = () => {
    if (!theirs) return;
    store.load(theirs.document);
    name.set(theirs.name);
    autosave.takeTheirs(theirs.revision);
  };
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>This draft was changed elsewhere</DialogTitle>
          <DialogContent>
            <Text as="p" block>
              {who} saved revision {theirs?.revision ?? '…'}{' '}
              {theirs && <RelativeTime at={theirs.modified_at} />}
              {theirs && ` with ${theirs.nodes_count} nodes`}. Your own changes are kept in this
              browser until you choose.
            </Text>
            {isError && <Text role="alert">The other version could not be read.</Text>}
          </DialogContent>
          <DialogActions>
            <Button disabled={!theirs || isBusy} onClick={take}>
              Take theirs
            </Button>
            <Button appearance="primary" disabled={!theirs || isBusy} onClick={() => void keep()}>
              Keep mine
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
