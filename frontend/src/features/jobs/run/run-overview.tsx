// A run at a glance: what it is about, its last values, its parameters, and the runs inside it.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { jobLoggedQuery, jobQuery, useEditJob } from '../../../api/jobs';
import { useCanWrite } from '../../../api/session';
import type { Job, JobLogged } from '../../../api/types';
import { formatNumber } from '../../../lib/text';
import { exactTime } from '../../../lib/time';
import { Described } from '../../../ui/described';
import { Facts } from '../../../ui/facts';
import { JobLink } from '../../../ui/jobs/job-link';
import { useLinkStyles } from '../../../ui/link-styles';
import { Section } from '../../../ui/section';
import { Duration } from '../../../ui/times';
import { hasLogged, Logged } from '../panel/logged';
import { RunTable, useRunsBelow } from '../panel/runs-below';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  stack: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
});

function ExperimentLink({ name }: { name: string }) {
  const styles = useLinkStyles();
  return (
    <Link to="/jobs" search={{ experiment: name }} className={styles.link}>
      {name}
    </Link>
  );
}

function ParentLink({ name }: { name: string }) {
  const parent = useQuery(jobQuery(name)).data;
  return <JobLink name={name}>{parent?.display_name || parent?.key || name}</JobLink>;
}

function About({ run, logged }: { run: Job; logged: JobLogged | undefined }) {
  return (
    <Section title="About">
      <Facts
        facts={[
          { name: 'Duration', value: run.started_at && <Duration of={run} /> },
          { name: 'Started', value: run.started_at && exactTime(run.started_at) },
          { name: 'Ended', value: run.ended_at && exactTime(run.ended_at) },
          { name: 'Experiment', value: <ExperimentLink name={run.experiment_name} /> },
          { name: 'Begun in', value: run.parent && <ParentLink name={run.parent} /> },
          { name: 'Created by', value: run.created_by },
          { name: 'Script', value: logged?.script, mono: true },
          { name: 'Git commit', value: logged?.commit, mono: true },
          { name: 'Run', value: run.name, mono: true },
        ]}
      />
    </Section>
  );
}

/** Names with what stands for them, in the order of letters. */
function Values({ of, none }: { of: Job['metrics'] | Job['parameters']; none: string }) {
  const styles = useStyles();
  const facts = Object.entries(of)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => ({
      name,
      value: typeof value === 'number' ? formatNumber(value) : value,
      mono: true,
    }));
  return facts.length === 0 ? (
    <Text className={styles.quiet}>{none}</Text>
  ) : (
    <Facts facts={facts} />
  );
}

export function RunOverview({ run, onMetrics }: { run: Job; onMetrics: () => void }) {
  const styles = useStyles();
  const canWrite = useCanWrite();
  const edit = useEditJob(run.name);
  const logged = useQuery(jobLoggedQuery(run.name, run.status)).data;
  const { query, runs } = useRunsBelow(run);
  const hasMetrics = Object.keys(run.metrics).length > 0;
  return (
    <Described
      of={run}
      canEdit={canWrite}
      onChange={edit.mutateAsync}
      about={<About run={run} logged={logged} />}
    >
      <Section
        title="Metrics"
        actions={
          hasMetrics && (
            <Button size="small" appearance="subtle" onClick={onMetrics}>
              Show the charts
            </Button>
          )
        }
      >
        <Values of={run.metrics} none="No metrics." />
      </Section>
      <Section title="Parameters">
        <Values of={run.parameters} none="No parameters." />
      </Section>
      {runs.length > 0 && (
        <Section title="Runs inside this one">
          <RunTable
            runs={runs}
            {...(query.hasNextPage ? { onMore: () => void query.fetchNextPage() } : {})}
          />
        </Section>
      )}
      {logged && hasLogged(logged) && (
        <Section title="Models and data">
          <div className={styles.stack}>
            <Logged job={run} />
          </div>
        </Section>
      )}
    </Described>
  );
}
