// A data asset: what it is, what it looks like inside, its versions.
import { Badge } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { dataVersionQuery, useEditData } from '../../api/catalog';
import { dataFiles } from '../../api/files';
import { useCanWrite } from '../../api/session';
import type { DataVersion } from '../../api/types';
import { formatBytes } from '../../lib/bytes';
import { formatCount } from '../../lib/text';
import { CopyButton } from '../../ui/copy-button';
import { DescriptionSection } from '../../ui/description-section';
import { ErrorScreen } from '../../ui/error-screen';
import { Facts } from '../../ui/facts';
import { FileBrowser } from '../../ui/files/file-browser';
import { PreviewView } from '../../ui/files/preview-view';
import { LineageSection } from '../../ui/lineage-section';
import { Page } from '../../ui/page';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';
import { Split } from '../../ui/split';
import { TagsSection } from '../../ui/tags-section';
import { RelativeTime } from '../../ui/times';
import { toastProblem } from '../../ui/toast';
import { VersionPicker } from '../../ui/version-picker';
import { DataActions } from './data-actions';
import { TableSection } from './table-section';

const PARENTS = [{ label: 'Data', to: '/data' }];

function facts(data: DataVersion) {
  return [
    { name: 'Size', value: data.size_bytes !== null && formatBytes(data.size_bytes) },
    { name: 'Files', value: data.files_count !== null && formatCount(data.files_count) },
    { name: 'Created', value: <RelativeTime at={data.created_at} /> },
    { name: 'Modified', value: <RelativeTime at={data.modified_at} /> },
    { name: 'Created by', value: data.created_by },
    { name: 'Address', value: data.path, mono: true },
  ].map((fact) => ({ ...fact, value: fact.value === false ? null : fact.value }));
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
  return (
    <Page
      title={data.name}
      crumbs={PARENTS}
      beside={
        <>
          <VersionPicker
            current={data.version}
            versions={data.versions}
            onChange={(version) =>
              void navigate({ to: '/data/$name', params: { name }, search: { version } })
            }
          />
          <Badge appearance="outline" color="informative">
            {data.type}
          </Badge>
          {data.archived && (
            <Badge appearance="tint" color="warning">
              Archived
            </Badge>
          )}
        </>
      }
      actions={
        <>
          <CopyButton wide size="medium" text={data.reference} label="Copy reference" />
          <DataActions data={data} />
        </>
      }
    >
      <Body key={data.version} data={data} />
    </Page>
  );
}

function Body({ data }: { data: DataVersion }) {
  const canWrite = useCanWrite();
  const edit = useEditData(data.name, data.version);
  const source = dataFiles(data.name, data.version);
  return (
    <Split
      side={
        <>
          <Section title="About">
            <Facts facts={facts(data)} />
          </Section>
          <TagsSection
            tags={data.tags}
            canEdit={canWrite}
            onChange={(tags) =>
              edit.mutate(
                { tags },
                { onError: (error) => toastProblem('Tags were not saved', error) },
              )
            }
          />
        </>
      }
    >
      <DescriptionSection
        text={data.description}
        html={data.description_html}
        canEdit={canWrite}
        onSave={(description) => edit.mutateAsync({ description })}
      />
      {data.type === 'mltable' && <TableSection data={data} />}
      <Section title={data.type === 'mltable' ? 'Files' : 'Preview'}>
        {data.type === 'uri_file' ? (
          <PreviewView source={source} path="" />
        ) : (
          <FileBrowser source={source} />
        )}
      </Section>
      <LineageSection of={{ kind: 'data', name: data.name, version: data.version }} />
    </Split>
  );
}
