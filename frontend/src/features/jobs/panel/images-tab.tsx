// Images among the artifacts of a step: what log_figure and scripts left.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, ImageMultipleRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type FileSource, fileUrl, jobFiles } from '../../../api/files';
import { jobImagesQuery } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { formatBytes } from '../../../lib/bytes';
import { hasEnded } from '../../../lib/statuses';
import { DialogFrame } from '../../../ui/dialog-frame';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemView } from '../../../ui/problem-view';
import { TakenFrom } from './taken-from';

const EVERY_MS = 5000;

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(180px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXS,
    width: '100%',
    padding: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    textAlign: 'left',
    cursor: 'zoom-in',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  // Plots are mostly drawn for white paper.
  image: {
    width: '100%',
    height: '140px',
    objectFit: 'contain',
    backgroundColor: '#fff',
    borderRadius: tokens.borderRadiusSmall,
  },
  large: { maxWidth: '100%', maxHeight: '70vh', backgroundColor: '#fff', justifySelf: 'center' },
  surface: { maxWidth: 'min(1200px, 94vw)' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function ImagesTab({ job }: { job: Job }) {
  const styles = useStyles();
  const runs = !hasEnded(job.status);
  const images = useQuery({
    ...jobImagesQuery(job.name),
    refetchInterval: runs ? EVERY_MS : false,
  });
  const [open, setOpen] = useState<string | null>(null);
  if (images.isError) {
    return <ProblemView error={images.error} onRetry={() => void images.refetch()} />;
  }
  if (!images.data) return <Text>Loading</Text>;
  const source = jobFiles(job.name, 'artifacts');
  if (images.data.items.length === 0) {
    return (
      <EmptyState
        icon={ImageMultipleRegular}
        title={runs ? 'No images yet' : 'No images'}
        text="Images among the artifacts are shown here: those that a step logs, or writes to ./outputs."
        command='mlflow.log_figure(figure, "loss.png")'
      />
    );
  }
  return (
    <>
      <TakenFrom job={job} tab="images" />
      <ul className={styles.grid}>
        {images.data.items.map((each) => (
          <li key={each.path}>
            <button type="button" className={styles.card} onClick={() => setOpen(each.path)}>
              <img
                className={styles.image}
                // The time stands for the content: a plot that is written again is shown anew.
                src={`${fileUrl(source, each.path)}&at=${encodeURIComponent(each.modified_at)}`}
                alt={each.path}
                loading="lazy"
              />
              <Text size={200} className={styles.name} title={each.path}>
                {each.path}
              </Text>
              <Text size={200} className={styles.quiet}>
                {formatBytes(each.size_bytes)}
              </Text>
            </button>
          </li>
        ))}
      </ul>
      {images.data.truncated && (
        <Text className={styles.quiet}>
          There are more; the artifacts in Outputs and logs hold all of them.
        </Text>
      )}
      {open !== null && <Large source={source} path={open} onClose={() => setOpen(null)} />}
    </>
  );
}

interface LargeProps {
  source: FileSource;
  path: string;
  onClose: () => void;
}

function Large({ source, path, onClose }: LargeProps) {
  const styles = useStyles();
  return (
    <DialogFrame
      title={path}
      onClose={onClose}
      className={styles.surface}
      actions={
        <>
          <Button
            as="a"
            href={fileUrl(source, path, true)}
            download
            icon={<ArrowDownloadRegular />}
          >
            Download
          </Button>
          <Button appearance="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <img className={styles.large} src={fileUrl(source, path)} alt={path} />
    </DialogFrame>
  );
}
