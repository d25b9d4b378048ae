/** Ways to begin a pipeline: blank, a template, YAML or files, a job that ran. */

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { FlowchartRegular } from '@fluentui/react-icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ASK_AN_OWNER, useCanWrite } from '../../../api/session';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { FromFiles } from './from-files';
import { FromJob } from './from-job';
import { TemplateGallery } from './template-gallery';

const TABS = [
  { id: 'templates', label: 'Templates' },
  { id: 'yaml', label: 'YAML or files' },
  { id: 'job', label: 'From a job' },
] as const;

const PARENTS = [{ label: 'Designer', to: '/drafts' }];

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, marginTop: '-8px' },
});

export function NewPipelinePage() {
  const styles = useStyles();
  const canWrite = useCanWrite();
  const { from } = useSearch({ from: '/app/drafts/new' });
  const navigate = useNavigate();
  const tab = TABS.find((one) => one.id === from)?.id ?? 'templates';
  if (!canWrite) {
    return (
      <Page title="New pipeline" crumbs={PARENTS}>
        <EmptyState
          icon={FlowchartRegular}
          title="Readers cannot make pipelines"
          text={ASK_AN_OWNER}
        />
      </Page>
    );
  }
  return (
    <Page title="New pipeline" crumbs={PARENTS} fill={tab === 'job'}>
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        aria-label="Ways to begin"
        onTabSelect={(_, data) =>
          void navigate({ to: '/drafts/new', search: { from: String(data.value) }, replace: true })
        }
      >
        {TABS.map((one) => (
          <Tab key={one.id} value={one.id}>
            {one.label}
          </Tab>
        ))}
      </TabList>
      {tab === 'templates' && <TemplateGallery />}
      {tab === 'yaml' && <FromFiles />}
      {tab === 'job' && <FromJob />}
    </Page>
  );
}
