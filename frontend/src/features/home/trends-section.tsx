// How the last days went, from a bounded sample that the page names.
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trendsQuery } from '../../api/trends';
import type { Trends } from '../../api/types';
import { formatCount, formatShare, plural } from '../../lib/text';
import { exactTime, formatDuration } from '../../lib/time';
import { useLinkStyles } from '../../ui/link-styles';
import { ProblemView } from '../../ui/problem-view';
import { Section } from '../../ui/section';
import { BusyComputes } from './busy-computes';
import { FailingSteps } from './failing-steps';
import * as bars from './trend-bars';
import { TrendCard } from './trend-card';

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 216px), 1fr))',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
  },
  lists: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    marginTop: tokens.spacingVerticalS,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  block: { height: '220px' },
});

export function TrendsSection() {
  const styles = useStyles();
  const trends = useQuery(trendsQuery);
  return (
    <Section
      title="Last 7 days"
      actions={
        trends.data && (
          <Text size={200} className={styles.quiet}>
            {sampleOf(trends.data)}
          </Text>
        )
      }
    >
      {trends.isPending && (
        <Skeleton aria-label="Loading the last 7 days">
          <SkeletonItem className={styles.block} />
        </Skeleton>
      )}
      {trends.isError && <ProblemView error={trends.error} onRetry={() => void trends.refetch()} />}
      {trends.data && <TrendsBody trends={trends.data} />}
    </Section>
  );
}

/** Of how many jobs and steps this is told; when there were more, since when. */
export function sampleOf({ jobs, steps }: Trends): string {
  const ofJobs = jobs.is_cut
    ? `the newest ${plural(jobs.count, 'job')}, since ${exactTime(jobs.since)}`
    : plural(jobs.count, 'job');
  const ofSteps = steps.is_cut
    ? `the last ${plural(steps.count, 'step')}, since ${exactTime(steps.since)}`
    : `${plural(steps.count, 'step')} that ended`;
  return `From ${ofJobs}, and ${ofSteps}`;
}

function TrendsBody({ trends }: { trends: Trends }) {
  const styles = useStyles();
  const { duration, wait, since } = trends;
  if (trends.jobs.count === 0 && trends.steps.count === 0) {
    return <Text className={styles.quiet}>No job was created in the last 7 days.</Text>;
  }
  return (
    <>
      <div className={styles.cards}>
        <TrendCard
          title="Success rate"
          value={trends.success_rate === null ? 'None ended' : formatShare(trends.success_rate)}
          note={<Ends trends={trends} />}
          bars={bars.successBars(trends.days)}
        />
        <TrendCard
          title="Duration"
          value={duration ? formatDuration(duration.median_seconds) : 'None completed'}
          note={spreadNote(duration, 'completed job')}
          bars={bars.durationBars(trends.days)}
          search={{ status: 'Completed' }}
        />
        <TrendCard
          title="Wait for a compute"
          value={wait ? formatDuration(wait.median_seconds) : 'None waited'}
          note={spreadNote(wait, 'step')}
          bars={bars.waitBars(trends.days)}
        />
      </div>
      <div className={styles.lists}>
        <BusyComputes computes={trends.computes} since={since} />
        <FailingSteps failing={trends.failing} since={since} />
      </div>
    </>
  );
}

function spreadNote(spread: Trends['wait'], what: string): string {
  if (!spread) return '';
  const slow = formatDuration(spread.slow_seconds);
  return `Median of ${plural(spread.count, what)}; nine of ten took at most ${slow}`;
}

function Ends({ trends }: { trends: Trends }) {
  const link = useLinkStyles();
  const [completed, failed] = (['completed', 'failed'] as const).map((end) =>
    trends.days.reduce((sum, day) => sum + day[end], 0),
  );
  return (
    <>
      {formatCount(completed ?? 0)} completed,{' '}
      <Link
        to="/jobs"
        search={{ status: 'Failed', created_after: trends.since }}
        className={link.inText}
      >
        {formatCount(failed ?? 0)} failed
      </Link>
    </>
  );
}
