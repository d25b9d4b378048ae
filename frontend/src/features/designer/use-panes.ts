/** Which panes are open; remembered, and narrower where the window is small. */

import { useCallback, useMemo, useState } from 'react';

const KEY = 'studio.designer.panes';

interface Open {
  library: boolean;
  panel: boolean;
  problems: boolean;
  yaml: boolean;
}

const FIRST: Open = { library: true, panel: true, problems: false, yaml: false };

function remembered(): Open {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Open>) };
  } catch {
    return FIRST;
  }
}

/** `isYaml`: the address asks for the YAML. */
export function usePanes(isYaml: boolean) {
  const [open, setOpen] = useState(() => ({ ...remembered(), ...(isYaml ? { yaml: true } : {}) }));
  const set = useCallback((patch: Partial<Open>) => {
    setOpen((before) => {
      const next = { ...before, ...patch };
      localStorage.setItem(KEY, JSON.stringify(next));
      return next;
    });
  }, []);
  const actions = useMemo(
    () => ({
      showPanel: () => set({ panel: true }),
      showProblems: () => set({ problems: true }),
      /** Opens the settings and puts the focus into them. */
      openPanel: () => {
        set({ panel: true });
        requestAnimationFrame(() => {
          document
            .querySelector<HTMLElement>('[data-panel] :is(input, select, textarea, button)')
            ?.focus();
        });
      },
    }),
    [set],
  );
  return {
    ...open,
    ...actions,
    libraryWidth: 'clamp(200px, 18vw, 272px)',
    panelWidth: 'clamp(280px, 25vw, 360px)',
    toggleLibrary: () => set({ library: !open.library }),
    togglePanel: () => set({ panel: !open.panel }),
    /** Where there is no room for both. */
    libraryForYaml: () => set({ library: true, yaml: false }),
    toggleYaml: () => set({ yaml: !open.yaml }),
    toggleProblems: () => set({ problems: !open.problems }),
  };
}
