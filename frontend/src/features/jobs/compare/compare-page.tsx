// Two jobs side by side: what one has and the other has not, and what differs in the rest.
import { makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { ArrowSwapRegular, BranchCompareRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { jobCompareQuery } from '../../../api/jobs';
import type { Comparison, JobSummary } from '../../../api/types';
import { plural } from '../../../lib/text';
import { ButtonLink } from '../../../ui/button-link';
import { EmptyState } from '../../../ui/empty-state';
import { JobLink } from '../../../ui/jobs/job-link';
import { Page } from '../../../ui/page';
import { Pending } from '../../../ui/pending';
import { ProblemView } from '../../../ui/problem-view';
import { Section } from '../../../ui/section';
import { StatusLabel } from '../../../ui/status';
import { Duration, RelativeTime } from '../../../ui/times';
import { ComparedStepRow } from './compared-step';
import { Values } from './values';

const PARENTS = [{ label: 'Pipelines', to: '/jobs' }];
const MOST_SHOWN = 500;

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function ComparePage() {
  const { a = '', b = '' } = useSearch({ from: '/app/compare' });
  const found = useQuery({ ...jobCompareQuery(a, b), enabled: a !== '' && b !== '' });
  if (a === '' || b === '') {
    return (
      <Page title="Compare jobs" crumbs={PARENTS}>
        <EmptyState
          icon={BranchCompareRegular}
          title="Two jobs are needed"
          text="Select two jobs in the list of pipelines, then Compare; or use a job’s own menu."
          action={
            <ButtonLink to="/jobs" search={{}} appearance="primary">
              Go to the pipelines
            </ButtonLink>
          }
        />
      </Page>
    );
  }
  return (
    <Page
      title="Compare jobs"
      crumbs={PARENTS}
      actions={
        <ButtonLink to="/compare" search={{ a: b, b: a }} icon={<ArrowSwapRegular />}>
          Swap
        </ButtonLink>
      }
    >
      {found.isError && <ProblemView error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Pending />}
      {found.data && <Compared found={found.data} />}
    </Page>
  );
}

function Side({ letter, job }: { letter: string; job: JobSummary }) {
  const styles = useStyles();
  return (
    <Section title={`${letter}: ${job.display_name || job.name}`}>
      <div className={styles.facts}>
        <StatusLabel status={job.status} />
        <Duration of={job} />
        <Text size={200} className={styles.quiet}>
          Created <RelativeTime at={job.created_at} />
        </Text>
        <JobLink name={job.name} />
      </div>
    </Section>
  );
}

function Compared({ found }: { found: Comparison }) {
  const styles = useStyles();
  const search = useSearch({ from: '/app/compare' });
  const navigate = useNavigate();
  const all = search.all === true;
  const differing = found.steps.filter((step) => step.state !== 'same');
  const shown = all ? found.steps : differing;
  const same = found.steps.length - differing.length;
  return (
    <>
      <div className={styles.pair}>
        <Side letter="A" job={found.a} />
        <Side letter="B" job={found.b} />
      </div>
      {found.job.length > 0 && (
        <Section title="The jobs themselves">
          <Values values={found.job} />
        </Section>
      )}
      <Section title="Steps">
        <div className={styles.bar}>
          <Text role="status">
            {plural(differing.length, 'step')} {differing.length === 1 ? 'differs' : 'differ'},{' '}
            {same} {same === 1 ? 'is' : 'are'} the same.
          </Text>
          <Switch
            label="Show those that are the same"
            checked={all}
            onChange={(_, data) => {
              const { all: _all, ...rest } = search;
              void navigate({
                to: '/compare',
                search: data.checked ? { ...rest, all: true } : rest,
                replace: true,
              });
            }}
          />
        </div>
        <ul className={styles.list}>
          {shown.slice(0, MOST_SHOWN).map((step) => (
            <ComparedStepRow
              key={step.path}
              step={step}
              values={found.values}
              a={found.a.name}
              b={found.b.name}
            />
          ))}
        </ul>
        {shown.length > MOST_SHOWN && (
          <Text className={styles.quiet}>and {shown.length - MOST_SHOWN} more</Text>
        )}
      </Section>
    </>
  );
}
