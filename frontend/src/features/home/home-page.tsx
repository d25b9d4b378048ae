// The first page: how things stand, what runs now, what ran last.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { homeQuery } from '../../api/jobs';
import { useLiveHome } from '../../api/jobs-live';
import type { Home } from '../../api/types';
import { useLinkStyles } from '../../ui/link-styles';
import { NewPipelineLink } from '../../ui/new-pipeline-link';
import { Page } from '../../ui/page';
import { ProblemView } from '../../ui/problem-view';
import { Section } from '../../ui/section';
import { HomeEmpty } from './home-empty';
import { HomeSkeleton } from './home-skeleton';
import { RecentJobs } from './recent-jobs';
import { RunningJobs } from './running-jobs';
import { StatusCounts } from './status-counts';
import { TrendsSection } from './trends-section';

const useStyles = makeStyles({
  body: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '1280px' },
});

function isEmpty(home: Home): boolean {
  return home.recent.length === 0 && home.running.length === 0;
}

function HomeBody({ home }: { home: Home }) {
  const styles = useStyles();
  const link = useLinkStyles();
  if (isEmpty(home)) return <HomeEmpty />;
  return (
    <div className={styles.body}>
      <StatusCounts counts={home.counts} />
      <Section title="Running now">
        <RunningJobs jobs={home.running} />
      </Section>
      <TrendsSection />
      <Section
        title="Recent jobs"
        flush
        actions={
          <Link to="/jobs" search={{}} className={link.link}>
            All jobs
          </Link>
        }
      >
        <RecentJobs jobs={home.recent} />
      </Section>
    </div>
  );
}

export function HomePage() {
  const home = useQuery(homeQuery);
  useLiveHome();
  return (
    <Page title="Home" actions={<NewPipelineLink />}>
      {home.isPending && <HomeSkeleton />}
      {home.isError && <ProblemView error={home.error} onRetry={() => void home.refetch()} />}
      {home.data && <HomeBody home={home.data} />}
    </Page>
  );
}
