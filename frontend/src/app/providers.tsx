// What every screen stands on: look, server state, messages.
import {
  FluentProvider,
  makeStyles,
  PortalMountNodeProvider,
  tokens,
} from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { ProblemError } from '../api/problem';
import { ToastHost } from '../ui/toast';
import { keepGuardsHonest } from './focus-guards';
import { useIsDark, useTheme } from './theme';

/** Asking again helps when nobody answered; a clear "no" stays a "no". */
function worthRetrying(failures: number, error: Error): boolean {
  const settled = error instanceof ProblemError && error.status > 0 && error.status < 500;
  return !settled && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: worthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

const useStyles = makeStyles({
  root: { height: '100%', backgroundColor: tokens.colorNeutralBackground2 },
});

export function Providers({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const dark = useIsDark();
  // Before the screen changes: what draws with the theme's colours changes in the same frame.
  useLayoutEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  useEffect(keepGuardsHonest, []);
  // Menus and dialogs are drawn here: what lies in no landmark is lost to those who go by them.
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  return (
    <FluentProvider theme={useTheme()} className={styles.root} applyStylesToPortals={false}>
      <QueryClientProvider client={queryClient}>
        <PortalMountNodeProvider value={layer ?? undefined}>
          {children}
          <ToastHost />
        </PortalMountNodeProvider>
        <aside ref={setLayer} aria-label="Menus, dialogs and messages" />
      </QueryClientProvider>
    </FluentProvider>
  );
}
