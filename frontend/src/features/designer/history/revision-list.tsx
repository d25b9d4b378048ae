/** All revisions, the newest first, a page at a time. */

import {
  Button,
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { DraftRevisionSummary } from '../../../api/types';
import { ProblemView } from '../../../ui/problem-view';
import { RelativeTime } from '../../../ui/times';
import { revisionsQuery } from '../data/api';
import { revisionWords } from './revision-words';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '2px', margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '0 8px',
    width: '100%',
    padding: '5px 8px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
  },
  faint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  words: {
    gridColumn: '1 / -1',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

interface RevisionListProps {
  draft: number;
  chosen: number | null;
  onChoose: (number: number) => void;
}

export function RevisionList({ draft, chosen, onChoose }: RevisionListProps) {
  const styles = useStyles();
  const query = useInfiniteQuery(revisionsQuery(draft));
  if (query.isError) {
    return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) {
    return (
      <Skeleton aria-label="Loading the history">
        <SkeletonItem style={{ height: 160 }} />
      </Skeleton>
    );
  }
  return (
    <>
      <ul className={styles.list} aria-label="Revisions">
        {query.data.pages
          .flatMap((page) => page.items)
          .map((one) => (
            <li key={one.number}>
              <Item one={one} isChosen={one.number === chosen} onChoose={onChoose} />
            </li>
          ))}
      </ul>
      {query.hasNextPage && (
        <Button
          size="small"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older revisions
        </Button>
      )}
    </>
  );
}

interface ItemProps {
  one: DraftRevisionSummary;
  isChosen: boolean;
  onChoose: (number: number) => void;
}

function Item({ one, isChosen, onChoose }: ItemProps) {
  const styles = useStyles();
  return (
    <button
      type="button"
      className={mergeClasses(styles.item, isChosen && styles.chosen)}
      aria-pressed={isChosen}
      onClick={() => onChoose(one.number)}
    >
      <span>
        Revision {one.number} <span className={styles.faint}>{one.created_by ?? 'somebody'}</span>
      </span>
      <span className={styles.faint}>
        <RelativeTime at={one.created_at} />
      </span>
      <span className={styles.words}>{revisionWords(one)}</span>
    </button>
  );
}
