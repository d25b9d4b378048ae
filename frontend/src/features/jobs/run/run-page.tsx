// The page of a run that a script began with an MLflow client: what it logged, and where it hangs.
import { Badge, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { jobFiles } from '../../../api/files';
import { patched, useJobLive } from '../../../api/job-live';
import { jobQuery, jobStepsQuery } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import type { JobSearch } from '../../../lib/search';
import { FileBrowser } from '../../../ui/files/file-browser';
import { JsonView } from '../../../ui/json-view';
import { type Crumb, Page } from '../../../ui/page';
import { Section } from '../../../ui/section';
import { StatusLabel } from '../../../ui/status';
import { ImagesTab } from '../panel/images-tab';
import { MetricsOf } from '../panel/metrics-tab';
import { RunActions } from './run-actions';
import { RunOverview } from './run-overview';

const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'metrics', label: 'Metrics' },
  { id: 'images', label: 'Images' },
  { id: 'artifacts', label: 'Artifacts' },
  { id: 'json', label: 'JSON' },
];

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, marginTop: '-8px' },
});

function crumb({ name, display_name, key }: Job): Crumb {
  return { label: display_name || key || name, to: `/jobs/${name}` };
}

/** The way down to it: the job or the run that all hangs on, then what it was begun in. */
function useCrumbs(run: Job): Crumb[] {
  const names = [...new Set([run.root, run.parent ?? run.name])].filter(
    (name) => name !== run.name,
  );
  const around = useQueries({ queries: names.map(jobQuery) }).flatMap(({ data }) => data ?? []);
  return [{ label: 'Pipelines', to: '/jobs' }, ...around.map(crumb)];
}

export function RunPage({ run: asked }: { run: Job }) {
  const styles = useStyles();
  const search = useSearch({ from: '/app/jobs/$name' });
  const navigate = useNavigate();
  const sequence = useQuery(jobStepsQuery(asked.root)).data?.sequence;
  const patches = useJobLive(asked.root, sequence);
  const run = patched(asked, patches.get(asked.name), sequence ?? 0);
  const tab = TABS.find((each) => each.id === search.tab)?.id ?? 'overview';
  const go = (change: JobSearch) =>
    void navigate({
      to: '/jobs/$name',
      params: { name: run.name },
      search: change,
      replace: true,
    });
  return (
    <Page
      title={run.display_name || run.name}
      crumbs={useCrumbs(run)}
      beside={
        <>
          <span role="status">
            <StatusLabel status={run.status} />
          </span>
          <Badge appearance="outline" color="informative">
            MLflow run
          </Badge>
          {run.archived && (
            <Badge appearance="tint" color="warning">
              Archived
            </Badge>
          )}
        </>
      }
      actions={<RunActions run={run} />}
    >
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        aria-label="Parts of the run"
        onTabSelect={(_, data) => go({ ...search, tab: String(data.value) })}
      >
        {TABS.map((each) => (
          <Tab key={each.id} value={each.id}>
            {each.label}
          </Tab>
        ))}
      </TabList>
      <Body tab={tab} run={run} search={search} onSearch={go} />
    </Page>
  );
}

interface BodyProps {
  tab: string;
  run: Job;
  search: JobSearch;
  onSearch: (search: JobSearch) => void;
}

function Body({ tab, run, search, onSearch }: BodyProps) {
  switch (tab) {
    case 'metrics':
      return (
        <Section title="Metrics">
          <MetricsOf job={run} search={search} onSearch={onSearch} />
        </Section>
      );
    case 'images':
      return (
        <Section title="Images">
          <ImagesTab job={run} />
        </Section>
      );
    case 'artifacts':
      return (
        <Section title="Artifacts">
          <FileBrowser source={jobFiles(run.name, 'artifacts')} />
        </Section>
      );
    case 'json':
      return (
        <Section title="JSON">
          <JsonView value={run} label="the run as JSON" />
        </Section>
      );
    default:
      return <RunOverview run={run} onMetrics={() => onSearch({ ...search, tab: 'metrics' })} />;
  }
}
