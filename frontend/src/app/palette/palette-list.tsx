// The palette's answers, in groups.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Fragment, useEffect } from 'react';
import type { Entry } from './entries';

const useStyles = makeStyles({
  list: {
    height: 'min(420px, 60vh)',
    overflowY: 'auto',
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalS}`,
  },
  group: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '36px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
  },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected },
  icon: { fontSize: '18px', color: tokens.colorNeutralForeground3, flexShrink: 0 },
  label: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  detail: {
    marginLeft: 'auto',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    maxWidth: '45%',
  },
  none: { padding: tokens.spacingHorizontalXXL, color: tokens.colorNeutralForeground3 },
});

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

interface PaletteListProps {
  id: string;
  entries: readonly Entry[];
  active: number;
  onActive: (index: number) => void;
  onRun: (entry: Entry) => void;
}

export function PaletteList({ id, entries, active, onActive, onRun }: PaletteListProps) {
  const styles = useStyles();
  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  if (entries.length === 0) {
    return (
      <div id={id} role="status" className={mergeClasses(styles.list, styles.none)}>
        Nothing has that name.
      </div>
    );
  }
  return (
    <div id={id} role="listbox" aria-label="Results" tabIndex={-1} className={styles.list}>
      {entries.map((entry, index) => (
        <Fragment key={entry.id}>
          {entry.group !== entries[index - 1]?.group && (
            <div className={styles.group} role="presentation">
              {entry.group}
            </div>
          )}
          <Row
            id={optionId(id, index)}
            entry={entry}
            active={index === active}
            onActive={() => onActive(index)}
            onRun={() => onRun(entry)}
          />
        </Fragment>
      ))}
    </div>
  );
}

interface RowProps {
  id: string;
  entry: Entry;
  active: boolean;
  onActive: () => void;
  onRun: () => void;
}

function Row({ id, entry, active, onActive, onRun }: RowProps) {
  const styles = useStyles();
  const Icon = entry.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above keeps the focus and handles the keys.
    <div
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={mergeClasses(styles.row, active && styles.active)}
      onMouseMove={onActive}
      onClick={onRun}
    >
      <Icon className={styles.icon} aria-hidden />
      <span className={styles.label}>{entry.label}</span>
      {entry.detail && <span className={styles.detail}>{entry.detail}</span>}
    </div>
  );
}
