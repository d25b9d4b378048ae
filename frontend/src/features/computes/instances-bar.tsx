// Instances in use, of how many.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Compute } from '../../api/types';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  track: {
    flexGrow: 1,
    maxWidth: '180px',
    height: '6px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground6,
    overflow: 'hidden',
  },
  bar: {
    height: '100%',
    backgroundColor: tokens.colorCompoundBrandBackground,
    transitionProperty: 'width',
    transitionDuration: tokens.durationSlow,
  },
  text: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

export function InstancesBar({ compute }: { compute: Compute }) {
  const styles = useStyles();
  const used = compute.instances_in_use;
  const part = (100 * used) / Math.max(1, compute.max_instances);
  return (
    <div className={styles.root}>
      <div
        className={styles.track}
        role="meter"
        aria-label={`Instances of ${compute.name} in use`}
        aria-valuemin={0}
        aria-valuemax={compute.max_instances}
        aria-valuenow={used}
      >
        <div className={styles.bar} style={{ width: `${Math.min(100, part)}%` }} />
      </div>
      <span className={styles.text}>
        {used} of {compute.max_instances}
      </span>
    </div>
  );
}
