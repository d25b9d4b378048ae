/** What an empty canvas says: how to begin. */

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { FlowchartRegular } from '@fluentui/react-icons';

const useStyles = makeStyles({
  hint: {
    display: 'grid',
    justifyItems: 'center',
    gap: tokens.spacingVerticalS,
    textAlign: 'center',
    maxWidth: '36ch',
  },
  icon: { fontSize: '40px', color: tokens.colorNeutralForeground3 },
});

export function EmptyHint() {
  const styles = useStyles();
  return (
    <div className={styles.hint}>
      <FlowchartRegular className={styles.icon} aria-hidden />
      <Text size={400} weight="semibold">
        Drag a component here
      </Text>
      <Text align="center">
        or double-click to search, or choose one in the library and press Enter.
      </Text>
    </div>
  );
}
