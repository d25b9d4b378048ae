// While a page's code comes: the shape of a page, quiet.
import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: {
    padding: tokens.spacingHorizontalXXL,
    display: 'grid',
    gap: tokens.spacingVerticalL,
    maxWidth: '960px',
  },
  title: { width: '240px' },
});

export function Pending() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Loading the page" className={styles.root}>
      <SkeletonItem size={28} className={styles.title} />
      <SkeletonItem size={96} />
      <SkeletonItem size={20} />
      <SkeletonItem size={20} />
    </Skeleton>
  );
}
