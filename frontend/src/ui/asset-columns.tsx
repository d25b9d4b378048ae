// Columns that lists of assets share.
import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import type { Column } from './table/columns';
import { TagList } from './tag-list';
import { RelativeTime } from './times';

interface Asset {
  version: string;
  tags: Record<string, string>;
  created_by: string | null;
}

const useStyles = makeStyles({
  name: { display: 'grid', minWidth: 0 },
  text: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  line: { overflow: 'hidden', textOverflow: 'ellipsis' },
});

interface NameCellProps {
  link: React.ReactNode;
  text: string;
  archived?: boolean;
}

export function NameCell({ link, text, archived }: NameCellProps) {
  const styles = useStyles();
  return (
    <span className={styles.name}>
      <span className={styles.line}>
        {link}{' '}
        {archived && (
          <Badge size="small" appearance="outline" color="informative">
            Archived
          </Badge>
        )}
      </span>
      {text && <span className={styles.text}>{text}</span>}
    </span>
  );
}

export function versionColumn<T extends Asset>(): Column<T> {
  return {
    id: 'version',
    header: 'Version',
    width: 'minmax(80px, 0.8fr)',
    render: ({ version }) => <span title={version}>{version}</span>,
  };
}

export function tagsColumn<T extends Asset>(): Column<T> {
  return {
    id: 'tags',
    header: 'Tags',
    width: 'minmax(150px, 1.4fr)',
    from: 760,
    // One that can be read says more than two that are cut.
    render: (asset) => <TagList tags={asset.tags} limit={1} />,
  };
}

export function createdByColumn<T extends Asset>(): Column<T> {
  return {
    id: 'created_by',
    header: 'Created by',
    width: '120px',
    from: 1000,
    render: (asset) => asset.created_by,
  };
}

export function timeColumn<T>(header: string, at: (row: T) => string): Column<T> {
  return { id: header, header, width: '112px', render: (row) => <RelativeTime at={at(row)} /> };
}

/** When the latest version, or what is said of it, changed. */
export function modifiedColumn<T extends { modified_at: string }>(): Column<T> {
  return { ...timeColumn<T>('Modified', (each) => each.modified_at), sort: 'modified_at' };
}
