// The list of models: what jobs and people registered, those of MLflow among them.
import { Button } from '@fluentui/react-components';
import { AddRegular, CubeRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { assetsQuery } from '../../api/assets';
import { useCanWrite } from '../../api/session';
import type { ListSearch } from '../../lib/search';
import { AssetList } from '../../ui/asset-list';
import { DropZone } from '../../ui/drop-zone';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { RegisterDialog } from '../data/register-dialog';
import { MODEL_COLUMNS } from './model-columns';

export function ModelsPage() {
  const search = useSearch({ from: '/app/models' });
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const [registering, setRegistering] = useState<File[] | null>(null);
  const list = useInfiniteQuery(assetsQuery('models', search));
  const onSearch = useCallback(
    (next: ListSearch) => void navigate({ to: '/models', search: next, replace: true }),
    [navigate],
  );
  const register = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setRegistering([])}>
      Register a model
    </Button>
  );
  return (
    <Page title="Models" fill actions={canWrite ? register : undefined}>
      <DropZone
        hint="Drop files to register them as a model"
        onFiles={setRegistering}
        disabled={!canWrite}
      >
        <AssetList
          noun="models"
          label="Models"
          icon={CubeRegular}
          list={list}
          columns={MODEL_COLUMNS}
          search={search}
          onSearch={onSearch}
          onOpen={(each) =>
            void navigate({ to: '/models/$name', params: { name: each.name }, search: {} })
          }
          empty={
            <EmptyState
              icon={CubeRegular}
              title="No models yet"
              text="A model is a named, versioned set of files that a job has trained. Give an output of type mlflow_model or custom_model a name, register one with MLflow, or drop its files here."
              action={canWrite ? register : undefined}
              command="studio model create --name churn --type custom_model --path ./model"
            />
          }
        />
      </DropZone>
      {registering && (
        <RegisterDialog noun="model" files={registering} onClose={() => setRegistering(null)} />
      )}
    </Page>
  );
}
