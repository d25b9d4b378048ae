// One step in the profile: its name, its numbers, and a bar from its queueing to its end.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { statusLabel } from '../../../lib/statuses';
import { formatDuration } from '../../../lib/time';
import { StatusIcon } from '../../../ui/status';
import type { Place } from './sheet';

const INDENT_PX = 14;

const useStyles = makeStyles({
  item: { position: 'absolute', left: 0, right: 0, height: '30px' },
  row: {
    display: 'flex',
    alignItems: 'center',
    width: '100%',
    height: '100%',
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  name: {
    width: '168px',
    flexShrink: 0,
    boxSizing: 'border-box',
    paddingLeft: tokens.spacingHorizontalM,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  critical: { fontWeight: tokens.fontWeightSemibold },
  number: {
    width: '64px',
    flexShrink: 0,
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
  },
  axis: { position: 'relative', flexGrow: 1, minWidth: '72px', height: '100%', margin: '0 16px' },
  bar: { position: 'absolute', height: '12px', top: '9px', minWidth: '3px', borderRadius: '3px' },
  queue: {
    height: '4px',
    top: '13px',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralStroke1,
    borderRadius: 0,
  },
  good: { backgroundColor: tokens.colorStatusSuccessForeground1 },
  bad: { backgroundColor: tokens.colorStatusDangerForeground1 },
  busy: { backgroundColor: tokens.colorCompoundBrandBackground },
  calm: { backgroundColor: tokens.colorNeutralForeground3 },
  reused: { backgroundColor: 'transparent', border: `1px dashed ${tokens.colorNeutralStroke1}` },
  outlined: { outline: `2px solid ${tokens.colorNeutralForeground1}`, outlineOffset: '1px' },
});

interface ProfileRowProps {
  row: Place;
  top: number;
  whole: { from: number; to: number };
  isChosen: boolean;
  onLocate: (path: string) => void;
}

function toneOf({ step }: Place): 'good' | 'bad' | 'busy' | 'calm' | 'reused' {
  if (step.reused_from) return 'reused';
  if (step.status === 'Completed') return 'good';
  if (step.status === 'Failed') return 'bad';
  return step.status === 'Canceled' ? 'calm' : 'busy';
}

export function ProfileRow({ row, top, whole, isChosen, onLocate }: ProfileRowProps) {
  const styles = useStyles();
  const { step, span, depth, isCritical } = row;
  const total = whole.to - whole.from;
  const left = (at: number) => `${(100 * (at - whole.from)) / total}%`;
  const width = (seconds: number) => `${(100_000 * seconds) / total}%`;
  const name = step.path || step.display_name || step.name;
  const queue = formatDuration(span.queueSeconds);
  const run = span.started === null ? '' : formatDuration(span.runSeconds);
  const told = [
    `${name}: ${statusLabel(step.status)}`,
    span.queued !== null && `in the queue ${queue}`,
    run && `ran ${run}`,
    step.reused_from && 'reused',
    isCritical && 'on the critical path',
  ];
  return (
    <li className={styles.item} style={{ top }}>
      <button
        type="button"
        className={mergeClasses(styles.row, isChosen && styles.chosen)}
        aria-current={isChosen ? 'true' : undefined}
        title={told.filter(Boolean).join(', ')}
        onClick={() => onLocate(step.path)}
      >
        <span className={styles.name}>
          <span style={{ width: depth * INDENT_PX, flexShrink: 0 }} />
          <StatusIcon status={step.status} />
          <span className={mergeClasses(styles.text, isCritical && styles.critical)}>
            {depth > 0 ? step.key : name}
          </span>
          {isCritical && <span className={styles.hidden}>, on the critical path</span>}
        </span>
        <span className={styles.number}>{span.queued === null ? '' : queue}</span>
        <span className={styles.number}>{step.reused_from ? 'Reused' : run}</span>
        <span className={styles.axis}>
          {span.queued !== null && span.queueSeconds > 0 && (
            <span
              className={mergeClasses(styles.bar, styles.queue)}
              style={{ left: left(span.queued), width: width(span.queueSeconds) }}
            />
          )}
          {span.started !== null && (
            <span
              className={mergeClasses(
                styles.bar,
                styles[toneOf(row)],
                isCritical && styles.outlined,
              )}
              style={{ left: left(span.started), width: width(span.runSeconds) }}
            />
          )}
        </span>
      </button>
    </li>
  );
}
