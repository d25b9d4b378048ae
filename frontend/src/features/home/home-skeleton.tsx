// The shape of Home while it comes.
import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '1280px' },
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(5, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  tile: { height: '76px' },
  block: { height: '180px' },
});

export function HomeSkeleton() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Loading Home" className={styles.root}>
      <div className={styles.tiles}>
        {['a', 'b', 'c', 'd', 'e'].map((tile) => (
          <SkeletonItem key={tile} className={styles.tile} />
        ))}
      </div>
      <SkeletonItem className={styles.block} />
      <SkeletonItem className={styles.block} />
    </Skeleton>
  );
}
