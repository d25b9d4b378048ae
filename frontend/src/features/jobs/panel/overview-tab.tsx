// How the job stands: what went wrong, what it is, where its time went.
import { Link } from '@tanstack/react-router';
import type { Job } from '../../../api/types';
import { runsCommand } from '../../../lib/job-types';
import { exactTime } from '../../../lib/time';
import { Facts } from '../../../ui/facts';
import { Html } from '../../../ui/html';
import { PlainText } from '../../../ui/json-view';
import { useLinkStyles } from '../../../ui/link-styles';
import { TagList } from '../../../ui/tag-list';
import { Duration, RelativeTime } from '../../../ui/times';
import { Attempts } from './attempts';
import { JobFailure } from './job-failure';
import { Parameters } from './parameters';
import { Part } from './part';
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

function facts(job: Job) {
  return [
    { name: 'Duration', value: job.started_at && <Duration of={job} /> },
    { name: 'Component', value: job.component && <ComponentLink component={job.component} /> },
    { name: 'Compute', value: job.compute },
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
      {runsCommand(job) && <Why job={job} />}
      <Parameters job={job} />
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
