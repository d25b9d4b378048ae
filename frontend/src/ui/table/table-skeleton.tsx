// The shape of a table while its rows come.
import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components';
import { useTableStyles } from './use-table-styles';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const useStyles = makeStyles({
  rows: { display: 'grid', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  row: {
    display: 'grid',
    gridTemplateColumns: '120px 2fr 1fr 100px',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'center',
    height: '44px',
  },
});

export function TableSkeleton({ label, bare }: { label: string; bare: boolean }) {
  const styles = useStyles();
  const table = useTableStyles();
  return (
    <Skeleton
      aria-label={`Loading ${label}`}
      className={mergeClasses(table.root, bare && table.bare)}
    >
      <div className={styles.rows}>
        {ROWS.map((row) => (
          <div key={row} className={styles.row}>
            <SkeletonItem size={12} />
            <SkeletonItem size={12} />
            <SkeletonItem size={12} />
            <SkeletonItem size={12} />
          </div>
        ))}
      </div>
    </Skeleton>
  );
}
