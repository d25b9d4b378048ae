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

import { useHotkey, useHotkeyList } from '../ui/hotkeys';
import { Keys } from '../ui/keys';
import { shortcutsState } from './shortcuts-state';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXL,
    listStyleType: 'none',
  },
});

export function ShortcutsOverlay() {
  const styles = useStyles();
  const open = shortcutsState.use();
  const hotkeys = useHotkeyList();
  useHotkey('?', shortcutsState.toggle, 'This list');
  return (
    <Dialog
      open={open}
      onOpenChange={(_, data) => (data.open ? shortcutsState.open() : shortcutsState.close())}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogContent>
            <ul className={styles.list}>
              {hotkeys.map((hotkey) => (
                <li key={`${hotkey.keys} ${hotkey.label}`} className={styles.row}>
                  {hotkey.label}
                  <Keys keys={hotkey.keys} />
                </li>
              ))}
            </ul>
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
