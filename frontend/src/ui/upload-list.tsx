// Uploads on their way, in bytes; and what became of them.
import { Button, makeStyles, ProgressBar, Text, Tooltip, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { formatBytes } from '../lib/bytes';
import { ProblemView } from './problem-view';

export interface Upload {
  id: number;
  name: string;
  sent: number;
  total: number;
  error: unknown;
  /** What it became, once done. */
  done: ReactNode | null;
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  good: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
});

function Progress({ upload }: { upload: Upload }) {
  const styles = useStyles();
  if (upload.error)
    return <ProblemView error={upload.error} title={`${upload.name} was refused`} />;
  if (upload.done) {
    return (
      <span className={styles.row}>
        <CheckmarkCircleRegular className={styles.good} aria-hidden />
        <span>{upload.done}</span>
      </span>
    );
  }
  const waiting = upload.sent >= upload.total;
  return (
    <div>
      <Text size={200}>
        {upload.name}:{' '}
        {waiting ? 'checking' : `${formatBytes(upload.sent)} of ${formatBytes(upload.total)}`}
      </Text>
      <ProgressBar
        aria-label={`Upload of ${upload.name}`}
        {...(waiting ? {} : { value: upload.sent, max: Math.max(1, upload.total) })}
      />
    </div>
  );
}

interface UploadListProps {
  uploads: readonly Upload[];
  onDismiss: (id: number) => void;
}

export function UploadList({ uploads, onDismiss }: UploadListProps) {
  const styles = useStyles();
  if (uploads.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="Uploads" aria-live="polite">
      {uploads.map((upload) => (
        <li key={upload.id} className={styles.item}>
          <Progress upload={upload} />
          <Tooltip content={`Dismiss ${upload.name}`} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              onClick={() => onDismiss(upload.id)}
            />
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
