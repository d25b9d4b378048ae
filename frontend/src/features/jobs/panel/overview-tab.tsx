// How the job stands: what went wrong, what it is, where its time went.
import { Link } from '@tanstack/react-router';
import type { Job } from '../../../api/types';
import { runsCommand } from '../../../lib/job-types';
import { plural } from '../../../lib/text';
import { exactTime, formatDuration } from '../../../lib/time';
import { Facts } from '../../../ui/facts';
import { Html } from '../../../ui/html';
import { PlainText } from '../../../ui/json-view';
import { useLinkStyles } from '../../../ui/link-styles';
import { TagList } from '../../../ui/tag-list';
import { Duration, RelativeTime } from '../../../ui/times';
import { Hyperparameters } from '../trials/hyperparameters';
import { Attempts } from './attempts';
import { JobFailure } from './job-failure';
import { Logged } from './logged';
import { Parameters } from './parameters';
import { Part } from './part';
import { RunsOf } from './runs-below';
import { timeInStatuses } from './time-in';
import { Timeline } from './timeline';
import { Why } from './why';

function ComponentLink({ component }: { component: NonNullable<Job['component']> }) {
  const styles = useLinkStyles();
  return (
    <Link
      to="/components/$name"
      params={{ name: component.name }}
      search={{ version: component.version }}
      className={styles.link}
    >
      {component.name}:{component.version}
    </Link>
  );
}

/** Where it stands while it waits; afterwards for how long it waited. */
function queueText(job: Job): string | null {
  if (job.queue) {
    const { before, instances_needed: needed, instances_free: free } = job.queue;
    const first = before === 0 ? 'next in line' : `${plural(before, 'step')} before it`;
    return `${first}; it takes ${plural(needed, 'instance')}, ${free} free`;
  }
  const spans = timeInStatuses(job, Date.now()).filter((span) => span.status === 'Queued');
  const seconds = spans.reduce((sum, span) => sum + span.seconds, 0);
  return seconds > 0 && job.type !== 'pipeline' ? formatDuration(seconds) : null;
}

function facts(job: Job) {
  return [
    { name: 'Duration', value: job.started_at && <Duration of={job} /> },
    { name: 'Component', value: job.component && <ComponentLink component={job.component} /> },
    { name: 'Compute', value: job.compute },
    { name: 'Worker', value: job.attempts.at(-1)?.worker },
    { name: 'Priority', value: job.priority === 'medium' ? null : job.priority },
    { name: 'In the queue', value: queueText(job) },
    { name: 'Exit code', value: job.exit_code },
    { name: 'Created', value: <RelativeTime at={job.created_at} /> },
    { name: 'Started', value: job.started_at && exactTime(job.started_at) },
    { name: 'Ended', value: job.ended_at && exactTime(job.ended_at) },
    {
      name: job.type === 'pipeline' ? 'Intermediate data' : 'Outputs',
      value: job.cleaned_at && `Cleaned up on ${exactTime(job.cleaned_at)}`,
    },
    { name: 'Name', value: job.name, mono: true },
    {
      name: 'Tags',
      value: Object.keys(job.tags).length > 0 && <TagList tags={job.tags} limit={12} />,
    },
  ].map((fact) => ({ ...fact, value: fact.value === false ? null : fact.value }));
}

export function OverviewTab({ job, onLogs }: { job: Job; onLogs: () => void }) {
  return (
    <>
      {job.error && <JobFailure job={job} onLogs={onLogs} />}
      {job.description_html && <Html kind="prose" html={job.description_html} />}
      <Facts facts={facts(job)} />
      {(runsCommand(job) || job.type === 'sweep') && <Why job={job} />}
      <Hyperparameters job={job} />
      <Parameters job={job} />
      {job.type !== 'pipeline' && <Logged job={job} />}
      {runsCommand(job) && <RunsOf job={job} />}
      <Timeline job={job} />
      {job.attempts.length > 0 && <Attempts attempts={job.attempts} />}
      {job.command && (
        <Part title="Command">
          <PlainText text={job.command} label="the command" wrap />
        </Part>
      )}
    </>
  );
}
