// The list of components; YAML files and zips dropped here are registered.
import { ArrowUploadRegular, BoxMultipleRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { assetsQuery } from '../../api/assets';
import { useCanWrite } from '../../api/session';
import type { ListSearch } from '../../lib/search';
import { AssetList } from '../../ui/asset-list';
import { DropZone } from '../../ui/drop-zone';
import { EmptyState } from '../../ui/empty-state';
import { FileButton } from '../../ui/file-button';
import { Page } from '../../ui/page';
import { UploadList } from '../../ui/upload-list';
import { componentColumns } from './component-columns';
import { useComponentUploads } from './use-component-uploads';

const ACCEPT = '.yml,.yaml,.zip';
const COLUMNS = componentColumns();

export function ComponentsPage() {
  const search = useSearch({ from: '/app/components' });
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const { uploads, start, dismiss } = useComponentUploads();
  const list = useInfiniteQuery(assetsQuery('components', search));
  const change = useCallback(
    (next: ListSearch) => void navigate({ to: '/components', search: next, replace: true }),
    [navigate],
  );
  const uploadButton = (
    <FileButton
      label="Upload"
      accept={ACCEPT}
      multiple
      appearance="primary"
      icon={<ArrowUploadRegular />}
      onFiles={start}
    />
  );
  return (
    <Page title="Components" fill actions={canWrite ? uploadButton : undefined}>
      <DropZone
        hint="Drop a component's YAML file, or a zip with its code"
        onFiles={start}
        disabled={!canWrite}
      >
        <AssetList
          noun="components"
          label="Components"
          icon={BoxMultipleRegular}
          list={list}
          columns={COLUMNS}
          rowName={(each) => each.display_name || each.name}
          search={search}
          onSearch={change}
          onOpen={(each) =>
            void navigate({ to: '/components/$name', params: { name: each.name }, search: {} })
          }
          above={<UploadList uploads={uploads} onDismiss={dismiss} />}
          empty={
            <EmptyState
              icon={BoxMultipleRegular}
              title="No components yet"
              text="A component is a reusable step: a command, its code, its environment, typed inputs and outputs. Drop its YAML file here, or a zip that holds the file with its code."
              action={canWrite ? uploadButton : undefined}
              command="studio component create --file train.yml"
            />
          }
        />
      </DropZone>
    </Page>
  );
}
