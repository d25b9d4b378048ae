// A component: what it is, what it takes and gives, its code, and the jobs that used it.
import { Badge, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { componentQuery } from '../../api/catalog';
import type { ComponentVersion } from '../../api/types';
import type { VersionSearch } from '../../lib/search';
import { ErrorScreen } from '../../ui/error-screen';
import { JsonView, PlainText } from '../../ui/json-view';
import { Page } from '../../ui/page';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';
import { SnapshotView } from '../../ui/snapshot-view';
import { VersionPicker } from '../../ui/version-picker';
import { ComponentActions } from './component-actions';
import { ComponentJobs } from './component-jobs';
import { ComponentOverview } from './component-overview';

const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'code', label: 'Code' },
  { id: 'environment', label: 'Environment' },
  { id: 'yaml', label: 'YAML' },
  { id: 'jobs', label: 'Jobs' },
];

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, marginTop: '-8px' },
});

const PARENTS = [{ label: 'Components', to: '/components' }];

export function ComponentPage() {
  const styles = useStyles();
  const { name } = useParams({ from: '/app/components/$name' });
  const search = useSearch({ from: '/app/components/$name' });
  const navigate = useNavigate();
  const found = useQuery(componentQuery(name, search.version ?? 'latest'));
  if (found.isError)
    return <ErrorScreen error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Pending />;
  const component = found.data;
  const tab = TABS.find((each) => each.id === search.tab)?.id ?? 'overview';
  const go = (change: VersionSearch, replace: boolean) =>
    void navigate({
      to: '/components/$name',
      params: { name },
      search: { ...search, ...change },
      replace,
    });
  return (
    <Page
      title={component.display_name || component.name}
      crumbs={PARENTS}
      beside={
        <>
          <VersionPicker
            current={component.version}
            versions={component.versions}
            onChange={(version) => go({ version }, false)}
          />
          <Badge appearance="outline" color="informative">
            {component.type}
          </Badge>
          {component.archived && (
            <Badge appearance="tint" color="warning">
              Archived
            </Badge>
          )}
        </>
      }
      actions={<ComponentActions component={component} />}
    >
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        aria-label="Parts of the component"
        onTabSelect={(_, data) => go({ tab: String(data.value) }, true)}
      >
        {TABS.map((each) => (
          <Tab key={each.id} value={each.id}>
            {each.label}
          </Tab>
        ))}
      </TabList>
      <Body key={component.version} tab={tab} component={component} />
    </Page>
  );
}

function Body({ tab, component }: { tab: string; component: ComponentVersion }) {
  switch (tab) {
    case 'code':
      return (
        <Section title="Code">
          {component.command && <PlainText text={component.command} label="the command" wrap />}
          {component.code ? (
            <SnapshotView digest={component.code.digest} />
          ) : (
            'This component has no code folder.'
          )}
        </Section>
      );
    case 'environment':
      return (
        <Section title="Environment">
          <JsonView value={component.environment} label="the environment" />
        </Section>
      );
    case 'yaml':
      return (
        <Section title="YAML">
          <PlainText text={component.yaml} label="the YAML" />
        </Section>
      );
    case 'jobs':
      return <ComponentJobs component={component} />;
    default:
      return <ComponentOverview component={component} />;
  }
}
