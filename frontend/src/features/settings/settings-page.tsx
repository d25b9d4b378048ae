// Settings: of the workspace, its people and datastores; and one's own tokens.
import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../ui/page';
import { Datastores } from './datastores';
import { General } from './general';
import { People } from './people';
import { Tokens } from './tokens';

const useStyles = makeStyles({
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, marginTop: '-8px' },
});

interface Part {
  id: string;
  label: string;
  body: ReactNode;
}

const GENERAL: Part = { id: 'general', label: 'General', body: <General /> };
const PARTS: readonly Part[] = [
  GENERAL,
  { id: 'people', label: 'People', body: <People /> },
  { id: 'datastores', label: 'Datastores', body: <Datastores /> },
  { id: 'tokens', label: 'Your tokens', body: <Tokens /> },
];

export function SettingsPage() {
  const styles = useStyles();
  const { tab } = useSearch({ from: '/app/settings' });
  const navigate = useNavigate();
  const { id, body } = PARTS.find((one) => one.id === tab) ?? GENERAL;
  return (
    <Page title="Settings">
      <TabList
        className={styles.tabs}
        selectedValue={id}
        aria-label="Parts of the settings"
        onTabSelect={(_, data) =>
          void navigate({
            to: '/settings',
            search: data.value === GENERAL.id ? {} : { tab: String(data.value) },
            replace: true,
          })
        }
      >
        {PARTS.map((one) => (
          <Tab key={one.id} value={one.id}>
            {one.label}
          </Tab>
        ))}
      </TabList>
      {body}
    </Page>
  );
}
