/** What a data node holds: its version, the first rows of a table or file, or the files of a folder. */

import {
  Badge,
  Field,
  Link,
  Select,
  Skeleton,
  SkeletonItem,
  Text,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from '@tanstack/react-router';
import { dataVersionQuery } from '../../../api/catalog';
import { dataFiles } from '../../../api/files';
import type { DataVersion } from '../../../api/types';
import { type DataNode, isDataType } from '../../../canvas/core/document';
import { FileBrowser } from '../../../ui/files/file-browser';
import { PreviewView } from '../../../ui/files/preview-view';
import { TableSection } from '../../data/table-section';
import { useDesigner } from '../data/session';
import { Section } from './section';
import { usePanelStyles } from './use-panel-styles';

/** "azureml:churn:3" and "azureml:churn@latest"; null for addresses and local paths. */
export function assetOf(path: string): { name: string; version: string } | null {
  const found = /^azureml:(?!\/\/)([^:@/]+)(?::([^:@/]+)|@(\w+))$/.exec(path);
  if (!found) return null;
  return { name: found[1] ?? '', version: found[2] ?? found[3] ?? 'latest' };
}

export function DataAsset({ nodeKey, node }: { nodeKey: string; node: DataNode }) {
  const asset = assetOf(node.path);
  return asset ? <Known nodeKey={nodeKey} node={node} {...asset} /> : null;
}

interface KnownProps {
  nodeKey: string;
  node: DataNode;
  name: string;
  version: string;
}

function Known({ nodeKey, node, name, version }: KnownProps) {
  const styles = usePanelStyles();
  const found = useQuery({ ...dataVersionQuery(name, version), retry: false });
  if (found.isError) {
    return (
      <Badge color="danger" role="alert">
        The data asset {name}:{version} is not there
      </Badge>
    );
  }
  if (!found.data) {
    return (
      <Skeleton aria-label="Loading the data asset">
        <SkeletonItem size={96} />
      </Skeleton>
    );
  }
  const { data } = found;
  return (
    <>
      <VersionField nodeKey={nodeKey} node={node} data={data} />
      {data.archived && (
        <Text className={styles.faint} role="status">
          This data asset is archived: pipelines that use it still run.
        </Text>
      )}
      <Preview data={data} />
    </>
  );
}

function VersionField({
  nodeKey,
  node,
  data,
}: Omit<KnownProps, 'name' | 'version'> & { data: DataVersion }) {
  const { run, canWrite } = useDesigner();
  const change = (version: string) => {
    const path = `azureml:${data.name}:${version}`;
    const type = isDataType(data.type) ? data.type : node.type;
    run({ kind: 'set-data', node: nodeKey, patch: { path, type } });
  };
  return (
    <Field
      size="small"
      label={
        <>
          Data asset{' '}
          <RouterLink
            to="/data/$name"
            params={{ name: data.name }}
            search={{ version: data.version }}
          >
            <Link as="span">{data.name}</Link>
          </RouterLink>
        </>
      }
    >
      <Select
        aria-label={`Version of ${data.name}`}
        value={data.version}
        disabled={!canWrite}
        onChange={(_, { value }) => change(value)}
      >
        {data.versions.map(({ version }) => (
          <option key={version} value={version}>
            Version {version}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Preview({ data }: { data: DataVersion }) {
  const source = dataFiles(data.name, data.version);
  if (data.type === 'mltable') return <TableSection data={data} />;
  return (
    <Section title="Preview">
      {data.type === 'uri_file' ? (
        <PreviewView key={data.version} source={source} path="" />
      ) : (
        <FileBrowser key={data.version} source={source} />
      )}
    </Section>
  );
}
