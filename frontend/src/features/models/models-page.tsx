// The list of models: what jobs and people registered, those of MLflow among them.
import { Button } from '@fluentui/react-components';
import { AddRegular, CubeRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { modelsQuery } from '../../api/models';
import { useCanWrite } from '../../api/session';
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
  const list = useInfiniteQuery(modelsQuery(search.search));
  const onSearch = useCallback(
    (text: string | undefined) =>
      void navigate({ to: '/models', search: text ? { search: text } : {}, replace: true }),
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
          label="Models"
          list={list}
          columns={MODEL_COLUMNS}
          search={search.search}
          onSearch={onSearch}
          onOpen={(each) =>
            void navigate({ to: '/models/$name', params: { name: each.name }, search: {} })
          }
          empty={
            search.search ? (
              <EmptyState
                icon={CubeRegular}
                title="No model has that in its name or text"
                action={<Button onClick={() => onSearch(undefined)}>Clear the search</Button>}
              />
            ) : (
              <EmptyState
                icon={CubeRegular}
                title="No models yet"
                text="A model is a named, versioned set of files that a job has trained. Give an output of type mlflow_model or custom_model a name, register one with MLflow, or drop its files here."
                action={canWrite ? register : undefined}
                command="studio model create --name churn --type custom_model --path ./model"
              />
            )
          }
        />
      </DropZone>
      {registering && (
        <RegisterDialog noun="model" files={registering} onClose={() => setRegistering(null)} />
      )}
    </Page>
  );
}
