/** What became of this step in the draft's last job, and the way to its log. */

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { DocumentTextRegular } from '@fluentui/react-icons';
import { ButtonLink } from '../../../ui/button-link';
import { Prose } from '../../../ui/prose';
import { StatusLabel } from '../../../ui/status';
import { RelativeTime } from '../../../ui/times';
import { useLastJob } from '../data/session';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '2px 8px',
    padding: '6px 16px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
  },
  error: {
    flexBasis: '100%',
    color: tokens.colorStatusDangerForeground1,
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitLineClamp: 6,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  time: { color: tokens.colorNeutralForeground3, flexGrow: 1 },
});

export function LastStep({ nodeKey }: { nodeKey: string }) {
  const styles = useStyles();
  const job = useLastJob();
  const step = job?.steps[nodeKey];
  if (!job || !step) return null;
  return (
    <section className={styles.strip} aria-label="In the last job">
      <StatusLabel status={step.status} />
      <span className={styles.time}>
        <RelativeTime at={step.ended_at ?? step.started_at ?? step.created_at} />
      </span>
      <ButtonLink
        to="/jobs/$name"
        params={{ name: job.name }}
        search={{ ...(job.path ? { graph: job.path } : {}), node: nodeKey, tab: 'logs' }}
        size="small"
        icon={<DocumentTextRegular />}
      >
        Last log
      </ButtonLink>
      {step.error && (
        <Text block size={200} className={styles.error}>
          <Prose text={step.error.message} /> {step.error.hint && <Prose text={step.error.hint} />}
        </Text>
      )}
    </section>
  );
}
