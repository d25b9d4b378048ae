/** What can be done with the text: copy, save as a file, bring files in. */

import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  CopyRegular,
  DocumentRegular,
  FolderRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import { copyText } from '../../../ui/copy-text';
import { toast } from '../../../ui/toast';
import { useDesigner, useValue } from '../data/session';
import { importFile, importFolder } from './bring-files';
import { saveAsJson, saveText } from './save-as';

export function YamlMenu({ text }: { text: string }) {
  const designer = useDesigner();
  const { name, canWrite, importing } = designer;
  const isImporting = useValue(importing) !== null;
  const copy = async () => {
    if (await copyText(text)) toast({ intent: 'success', title: 'YAML copied' });
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label="Export and import"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<CopyRegular />} onClick={() => void copy()}>
            Copy the YAML
          </MenuItem>
          <MenuItem icon={<ArrowDownloadRegular />} onClick={() => saveText(name.get(), text)}>
            Download as YAML
          </MenuItem>
          <MenuItem icon={<ArrowDownloadRegular />} onClick={() => saveAsJson(designer)}>
            Download as JSON
          </MenuItem>
          {canWrite && <MenuDivider />}
          {canWrite && (
            <MenuItem
              icon={<DocumentRegular />}
              disabled={isImporting}
              onClick={() => void importFile(designer)}
            >
              Import a YAML, JSON or zip file
            </MenuItem>
          )}
          {canWrite && (
            <MenuItem
              icon={<FolderRegular />}
              disabled={isImporting}
              onClick={() => void importFolder(designer)}
            >
              Import a folder
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
