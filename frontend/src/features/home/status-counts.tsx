// Jobs by status, each number a way to the filtered list.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { Home, Status } from '../../api/types';
import { formatCount } from '../../lib/text';
import { StatusIcon } from '../../ui/status';

interface Tile {
  label: string;
  icon: Status;
  statuses: readonly Status[];
}

const TILES: readonly Tile[] = [
  { label: 'Running', icon: 'Running', statuses: ['Running', 'Finalizing', 'CancelRequested'] },
  { label: 'Waiting', icon: 'Queued', statuses: ['NotStarted', 'Preparing', 'Queued'] },
  { label: 'Completed', icon: 'Completed', statuses: ['Completed'] },
  { label: 'Failed', icon: 'Failed', statuses: ['Failed'] },
  { label: 'Canceled', icon: 'Canceled', statuses: ['Canceled'] },
];

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(132px, 1fr))',
    gap: tokens.spacingHorizontalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  tile: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      borderTopColor: tokens.colorNeutralStroke1Hover,
      borderRightColor: tokens.colorNeutralStroke1Hover,
      borderBottomColor: tokens.colorNeutralStroke1Hover,
      borderLeftColor: tokens.colorNeutralStroke1Hover,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  label: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalSNudge,
    color: tokens.colorNeutralForeground2,
  },
  number: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
});

/** A ring turns only while something runs. */
function tileIcon(tile: Tile, count: number): Status {
  return tile.icon === 'Running' && count === 0 ? 'NotStarted' : tile.icon;
}

export function StatusCounts({ counts }: { counts: Home['counts'] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label="Jobs by status">
      {TILES.map((tile) => {
        const count = tile.statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
        return (
          <li key={tile.label}>
            <Link to="/jobs" search={{ status: tile.statuses.join(',') }} className={styles.tile}>
              <span className={styles.label}>
                <StatusIcon status={tileIcon(tile, count)} />
                {tile.label}
              </span>
              <span className={styles.number}>{formatCount(count)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
