/** Who else has this draft open; tells them what is selected here, and hears of their saves. */

import { useEffect, useState } from 'react';
import { type DraftLive, type Person, subscribeDraft } from '../../../api/live';
import type { EditorStore } from '../../../canvas/core/store';
import type { BoxOutline } from '../../../canvas/view/graph-view';
import type { Designer, DraftSession } from '../data/session';
import { colourOf } from './colours';
import { boxAt, placeIn } from './places';
import { shortName } from './who';

const PACE_MS = 150;

export function usePeople(session: DraftSession, here: Here): readonly Person[] {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [draft, setDraft] = useState<DraftLive | null>(null);
  useEffect(() => {
    const { id, autosave } = session;
    const live = subscribeDraft(
      id,
      () => autosave.revision,
      setPeople,
      (revision) => autosave.heard(revision),
    );
    setDraft(live);
    return () => {
      setDraft(null);
      live.stop();
    };
  }, [session]);
  const { store } = here;
  const path = here.path.join('/');
  useEffect(() => {
    return draft ? tellSelection(store, path ? path.split('/') : [], draft) : undefined;
  }, [draft, store, path]);
  return people;
}

/** The level that this tab shows. */
type Here = Pick<Designer, 'store' | 'path'>;

/** The selection as it is and as it changes, a few times a second at most. */
function tellSelection(store: EditorStore, path: readonly string[], draft: DraftLive): () => void {
  const tell = (ids: readonly string[]) => draft.select(ids.map((id) => placeIn(path, id)));
  let told = store.get().selection;
  tell(told);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = store.subscribe(() => {
    if (store.get().selection === told) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      told = store.get().selection;
      tell(told);
    }, PACE_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** A frame in the colour of whoever has the box selected, or is inside of it. */
export function selectionOutlines(
  people: readonly Person[],
  path: readonly string[],
  own: string | undefined,
): Record<string, BoxOutline> {
  const outlines: Record<string, BoxOutline> = {};
  for (const one of people) {
    const boxes = new Map<string, boolean>();
    for (const selected of one.selection) {
      const box = boxAt(path, selected);
      if (box) boxes.set(box.id, box.isInside);
    }
    for (const [id, isInside] of boxes) {
      const before = outlines[id];
      const who = shortName(one, own);
      const name = isInside ? `${who}, inside` : who;
      const word = before ? `${before.word}, ${name}` : name;
      outlines[id] = { colour: before?.colour ?? colourOf(one.username), word };
    }
  }
  return outlines;
}
