// Archive or restore: this version, or the name with all of them.
import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ArchiveRegular, ArrowUndoRegular } from '@fluentui/react-icons';
import { type AssetNoun, type AssetVersion, useArchiveAsset } from '../api/assets';
import { toast, toastProblem } from './toast';

interface ArchiveMenuProps {
  noun: AssetNoun;
  asset: Pick<AssetVersion, 'name' | 'version' | 'archived' | 'versions'>;
  /** Stay at this version: the latest may be another one afterwards. */
  onStay: (version: string) => void;
}

export function ArchiveMenu({ noun, asset, onStay }: ArchiveMenuProps) {
  const { name, version, archived, versions } = asset;
  const archive = useArchiveAsset(noun);
  const done = archived ? 'restored' : 'archived';
  const set = (which: string | null) => {
    if (which !== null) onStay(which);
    archive.mutate(
      { name, version: which, archived: !archived },
      {
        onSuccess: () =>
          toast({
            intent: 'success',
            title: which === null ? `${name} is ${done}` : `Version ${which} is ${done}`,
          }),
        onError: (error) => toastProblem(`${name} could not be ${done}`, error),
      },
    );
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          icon={archived ? <ArrowUndoRegular /> : <ArchiveRegular />}
          disabledFocusable={archive.isPending}
        >
          {archived ? 'Restore' : 'Archive'}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem secondaryContent={version} onClick={() => set(version)}>
            This version
          </MenuItem>
          <MenuItem secondaryContent={versions.length} onClick={() => set(null)}>
            All versions
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
