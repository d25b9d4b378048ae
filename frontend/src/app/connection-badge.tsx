// Says so when live updates are interrupted; silent while all is well.
import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { PlugDisconnectedRegular } from '@fluentui/react-icons';
import { useSyncExternalStore } from 'react';
import { live } from '../api/live';

const useStyles = makeStyles({ badge: { marginRight: tokens.spacingHorizontalS } });
const subscribe = (listener: () => void) => live.onState(listener);
const snapshot = () => live.state;

export function ConnectionBadge() {
  const styles = useStyles();
  const state = useSyncExternalStore(subscribe, snapshot);
  return (
    <span role="status">
      {state === 'offline' && (
        <Badge
          className={styles.badge}
          appearance="tint"
          color="warning"
          size="large"
          icon={<PlugDisconnectedRegular />}
          title="Live updates are interrupted. Trying to connect again."
        >
          Reconnecting
        </Badge>
      )}
    </span>
  );
}
