// Walks through a folder; a file opens as a preview below.
import { Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  ArrowUpRegular,
  DocumentRegular,
  FolderRegular,
  FolderZipRegular,
} from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type FileSource, fileListQuery, fileUrl, zipUrl } from '../../api/files';
import type { FileEntry } from '../../api/types';
import { formatBytes } from '../../lib/bytes';
import { NoFiles } from './no-files';
import { PreviewView } from './preview-view';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    minWidth: 0,
  },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    flexGrow: 1,
  },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    maxHeight: '280px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  item: { display: 'flex', alignItems: 'center', paddingRight: tokens.spacingHorizontalXS },
  open: { flexGrow: 1, justifyContent: 'flex-start', minWidth: 0, fontWeight: 'normal' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  size: {
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    padding: `0 ${tokens.spacingHorizontalS}`,
  },
  note: { color: tokens.colorNeutralForeground3, padding: tokens.spacingHorizontalM },
});

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function Row({
  entry,
  source,
  onOpen,
}: {
  entry: FileEntry;
  source: FileSource;
  onOpen: () => void;
}) {
  const styles = useStyles();
  return (
    <li className={styles.item}>
      <Button
        className={styles.open}
        appearance="transparent"
        size="small"
        icon={entry.is_folder ? <FolderRegular /> : <DocumentRegular />}
        onClick={onOpen}
      >
        <span className={styles.name}>{entry.name}</span>
      </Button>
      <Text size={200} className={styles.size}>
        {formatBytes(entry.size_bytes)}
      </Text>
      {!entry.is_folder && (
        <Tooltip content={`Download ${entry.name}`} relationship="label">
          <Button
            as="a"
            size="small"
            appearance="subtle"
            icon={<ArrowDownloadRegular />}
            href={fileUrl(source, entry.path, true)}
            download
          />
        </Tooltip>
      )}
    </li>
  );
}

export function FileBrowser({ source }: { source: FileSource }) {
  const styles = useStyles();
  const [folder, setFolder] = useState('');
  const [file, setFile] = useState<string | null>(null);
  const list = useQuery(fileListQuery(source, folder));
  const open = (entry: FileEntry) => {
    if (entry.is_folder) {
      setFolder(entry.path);
      setFile(null);
    } else setFile(file === entry.path ? null : entry.path);
  };
  if (list.isError) return <NoFiles error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data?.items ?? [];
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <Tooltip content="Up one folder" relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowUpRegular />}
            disabled={folder === ''}
            onClick={() => setFolder(parentOf(folder))}
          />
        </Tooltip>
        <span className={styles.path}>/{folder}</span>
        <Button
          as="a"
          size="small"
          icon={<FolderZipRegular />}
          href={zipUrl(source, folder)}
          download
        >
          Download as zip
        </Button>
      </div>
      <ul className={styles.list} aria-label="Files">
        {list.isSuccess && items.length === 0 && <li className={styles.note}>No files.</li>}
        {items.map((entry) => (
          <Row key={entry.path} entry={entry} source={source} onOpen={() => open(entry)} />
        ))}
      </ul>
      {list.data?.truncated && <Text size={200}>Only the first files are listed.</Text>}
      {file !== null && <PreviewView source={source} path={file} />}
    </div>
  );
}
