// The frame around every page: top bar, navigation, and the place where the page goes.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { onSignedOut } from '../api/client';
import { useHotkey } from '../ui/hotkeys';
import { CommandPalette } from './palette/command-palette';
import { paletteState } from './palette/state';
import { ShortcutsOverlay } from './shortcuts-overlay';
import { SideNav } from './side-nav';
import { TopBar } from './top-bar';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateRows: '48px minmax(0, 1fr)',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  top: { gridColumn: '1 / -1' },
  main: { overflow: 'auto', outlineStyle: 'none', minWidth: 0, height: '100%' },
  skip: {
    position: 'absolute',
    left: tokens.spacingHorizontalM,
    top: '-60px',
    zIndex: 1000,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForeground1,
    boxShadow: tokens.shadow16,
    borderRadius: tokens.borderRadiusMedium,
    ':focus': { top: tokens.spacingVerticalS },
  },
});

/** After a change of page, the keyboard and the screen reader begin at the page's own content. */
function useFocusOnPage() {
  const main = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo({ top: 0 });
  }, [path]);
  return main;
}

function useLeaveWhenSignedOut() {
  const navigate = useNavigate();
  useEffect(
    () =>
      onSignedOut(() => {
        if (location.pathname === '/sign-in') return;
        void navigate({
          to: '/sign-in',
          search: { next: `${location.pathname}${location.search}` },
        });
      }),
    [navigate],
  );
}

export function Shell() {
  const styles = useStyles();
  const main = useFocusOnPage();
  useLeaveWhenSignedOut();
  useHotkey('mod+k', paletteState.toggle, 'Command palette');
  return (
    <div className={styles.root}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <TopBar className={styles.top} />
      <SideNav />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <CommandPalette />
      <ShortcutsOverlay />
    </div>
  );
}
