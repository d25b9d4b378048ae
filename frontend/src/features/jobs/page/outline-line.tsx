// One row of the outline.
import { Button, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components';
import { ArrowEnterRegular, ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useSeconds } from '../../../lib/clock';
import { opens, wordOf } from '../../../lib/job-types';
import { hasEnded, statusLabel } from '../../../lib/statuses';
import { formatDuration } from '../../../lib/time';
import { StatusIcon } from '../../../ui/status';
import { type OutlineRow, seconds } from '../outline/tree';
import { namesOf } from './outline';

const INDENT_PX = 16;

const useStyles = makeStyles({
  item: {
    display: 'flex',
    alignItems: 'center',
    position: 'absolute',
    left: 0,
    right: 0,
    height: '32px',
    paddingRight: tokens.spacingHorizontalXS,
    boxSizing: 'border-box',
  },
  fold: { minWidth: '24px', width: '24px', padding: 0, flexShrink: 0 },
  space: { width: '24px', flexShrink: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    flexGrow: 1,
    minWidth: 0,
    height: '30px',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  more: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  took: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
});

interface OutlineLineProps {
  row: OutlineRow;
  place: number;
  top: number;
  isChosen: boolean;
  /** Some row can be unfolded: all keep room for that. */
  hasFolds: boolean;
  /** Tab stops at one row only; the arrow keys go on from there. */
  isStop: boolean;
  onToggle: (path: string) => void;
  onLocate: (path: string) => void;
  onEnter: (path: string) => void;
}

export function OutlineLine(props: OutlineLineProps) {
  const { row, place, top, isChosen, hasFolds, isStop, onToggle, onLocate, onEnter } = props;
  const styles = useStyles();
  const { step, depth, isOpen } = row;
  const { key, more } = namesOf(step);
  return (
    <li className={styles.item} style={{ top, paddingLeft: 4 + depth * INDENT_PX }}>
      {isOpen === undefined ? (
        hasFolds && <span className={styles.space} />
      ) : (
        <Button
          className={styles.fold}
          size="small"
          appearance="transparent"
          // The left and right arrows fold and unfold the row.
          tabIndex={-1}
          aria-expanded={isOpen}
          aria-label={isOpen ? `Fold ${key}` : `Unfold ${key}`}
          icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
          onClick={() => onToggle(step.path)}
        />
      )}
      <button
        type="button"
        data-place={place}
        tabIndex={isStop ? 0 : -1}
        className={mergeClasses(styles.row, isChosen && styles.chosen)}
        aria-current={isChosen ? 'true' : undefined}
        title={`${[step.path, more].filter(Boolean).join(': ')} (${statusLabel(step.status)})`}
        onClick={() => onLocate(step.path)}
      >
        <StatusIcon status={step.status} />
        <span className={styles.name}>
          {key}
          {more && <span className={styles.more}> {more}</span>}
        </span>
        <span className={styles.took}>{step.reused_from ? 'Reused' : <Took step={step} />}</span>
      </button>
      {opens(step) && (
        <Tooltip content={`Open the ${wordOf(step)} ${key}`} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            tabIndex={isStop ? 0 : -1}
            icon={<ArrowEnterRegular />}
            onClick={() => onEnter(step.path)}
          />
        </Tooltip>
      )}
    </li>
  );
}

function Took({ step }: { step: OutlineRow['step'] }) {
  const ticking = step.started_at !== null && !hasEnded(step.status);
  const now = useSeconds(ticking);
  if (step.skipped) return 'Skipped';
  if (!step.started_at) return null;
  const took = seconds(step, now || Date.now());
  return formatDuration(ticking ? Math.floor(took) : took);
}
