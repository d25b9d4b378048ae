// The files of a code snapshot, highlighted by the server.
import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { highlightedQuery, snapshotQuery } from '../api/catalog';
import { formatBytes } from '../lib/bytes';
import { Html } from './html';
import { ProblemView } from './problem-view';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 160px) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    minHeight: 0,
  },
  single: { gridTemplateColumns: 'minmax(0, 1fr)' },
  files: { listStyleType: 'none', margin: 0, padding: 0, overflowY: 'auto' },
  file: {
    display: 'block',
    width: '100%',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    textAlign: 'left',
    overflowWrap: 'anywhere',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  code: {
    overflow: 'auto',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    minHeight: '160px',
    maxHeight: '70vh',
  },
  note: { color: tokens.colorNeutralForeground3 },
});

function firstFile(files: readonly { path: string }[]): string | null {
  const script = files.find((file) => file.path.endsWith('.py'));
  return (script ?? files[0])?.path ?? null;
}

export function SnapshotView({ digest }: { digest: string }) {
  const styles = useStyles();
  const snapshot = useQuery(snapshotQuery(digest));
  const [chosen, setChosen] = useState<string | null>(null);
  if (snapshot.isError) return <ProblemView error={snapshot.error} />;
  if (!snapshot.data) return <Loading />;
  const { files } = snapshot.data;
  const path = chosen ?? firstFile(files);
  return (
    <div className={mergeClasses(styles.root, files.length < 2 && styles.single)}>
      <ul className={styles.files} aria-label="Files of the snapshot">
        {files.map((file) => (
          <li key={file.path}>
            <button
              type="button"
              className={mergeClasses(styles.file, file.path === path && styles.chosen)}
              aria-current={file.path === path ? 'true' : undefined}
              title={formatBytes(file.size_bytes)}
              onClick={() => setChosen(file.path)}
            >
              {file.path}
            </button>
          </li>
        ))}
      </ul>
      {path !== null && <Code digest={digest} path={path} />}
    </div>
  );
}

function Code({ digest, path }: { digest: string; path: string }) {
  const styles = useStyles();
  const code = useQuery(highlightedQuery(digest, path));
  if (code.isError) return <ProblemView error={code.error} />;
  if (!code.data) return <Loading />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard.
    <div className={styles.code} role="region" aria-label={`Code of ${path}`} tabIndex={0}>
      <Html kind="code" html={code.data.html} />
      {code.data.truncated && (
        <Text className={styles.note}>The file goes on; it is cut here.</Text>
      )}
    </div>
  );
}

function Loading() {
  return (
    <Skeleton aria-label="Loading the code">
      <SkeletonItem size={96} />
    </Skeleton>
  );
}
