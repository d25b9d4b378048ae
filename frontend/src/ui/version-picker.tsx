// Chooses one of an asset's versions; "latest" is the address without a version.
import { Dropdown, Option } from '@fluentui/react-components';
import type { VersionRef } from '../api/types';
import { relativeTime } from '../lib/time';

interface VersionPickerProps {
  current: string;
  versions: readonly VersionRef[];
  onChange: (version: string) => void;
}

function detail(version: VersionRef): string {
  const by = version.created_by ? ` by ${version.created_by}` : '';
  const archived = version.archived ? ', archived' : '';
  return `${relativeTime(version.created_at, Date.now())}${by}${archived}`;
}

export function VersionPicker({ current, versions, onChange }: VersionPickerProps) {
  return (
    <Dropdown
      size="small"
      aria-label="Version"
      value={`Version ${current}`}
      selectedOptions={[current]}
      onOptionSelect={(_, data) => data.optionValue && onChange(data.optionValue)}
      style={{ minWidth: 140 }}
    >
      {versions.map((version) => (
        <Option key={version.version} value={version.version} text={version.version}>
          {`${version.version}  (${detail(version)})`}
        </Option>
      ))}
    </Dropdown>
  );
}
