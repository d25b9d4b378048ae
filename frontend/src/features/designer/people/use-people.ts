/** Who else has this draft open; tells them what is selected here, and hears of their saves. */

import { useEffect, useState } from 'react';
import { type DraftLive, type Person, subscribeDraft } from '../../../api/live';
import type { BoxOutline } from '../../../canvas/view/graph-view';
import type { DraftSession } from '../data/session';
import { colourOf } from './colours';

const PACE_MS = 150;

export function usePeople(session: DraftSession): readonly Person[] {
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    const { id, autosave, store } = session;
    const draft = subscribeDraft(
      id,
      () => autosave.revision,
      setPeople,
      (revision) => autosave.heard(revision),
    );
    const stop = watchSelection(session, draft);
    draft.select(store.get().selection);
    return () => {
      stop();
      draft.stop();
    };
  }, [session]);
  return people;
}

/** The last selection, a few times a second at most. */
function watchSelection({ store }: DraftSession, draft: DraftLive): () => void {
  let told = store.get().selection;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = store.subscribe(() => {
    if (store.get().selection === told) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      told = store.get().selection;
      draft.select(told);
    }, PACE_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** A frame in the colour of whoever has the box selected. */
export function selectionOutlines(people: readonly Person[]): Record<string, BoxOutline> {
  const outlines: Record<string, BoxOutline> = {};
  for (const one of people) {
    for (const id of one.selection) {
      const before = outlines[id];
      const word = before ? `${before.word}, ${one.name}` : one.name;
      outlines[id] = { colour: before?.colour ?? colourOf(one.username), word };
    }
  }
  return outlines;
}
