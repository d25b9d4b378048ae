// Pipelines: the list of jobs, and the experiments that group them.
import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { JobsSearch } from '../../../lib/search';
import * as known from '../../../ui/jobs/job-columns';
import { NewPipelineLink } from '../../../ui/new-pipeline-link';
import { Page } from '../../../ui/page';
import { ColumnMenu, useColumns } from './column-menu';
import { ExperimentList } from './experiment-list';
import { JobList } from './job-list';
import { ViewsMenu } from './views-menu';

const COLUMNS = [
  known.STATUS,
  known.NAME,
  known.EXPERIMENT,
  known.CREATED_BY,
  known.CREATED,
  known.DURATION,
  known.PROGRESS,
  known.SOURCE,
  known.TAGS,
];

/** Without these nobody would know what a row is about. */
const FIXED = ['status', 'name'];

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, marginTop: '-8px' },
});

export function JobsPage() {
  const styles = useStyles();
  const search = useSearch({ from: '/app/jobs' });
  const navigate = useNavigate();
  const { columns, chosen, choose } = useColumns(COLUMNS, FIXED);
  const change = useCallback(
    (next: JobsSearch) => void navigate({ to: '/jobs', search: next, replace: true }),
    [navigate],
  );
  const { tab = 'jobs' } = search;
  return (
    <Page
      title="Pipelines"
      fill
      actions={
        <>
          {tab === 'jobs' && (
            <>
              <ViewsMenu search={search} onChange={change} />
              <ColumnMenu all={COLUMNS} fixed={FIXED} chosen={chosen} onChoose={choose} />
            </>
          )}
          <NewPipelineLink />
        </>
      }
    >
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        aria-label="What is listed"
        onTabSelect={(_, { value }) => change(value === 'experiments' ? { tab: value } : {})}
      >
        <Tab value="jobs">All jobs</Tab>
        <Tab value="experiments">Experiments</Tab>
      </TabList>
      {tab === 'experiments' ? (
        <ExperimentList search={search} onChange={change} />
      ) : (
        <JobList search={search} columns={columns} onChange={change} />
      )}
    </Page>
  );
}
