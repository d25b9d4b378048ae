/** Where there are fingers, or while it is on: the mode in which each press adds to the selection. */

import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import { SelectAllOnRegular } from '@fluentui/react-icons';
import { useMediaQuery } from '../../../lib/use-media-query';
import { useDesigner, useEditorState, useValue } from '../data/session';

const useStyles = makeStyles({
  button: {
    position: 'absolute',
    left: tokens.spacingHorizontalM,
    bottom: tokens.spacingVerticalM,
    minHeight: '36px',
    boxShadow: tokens.shadow4,
  },
});

export function SelectingButton() {
  const styles = useStyles();
  const { store, selecting } = useDesigner();
  const isOn = useValue(selecting);
  const hasTouch = useMediaQuery('(any-pointer: coarse)');
  const { selection } = useEditorState(store);
  if (!hasTouch && !isOn) return null;
  return (
    <ToggleButton
      className={styles.button}
      icon={<SelectAllOnRegular />}
      checked={isOn}
      onClick={() => selecting.set(!isOn)}
    >
      {isOn ? `Done, ${selection.length} selected` : 'Select several'}
    </ToggleButton>
  );
}
