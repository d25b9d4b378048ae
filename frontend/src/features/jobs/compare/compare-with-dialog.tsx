// One more job to compare: the newest first, or found by name.
import { Button, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { jobsQuery } from '../../../api/jobs';
import { useDebounced } from '../../../lib/debounce';
import type { CompareSearch } from '../../../lib/search';
import { ButtonLink } from '../../../ui/button-link';
import { DialogFrame } from '../../../ui/dialog-frame';
import { Pending } from '../../../ui/pending';
import { ProblemView } from '../../../ui/problem-view';
import { StatusIcon } from '../../../ui/status';
import { RelativeTime } from '../../../ui/times';

const MOST_SHOWN = 50;

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    height: 'min(50vh, 360px)',
    overflowY: 'auto',
  },
  job: {
    width: '100%',
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface CompareWithDialogProps {
  title: string;
  /** Those that are compared already. */
  names: readonly string[];
  searchFor: (other: string) => CompareSearch;
  onClose: () => void;
}

export function CompareWithDialog(props: CompareWithDialogProps) {
  const { title, names, searchFor, onClose } = props;
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const rested = useDebounced(search.trim());
  const found = useInfiniteQuery(jobsQuery(rested ? { search: rested } : {}));
  const others = (found.data?.pages[0]?.items ?? [])
    .filter((one) => !names.includes(one.name))
    .slice(0, MOST_SHOWN);
  return (
    <DialogFrame title={title} onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <SearchBox
        aria-label="Search jobs"
        placeholder="Search jobs"
        value={search}
        onChange={(_, data) => setSearch(data.value)}
        style={{ maxWidth: 'none' }}
      />
      {found.isError && <ProblemView error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Pending />}
      {found.isSuccess && (
        <ul className={styles.list} aria-label="Jobs to compare with">
          {others.map((other) => (
            <li key={other.name}>
              <ButtonLink
                appearance="subtle"
                to="/compare"
                search={searchFor(other.name)}
                className={styles.job}
              >
                <StatusIcon status={other.status} />
                <span className={styles.name}>
                  {other.display_name || other.name}{' '}
                  <span className={styles.quiet}>{other.name}</span>
                </span>
                <Text size={200} className={styles.quiet}>
                  <RelativeTime at={other.created_at} />
                </Text>
              </ButtonLink>
            </li>
          ))}
          {others.length === 0 && <li className={styles.quiet}>No other job is found.</li>}
        </ul>
      )}
    </DialogFrame>
  );
}
