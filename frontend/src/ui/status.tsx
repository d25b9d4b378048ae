// A job's status: shape and word, never colour alone.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowExportUp16Regular,
  Box16Regular,
  CheckmarkCircle16Filled,
  Circle16Regular,
  Clock16Regular,
  DismissCircle16Filled,
  type FluentIcon,
  Prohibited16Regular,
  RecordStop16Regular,
} from '@fluentui/react-icons';
import type { Status } from '../api/types';
import { statusLabel } from '../lib/statuses';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalSNudge,
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
  },
  icon: { flexShrink: 0, display: 'inline-flex' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  busy: { color: tokens.colorBrandForeground1 },
  calm: { color: tokens.colorNeutralForeground3 },
  warn: { color: tokens.colorStatusWarningForeground3 },
  ring: {
    width: '12px',
    height: '12px',
    margin: '2px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorBrandStroke2}`,
    borderTopColor: tokens.colorBrandStroke1,
    animationName: { to: { transform: 'rotate(360deg)' } },
    animationDuration: '900ms',
    animationIterationCount: 'infinite',
    animationTimingFunction: 'linear',
  },
  still: { animationName: 'none', borderTopColor: tokens.colorBrandStroke2 },
});

type Tone = 'good' | 'bad' | 'busy' | 'calm' | 'warn';
const LOOKS: Record<Status, { icon: FluentIcon | 'ring'; tone: Tone }> = {
  NotStarted: { icon: Circle16Regular, tone: 'calm' },
  Preparing: { icon: Box16Regular, tone: 'busy' },
  Queued: { icon: Clock16Regular, tone: 'calm' },
  Running: { icon: 'ring', tone: 'busy' },
  Finalizing: { icon: ArrowExportUp16Regular, tone: 'busy' },
  Completed: { icon: CheckmarkCircle16Filled, tone: 'good' },
  Failed: { icon: DismissCircle16Filled, tone: 'bad' },
  CancelRequested: { icon: RecordStop16Regular, tone: 'warn' },
  Canceled: { icon: Prohibited16Regular, tone: 'calm' },
};

interface StatusProps {
  status: Status;
  /** Something that is over: nothing turns. */
  still?: boolean;
}

export function StatusIcon({ status, still }: StatusProps) {
  const styles = useStyles();
  const { icon: Icon, tone } = LOOKS[status] ?? LOOKS.NotStarted;
  return (
    <span className={mergeClasses(styles.icon, styles[tone])} aria-hidden>
      {Icon === 'ring' ? (
        <span className={mergeClasses(styles.ring, still && styles.still)} />
      ) : (
        <Icon />
      )}
    </span>
  );
}

export function StatusLabel({ status, still }: StatusProps) {
  const styles = useStyles();
  return (
    <span className={styles.root}>
      <StatusIcon status={status} still={still === true} />
      {statusLabel(status)}
    </span>
  );
}
