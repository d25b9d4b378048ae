/** The designer's actions in the command palette: those that are possible just now. */

import { usePaletteActions } from '../../../ui/palette-actions';
import type { Designer } from '../data/session';
import { ACTIONS, type Action, ALIGN_ACTIONS } from './actions';

const ALL: readonly Action[] = [...Object.values<Action>(ACTIONS), ...ALIGN_ACTIONS];

export function useDesignerPalette(designer: Designer): void {
  usePaletteActions('Designer', () =>
    ALL.filter((one) => (one.isReading || designer.canWrite) && one.isEnabled(designer.store)).map(
      (one) => ({
        id: `designer ${one.id}`,
        label: one.label(designer.store),
        keys: one.shown,
        run: () => one.run(designer),
      }),
    ),
  );
}
