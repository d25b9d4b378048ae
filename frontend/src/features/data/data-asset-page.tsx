// A data asset: what it is, what it looks like inside, its versions.
import { Badge, Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { dataVersionQuery } from '../../api/catalog';
import { dataFiles, fileUrl } from '../../api/files';
import type { DataVersion } from '../../api/types';
import { formatBytes } from '../../lib/bytes';
import { formatCount } from '../../lib/text';
import { AssetBody, AssetPage } from '../../ui/asset-page';
import { ErrorScreen } from '../../ui/error-screen';
import { FileBrowser } from '../../ui/files/file-browser';
import { PreviewView } from '../../ui/files/preview-view';
import { LineageSection } from '../../ui/lineage-section';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';
import { TableSection } from './table-section';

const PARENTS = [{ label: 'Data', to: '/data' }];

function facts(data: DataVersion) {
  return [
    { name: 'Size', value: data.size_bytes === null ? null : formatBytes(data.size_bytes) },
    { name: 'Files', value: data.files_count === null ? null : formatCount(data.files_count) },
    { name: 'Address', value: data.path, mono: true },
  ];
}

export function DataAssetPage() {
  const { name } = useParams({ from: '/app/data/$name' });
  const search = useSearch({ from: '/app/data/$name' });
  const navigate = useNavigate();
  const found = useQuery(dataVersionQuery(name, search.version ?? 'latest'));
  if (found.isError)
    return <ErrorScreen error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Pending />;
  const data = found.data;
  const source = dataFiles(data.name, data.version);
  return (
    <AssetPage
      noun="data"
      asset={data}
      parents={PARENTS}
      badges={
        <Badge appearance="outline" color="informative">
          {data.type}
        </Badge>
      }
      actions={
        data.type === 'uri_file' && (
          <Button as="a" icon={<ArrowDownloadRegular />} href={fileUrl(source, '', true)} download>
            Download
          </Button>
        )
      }
      onVersion={(version) =>
        void navigate({ to: '/data/$name', params: { name }, search: { version } })
      }
    >
      <AssetBody key={data.version} noun="data" asset={data} facts={facts(data)}>
        {data.type === 'mltable' && <TableSection data={data} />}
        <Section title={data.type === 'mltable' ? 'Files' : 'Preview'}>
          {data.type === 'uri_file' ? (
            <PreviewView source={source} path="" />
          ) : (
            <FileBrowser source={source} />
          )}
        </Section>
        <LineageSection of={{ kind: 'data', name: data.name, version: data.version }} />
      </AssetBody>
    </AssetPage>
  );
}
