/** What differs between two states of a draft, one line each, with the fields inside. */

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AddCircleFilled, EditFilled, SubtractCircleFilled } from '@fluentui/react-icons';
import {
  type Change,
  type ChangeKind,
  isRewritten,
  movedBoxes,
  partWords,
  withoutPlaces,
} from '../../../canvas/core/diff';
import { ChangedFields } from '../../../ui/graph/changes';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '2px', margin: 0, padding: 0, listStyleType: 'none' },
  line: {
    display: 'grid',
    gridTemplateColumns: '18px minmax(0, 1fr)',
    gap: '6px',
    width: '100%',
    padding: '4px 6px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  icon: { fontSize: '15px', marginTop: '1px' },
  added: { color: tokens.colorStatusSuccessForeground1 },
  removed: { color: tokens.colorStatusDangerForeground1 },
  changed: { color: tokens.colorStatusWarningForeground3 },
  fields: { padding: '0 6px 4px 30px' },
  none: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, margin: 0 },
});

const WORDS: Record<ChangeKind, string> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
};
const MOST_LINES = 300;
const MOST_FIELDS = 8;

interface ChangeListProps {
  changes: readonly Change[];
  onGo: (change: Change) => void;
}

export function ChangeList({ changes, onGo }: ChangeListProps) {
  const styles = useStyles();
  const said = withoutPlaces(changes);
  const moved = movedBoxes(changes);
  const isWritten = isRewritten(changes);
  return (
    <>
      {said.length === 0 && moved === 0 && !isWritten && (
        <p className={styles.none}>Nothing differs.</p>
      )}
      <ul className={styles.list} aria-label="Changes">
        {said.slice(0, MOST_LINES).map((one) => (
          <li key={one.id}>
            <button type="button" className={styles.line} onClick={() => onGo(one)}>
              <span className={mergeClasses(styles.icon, styles[one.change])}>
                <Icon change={one.change} />
              </span>
              <span>
                {WORDS[one.change]} {partWords(one)}
              </span>
            </button>
            {one.change === 'changed' && (
              <div className={styles.fields}>
                <ChangedFields fields={one.fields} most={MOST_FIELDS} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {said.length > MOST_LINES && (
        <p className={styles.none}>and {said.length - MOST_LINES} more</p>
      )}
      {isWritten && (
        <p className={styles.none}>The YAML is written in another way: comments, order, spaces.</p>
      )}
      {moved > 0 && (
        <p className={styles.none}>
          {moved} {moved === 1 ? 'box has' : 'boxes have'} another place on the canvas.
        </p>
      )}
    </>
  );
}

function Icon({ change }: { change: ChangeKind }) {
  if (change === 'added') return <AddCircleFilled aria-hidden />;
  return change === 'removed' ? <SubtractCircleFilled aria-hidden /> : <EditFilled aria-hidden />;
}
