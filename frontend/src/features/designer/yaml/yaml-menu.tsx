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
import { copyAndSay } from '../../../ui/copy-text';
import { useDesigner, useValue } from '../data/session';
import { importFile, importFolder } from '../import/bring-files';
import { saveAsJson, saveText } from './save-as';

interface YamlMenuProps {
  text: string;
  /** The step that the text is inside of. */
  inside: string | null;
}

export function YamlMenu({ text, inside }: YamlMenuProps) {
  const designer = useDesigner();
  const { name, canWrite, importing } = designer;
  // A file replaces the whole draft.
  const canImport = canWrite && inside === null;
  const isImporting = useValue(importing) !== null;
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
          <MenuItem icon={<CopyRegular />} onClick={() => void copyAndSay(text, 'YAML copied')}>
            Copy the YAML
          </MenuItem>
          <MenuItem
            icon={<ArrowDownloadRegular />}
            onClick={() => saveText(inside ?? name.get(), text)}
          >
            Download as YAML
          </MenuItem>
          {inside === null && (
            <MenuItem icon={<ArrowDownloadRegular />} onClick={() => saveAsJson(designer)}>
              Download as JSON
            </MenuItem>
          )}
          {canImport && <MenuDivider />}
          {canImport && (
            <MenuItem
              icon={<DocumentRegular />}
              disabled={isImporting}
              onClick={() => void importFile(designer)}
            >
              Import a YAML, JSON or zip file
            </MenuItem>
          )}
          {canImport && (
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
