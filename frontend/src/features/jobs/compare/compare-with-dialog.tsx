// The other job that a job is compared with: the newest first, or found by name.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { jobsQuery } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { useDebounced } from '../../../lib/debounce';
import { ButtonLink } from '../../../ui/button-link';
import { Pending } from '../../../ui/pending';
import { ProblemView } from '../../../ui/problem-view';
import { StatusIcon } from '../../../ui/status';
import { RelativeTime } from '../../../ui/times';

const MOST_SHOWN = 50;

const useStyles = makeStyles({
  body: { display: 'grid', gap: tokens.spacingVerticalM },
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

export function CompareWithDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const rested = useDebounced(search.trim());
  const found = useInfiniteQuery(jobsQuery(rested ? { search: rested } : {}));
  const others = (found.data?.pages[0]?.items ?? [])
    .filter((one) => one.name !== job.name)
    .slice(0, MOST_SHOWN);
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Compare with another job</DialogTitle>
          <DialogContent className={styles.body}>
            <SearchBox
              aria-label="Search jobs"
              placeholder="Search jobs"
              value={search}
              onChange={(_, data) => setSearch(data.value)}
              style={{ maxWidth: 'none' }}
            />
            {found.isError && (
              <ProblemView error={found.error} onRetry={() => void found.refetch()} />
            )}
            {found.isPending && <Pending />}
            {found.isSuccess && (
              <ul className={styles.list} aria-label="Jobs to compare with">
                {others.map((other) => (
                  <li key={other.name}>
                    <ButtonLink
                      appearance="subtle"
                      to="/compare"
                      search={{ a: job.name, b: other.name }}
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
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
