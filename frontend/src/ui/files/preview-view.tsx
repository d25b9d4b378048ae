// The first part of a file, as what it is: text, a table, JSON, an image, Markdown.
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type FileSource, fileUrl, previewQuery } from '../../api/files';
import type { Preview } from '../../api/types';
import { formatBytes } from '../../lib/bytes';
import { CsvTable } from './csv-table';
import { NoFiles } from './no-files';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    maxHeight: '420px',
    overflow: 'auto',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  image: {
    maxWidth: '100%',
    maxHeight: '480px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    justifySelf: 'start',
  },
  note: { color: tokens.colorNeutralForeground3 },
  skeleton: { height: '120px' },
});

/** JSON that arrived whole is laid out; a cut one is shown as it came. */
function jsonText(preview: Preview): string {
  const text = preview.text ?? '';
  if (preview.truncated) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Content({ preview, url }: { preview: Preview; url: string }) {
  const styles = useStyles();
  switch (preview.kind) {
    case 'image':
      return <img className={styles.image} src={url} alt={preview.name} />;
    case 'csv':
      return (
        <CsvTable name={preview.name} columns={preview.columns ?? []} rows={preview.rows ?? []} />
      );
    case 'binary':
      return (
        <Text className={styles.note}>
          {preview.media_type}, {formatBytes(preview.size_bytes)}. There is no preview for this kind
          of file; it can be downloaded.
        </Text>
      );
    case 'folder':
      return null;
    default:
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard.
        <pre className={styles.text} tabIndex={0}>
          {preview.kind === 'json' ? jsonText(preview) : preview.text}
        </pre>
      );
  }
}

export function PreviewView({ source, path }: { source: FileSource; path: string }) {
  const styles = useStyles();
  const preview = useQuery(previewQuery(source, path));
  if (preview.isError) return <NoFiles error={preview.error} />;
  if (!preview.data) {
    return (
      <Skeleton aria-label="Loading the preview">
        <SkeletonItem className={styles.skeleton} />
      </Skeleton>
    );
  }
  return (
    <div className={styles.root}>
      <Content preview={preview.data} url={fileUrl(source, path)} />
      {preview.data.truncated && (
        <Text size={200} className={styles.note}>
          The beginning of {formatBytes(preview.data.size_bytes)}.
        </Text>
      )}
    </div>
  );
}
