// A model: what it is, where it comes from, its files, its versions.
import { Badge, Button } from '@fluentui/react-components';
import { FolderZipRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { modelFiles, zipUrl } from '../../api/files';
import { modelQuery } from '../../api/models';
import type { ModelVersion } from '../../api/types';
import { AssetBody, AssetPage } from '../../ui/asset-page';
import { ErrorScreen } from '../../ui/error-screen';
import { FileBrowser } from '../../ui/files/file-browser';
import { JobLink } from '../../ui/jobs/job-link';
import { JsonView } from '../../ui/json-view';
import { LineageSection } from '../../ui/lineage-section';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';

const PARENTS = [{ label: 'Models', to: '/models' }];

function facts(model: ModelVersion) {
  return [
    { name: 'Made by job', value: model.job && <JobLink name={model.job} /> },
    { name: 'Aliases', value: model.aliases.join(', ') },
    { name: 'In MLflow', value: `models:/${model.name}/${model.number}`, mono: true },
    { name: 'Registered from', value: model.source, mono: true },
    { name: 'Address', value: model.path === model.source ? null : model.path, mono: true },
  ];
}

function Badges({ model }: { model: ModelVersion }) {
  return (
    <>
      <Badge appearance="outline" color="informative">
        {model.type}
      </Badge>
      {model.stage && (
        <Badge appearance="tint" color="success">
          {model.stage}
        </Badge>
      )}
    </>
  );
}

export function ModelPage() {
  const { name } = useParams({ from: '/app/models/$name' });
  const search = useSearch({ from: '/app/models/$name' });
  const navigate = useNavigate();
  const found = useQuery(modelQuery(name, search.version ?? 'latest'));
  if (found.isError)
    return <ErrorScreen error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Pending />;
  const model = found.data;
  const files = modelFiles(model.name, model.version);
  const hasMore = Object.keys(model.flavors).length + Object.keys(model.properties).length > 0;
  return (
    <AssetPage
      noun="models"
      asset={model}
      parents={PARENTS}
      badges={<Badges model={model} />}
      actions={
        <Button as="a" icon={<FolderZipRegular />} href={zipUrl(files)} download>
          Download
        </Button>
      }
      onVersion={(version) =>
        void navigate({ to: '/models/$name', params: { name }, search: { version } })
      }
    >
      <AssetBody key={model.version} noun="models" asset={model} facts={facts(model)}>
        <Section title="Files">
          <FileBrowser source={files} />
        </Section>
        <LineageSection of={{ kind: 'models', name: model.name, version: model.version }} />
        {hasMore && (
          <Section title="Flavors and properties">
            <JsonView
              value={{ flavors: model.flavors, properties: model.properties }}
              label="flavors and properties"
            />
          </Section>
        )}
      </AssetBody>
    </AssetPage>
  );
}
