// A shortcut as keys on a keyboard: "mod+k" becomes Ctrl K, or the Cmd sign on a Mac.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);
const NAMES: Record<string, string> = {
  mod: MAC ? 'Cmd' : 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  arrowdown: 'Down',
  arrowup: 'Up',
  arrowleft: 'Left',
  arrowright: 'Right',
  delete: 'Delete',
  backspace: 'Backspace',
  home: 'Home',
  end: 'End',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  contextmenu: 'Menu',
  arrows: 'Arrows',
  drag: 'Drag',
  wheel: 'Wheel',
  pinch: 'Two fingers',
  middle: 'Middle button',
  doubleclick: 'Double-click',
  plus: '+',
  minus: '−',
  space: 'Space',
};

const useStyles = makeStyles({
  keys: { display: 'inline-flex', gap: tokens.spacingHorizontalXXS },
  either: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
  },
  or: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  key: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    padding: `0 ${tokens.spacingHorizontalSNudge}`,
    lineHeight: tokens.lineHeightBase300,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
  },
});

export function Keys({ keys }: { keys: string }) {
  const styles = useStyles();
  return (
    <span className={styles.either}>
      {keys.split('|').map((one, i) => (
        <Fragment key={one}>
          {i > 0 && <span className={styles.or}>or</span>}
          <span className={styles.keys}>
            {one.split('+').map((key) => (
              <kbd key={key} className={styles.key}>
                {NAMES[key.toLowerCase()] ?? key.toUpperCase()}
              </kbd>
            ))}
          </span>
        </Fragment>
      ))}
    </span>
  );
}
