/** The jobs that were submitted from this draft: asked from the server, so they survive a reload. */

import {
  Button,
  Menu,
  MenuDivider,
  MenuItemCheckbox,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import type { JobSummary } from '../../../api/types';
import { Given } from '../../../ui/jobs/given';
import { StatusIcon, StatusLabel } from '../../../ui/status';
import { RelativeTime } from '../../../ui/times';
import { jobPath } from '../data/api';
import { useDesigner, useValue } from '../data/session';
import { LastJobWatch, useDraftJobs } from '../jobs/last-job';

const useStyles = makeStyles({
  none: {
    padding: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground3,
    maxWidth: '240px',
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    gap: '12px',
    alignItems: 'center',
  },
  menu: { maxWidth: '440px' },
  item: { maxWidth: 'none' },
  what: { display: 'grid', minWidth: 0, maxWidth: '300px' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  time: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export function JobsMenu({ path }: { path: readonly string[] }) {
  const styles = useStyles();
  const { id, showsJob } = useDesigner();
  const { jobs, hasMore } = useDraftJobs();
  const isShown = useValue(showsJob);
  const last = jobs[0];
  return (
    <>
      <LastJobWatch job={last} path={path} />
      <Menu
        checkedValues={{ canvas: isShown ? ['status'] : [] }}
        onCheckedValueChange={(_, { checkedItems }) =>
          showsJob.set(checkedItems.includes('status'))
        }
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            style={{ whiteSpace: 'nowrap', flexShrink: 0 }}
            icon={last ? <StatusIcon status={last.status} /> : <HistoryRegular />}
          >
            Jobs{jobs.length > 0 ? ` (${jobs.length}${hasMore ? '+' : ''})` : ''}
          </Button>
        </MenuTrigger>
        <MenuPopover className={styles.menu}>
          {jobs.length === 0 ? (
            <Text as="p" block className={styles.none}>
              No job has been submitted from this draft yet.
            </Text>
          ) : (
            <MenuList>
              {jobs.map((job) => (
                <JobItem key={job.name} job={job} />
              ))}
              {hasMore && (
                <MenuItemLink href={`/jobs?draft=${id}`}>All jobs of this draft</MenuItemLink>
              )}
              <MenuDivider />
              <MenuItemCheckbox name="canvas" value="status">
                Show the last job on the canvas
              </MenuItemCheckbox>
            </MenuList>
          )}
        </MenuPopover>
      </Menu>
    </>
  );
}

function JobItem({ job }: { job: JobSummary }) {
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <MenuItemLink
      className={styles.item}
      href={jobPath(job.name)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void navigate({ to: '/jobs/$name', params: { name: job.name } });
      }}
    >
      <span className={styles.row}>
        <span className={styles.what}>
          <span className={styles.name}>{job.display_name || job.name}</span>
          <Given given={job.given} />
        </span>
        <StatusLabel status={job.status} />
        <span className={styles.time}>
          <RelativeTime at={job.created_at} />
        </span>
      </span>
    </MenuItemLink>
  );
}
