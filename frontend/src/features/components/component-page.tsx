// A component: what it is, what it takes and gives, its code, and the jobs that used it.
import { Badge, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { componentQuery } from '../../api/catalog';
import { useCanWrite } from '../../api/session';
import type { ComponentVersion } from '../../api/types';
import type { VersionSearch } from '../../lib/search';
import { AssetPage } from '../../ui/asset-page';
import { ErrorScreen } from '../../ui/error-screen';
import { PlainText } from '../../ui/json-view';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';
import { SnapshotView } from '../../ui/snapshot-view';
import { ComponentActions } from './component-actions';
import { ComponentJobs } from './component-jobs';
import { ComponentOverview } from './component-overview';
import { EnvironmentTab } from './environment-tab';
import { NewVersion } from './new-version';
import { VersionChanges } from './version-changes';

const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'code', label: 'Code' },
  { id: 'environment', label: 'Environment' },
  { id: 'yaml', label: 'YAML' },
  { id: 'changes', label: 'Changes' },
  { id: 'jobs', label: 'Jobs' },
];

const NEW_VERSION = { id: 'edit', label: 'New version' };

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, marginTop: '-8px' },
});

const PARENTS = [{ label: 'Components', to: '/components' }];

export function ComponentPage() {
  const styles = useStyles();
  const { name } = useParams({ from: '/app/components/$name' });
  const search = useSearch({ from: '/app/components/$name' });
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const found = useQuery(componentQuery(name, search.version ?? 'latest'));
  if (found.isError)
    return <ErrorScreen error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Pending />;
  const component = found.data;
  const tabs = canWrite ? [...TABS, NEW_VERSION] : TABS;
  const tab = tabs.find((each) => each.id === search.tab)?.id ?? 'overview';
  const go = (change: VersionSearch, replace: boolean) =>
    void navigate({
      to: '/components/$name',
      params: { name },
      search: { ...search, ...change },
      replace,
    });
  return (
    <AssetPage
      noun="components"
      asset={component}
      title={component.display_name}
      parents={PARENTS}
      badges={
        <Badge appearance="outline" color="informative">
          {component.type}
        </Badge>
      }
      actions={<ComponentActions component={component} />}
      onVersion={(version) => go({ version }, false)}
    >
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        aria-label="Parts of the component"
        onTabSelect={(_, data) => go({ tab: String(data.value) }, true)}
      >
        {tabs.map((each) => (
          <Tab key={each.id} value={each.id}>
            {each.label}
          </Tab>
        ))}
      </TabList>
      <Body key={component.version} tab={tab} component={component} search={search} go={go} />
    </AssetPage>
  );
}

interface BodyProps {
  tab: string;
  component: ComponentVersion;
  search: VersionSearch;
  go: (change: VersionSearch, replace: boolean) => void;
}

function Body({ tab, component, search, go }: BodyProps) {
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
      return <EnvironmentTab environment={component.environment} />;
    case 'yaml':
      return (
        <Section title="YAML">
          <PlainText text={component.yaml} label="the YAML" />
        </Section>
      );
    case 'changes':
      return (
        <Section title="Changes between versions">
          <VersionChanges
            component={component}
            against={search.against}
            onAgainst={(against) => go({ against }, true)}
          />
        </Section>
      );
    case 'edit':
      return (
        <Section title="New version">
          <NewVersion
            component={component}
            onSaved={(version) => go({ version, tab: 'changes' }, false)}
          />
        </Section>
      );
    case 'jobs':
      return <ComponentJobs component={component} />;
    default:
      return <ComponentOverview component={component} />;
  }
}
