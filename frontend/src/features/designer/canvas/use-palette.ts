/** The designer's actions in the command palette: those that are possible just now. */

import { type PaletteAction, usePaletteActions } from '../../../ui/palette-actions';
import type { Designer } from '../data/session';
import { ACTIONS, type Action, ALIGN_ACTIONS } from './actions';

const ALL: readonly Action[] = [...Object.values<Action>(ACTIONS), ...ALIGN_ACTIONS];

/** `designer` null while something else stands where the canvas was; `more`: of the page around. */
export function useDesignerPalette(
  designer: Designer | null,
  more: () => readonly PaletteAction[],
): void {
  usePaletteActions('Designer', () => [
    ...(designer ? possible(designer).map((one) => offered(one, designer)) : []),
    ...more(),
  ]);
}

export function possible(designer: Designer): Action[] {
  return ALL.filter(
    (one) =>
      (one.isReading || designer.canWrite) &&
      (one.isHere?.(designer) ?? true) &&
      one.isEnabled(designer.store),
  );
}

function offered(one: Action, designer: Designer): PaletteAction {
  return {
    id: `designer ${one.id}`,
    label: one.label(designer.store),
    keys: one.shown,
    run: () => one.run(designer),
  };
}
