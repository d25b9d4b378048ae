// `?` lists the shortcuts of what is on the screen now.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DialogFrame } from '../ui/dialog-frame';
import { type Hotkey, useHotkey, useHotkeyList } from '../ui/hotkeys';
import { Keys } from '../ui/keys';
import { shortcutsState } from './shortcuts-state';

const useStyles = makeStyles({
  surface: { maxWidth: '480px' },
  groups: { display: 'block', padding: tokens.spacingHorizontalXS },
  // Three columns from 1024 pixels on: the designer's shortcuts fit into 1024 x 768.
  wide: { maxWidth: 'min(1080px, calc(100vw - 32px))' },
  columns: { columnWidth: '260px', columnGap: tokens.spacingHorizontalXXL },
  group: {
    margin: `0 0 ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    breakAfter: 'avoid',
  },
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    margin: `0 0 ${tokens.spacingVerticalM}`,
    padding: 0,
    'section:last-child > &': { marginBottom: 0 },
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(34%, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    listStyleType: 'none',
    breakInside: 'avoid',
  },
});

const MOST_IN_ONE_COLUMN = 16;
const GENERAL = 'General';

export function ShortcutsOverlay() {
  useHotkey('?', shortcutsState.toggle, 'This list');
  return shortcutsState.use() && <Shortcuts />;
}

/** Those of the view come first, those of every page last. */
function Shortcuts() {
  const styles = useStyles();
  const hotkeys = useHotkeyList();
  const isLong = hotkeys.length > MOST_IN_ONE_COLUMN;
  const groups = [...new Set([...hotkeys.map(groupOf).filter((one) => one !== GENERAL), GENERAL])];
  return (
    <DialogFrame
      title="Keyboard shortcuts"
      className={mergeClasses(styles.surface, isLong && styles.wide)}
      contentClassName={mergeClasses(styles.groups, isLong && styles.columns)}
      // It scrolls where the window is small: the keyboard has to reach it.
      contentTabIndex={0}
      onClose={shortcutsState.close}
    >
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h3 className={styles.group}>{group}</h3>
          <ul className={styles.list}>
            {hotkeys
              .filter((one) => groupOf(one) === group)
              .map((hotkey) => (
                <li key={`${hotkey.keys} ${hotkey.label}`} className={styles.row}>
                  <span>{hotkey.label}</span>
                  <Keys keys={hotkey.keys} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </DialogFrame>
  );
}

function groupOf({ group }: Hotkey): string {
  return group ?? GENERAL;
}
