// One input or output: its type, size and place; unfolded, its files or its content.
import { Badge, Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  ChevronDownRegular,
  ChevronRightRegular,
  FolderZipRegular,
} from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { type FileSource, fileUrl, zipUrl } from '../../../api/files';
import { formatBytes } from '../../../lib/bytes';
import { plural } from '../../../lib/text';
import { exactTime } from '../../../lib/time';
import { CopyButton } from '../../../ui/copy-button';
import { FileBrowser } from '../../../ui/files/file-browser';
import { PreviewView } from '../../../ui/files/preview-view';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { overflowWrap: 'anywhere' },
  end: { marginLeft: 'auto', display: 'flex', gap: tokens.spacingHorizontalXXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
  },
  value: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

interface DataCardProps {
  name: string;
  type: string;
  /** A primitive's value; null for data. */
  value: string | null;
  uri: string | null;
  asset?: string | null;
  size?: number | null;
  files?: number | null;
  /** When its data was cleaned up: there is nothing to look at any more. */
  deletedAt?: string | null;
  source: FileSource | null;
  children?: ReactNode;
}

function sizeText(size: number | null | undefined, files: number | null | undefined): string {
  const parts = [
    size === null || size === undefined ? '' : formatBytes(size),
    files === null || files === undefined || files <= 1 ? '' : plural(files, 'file'),
  ];
  return parts.filter(Boolean).join(', ');
}

function Download({ source, isFile, name }: { source: FileSource; isFile: boolean; name: string }) {
  const label = isFile ? `Download ${name}` : `Download ${name} as zip`;
  return (
    <Tooltip content={label} relationship="label">
      <Button
        as="a"
        size="small"
        appearance="subtle"
        icon={isFile ? <ArrowDownloadRegular /> : <FolderZipRegular />}
        href={isFile ? fileUrl(source, '', true) : zipUrl(source)}
        download
      />
    </Tooltip>
  );
}

export function DataCard(props: DataCardProps) {
  const { name, type, value, uri, asset, deletedAt } = props;
  const source = deletedAt ? null : props.source;
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const isFile = type === 'uri_file';
  return (
    <div className={styles.card}>
      <div className={styles.row}>
        {source && (
          <Tooltip content={open ? `Hide ${name}` : `Look into ${name}`} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              aria-expanded={open}
              icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
              onClick={() => setOpen(!open)}
            />
          </Tooltip>
        )}
        <Text weight="semibold" className={styles.name}>
          {name}
        </Text>
        <Badge appearance="outline" color="informative">
          {type}
        </Badge>
        <Text size={200} className={styles.quiet}>
          {sizeText(props.size, props.files)}
        </Text>
        {source && (
          <span className={styles.end}>
            <Download source={source} isFile={isFile} name={name} />
          </span>
        )}
      </div>
      {value !== null && <span className={styles.value}>{value === '' ? '(empty)' : value}</span>}
      {deletedAt && (
        <Text size={200} className={styles.quiet}>
          Cleaned up on {exactTime(deletedAt)}. The step runs again instead of being reused.
        </Text>
      )}
      {props.children}
      {asset && <span className={styles.mono}>{asset}</span>}
      {uri && (
        <div className={styles.row}>
          <span className={styles.mono} title={uri}>
            {uri}
          </span>
          <CopyButton text={uri} label={`Copy the address of ${name}`} />
        </div>
      )}
      {open &&
        source &&
        (isFile ? <PreviewView source={source} path="" /> : <FileBrowser source={source} />)}
    </div>
  );
}
