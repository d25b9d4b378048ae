// `?` lists the shortcuts of what is on the screen now.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';

import { type Hotkey, useHotkey, useHotkeyList } from '../ui/hotkeys';
import { Keys } from '../ui/keys';
import { shortcutsState } from './shortcuts-state';

const useStyles = makeStyles({
  surface: { maxWidth: 'min(880px, calc(100vw - 32px))' },
  groups: {
    columnWidth: '320px',
    columnGap: tokens.spacingHorizontalXXXL,
    padding: tokens.spacingHorizontalXS,
  },
  group: {
    margin: `0 0 ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    breakAfter: 'avoid',
  },
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    margin: `0 0 ${tokens.spacingVerticalL}`,
    padding: 0,
  },
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    listStyleType: 'none',
    breakInside: 'avoid',
  },
});

const GENERAL = 'General';

export function ShortcutsOverlay() {
  const styles = useStyles();
  const open = shortcutsState.use();
  const hotkeys = useHotkeyList();
  useHotkey('?', shortcutsState.toggle, 'This list');
  const groups = [...new Set([...hotkeys.map(groupOf).filter((one) => one !== GENERAL), GENERAL])];
  return (
    <Dialog
      open={open}
      onOpenChange={(_, data) => (data.open ? shortcutsState.open() : shortcutsState.close())}
    >
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          {/* It scrolls where the window is small: the keyboard has to reach it. */}
          <DialogContent className={styles.groups} tabIndex={0}>
            {groups.map((group) => (
              <section key={group} aria-label={group}>
                <h3 className={styles.group}>{group}</h3>
                <ul className={styles.list}>
                  {hotkeys
                    .filter((one) => groupOf(one) === group)
                    .map((hotkey) => (
                      <li key={`${hotkey.keys} ${hotkey.label}`} className={styles.row}>
                        {hotkey.label}
                        <Keys keys={hotkey.keys} />
                      </li>
                    ))}
                </ul>
              </section>
            ))}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>Close</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function groupOf({ group }: Hotkey): string {
  return group ?? GENERAL;
}
