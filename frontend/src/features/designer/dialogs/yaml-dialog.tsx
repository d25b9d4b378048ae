/** The draft as YAML: to copy or download; and YAML taken in, pasted or from a file. */

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Tab,
  TabList,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useDesigner } from '../data/session';
import { YamlExport } from './yaml-export';
import { YamlImport } from './yaml-import';

export function YamlDialog({ onClose }: { onClose: () => void }) {
  const { canWrite } = useDesigner();
  const [tab, setTab] = useState<'export' | 'import'>('export');
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface style={{ maxWidth: 'min(860px, 94vw)' }}>
        <DialogBody>
          <DialogTitle>YAML</DialogTitle>
          <DialogContent>
            <TabList
              selectedValue={tab}
              onTabSelect={(_, { value }) => setTab(value === 'import' ? 'import' : 'export')}
            >
              <Tab value="export">Export</Tab>
              <Tab value="import" disabled={!canWrite}>
                Import
              </Tab>
            </TabList>
            {tab === 'export' ? <YamlExport /> : <YamlImport onDone={onClose} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
