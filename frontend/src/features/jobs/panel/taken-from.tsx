// Whose outputs and log a step shows that did not run itself.
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { jobWhyQuery } from '../../../api/jobs';
import type { Job, OtherStep } from '../../../api/types';
import { useLinkStyles } from '../../../ui/link-styles';
import { ProblemView } from '../../../ui/problem-view';
import { RelativeTime } from '../../../ui/times';

/** Stays with the step when the job that it took from is deleted; `reused_from` does not. */
const TAKEN = 'azureml.reusedrunid';

/** Says for a tab of a reused step where what it shows comes from; nothing for a step that ran. */
export function TakenFrom({ job, tab }: { job: Job; tab: string }) {
  const isTaken = job.reused_from !== null || (job.attempt === 0 && TAKEN in job.properties);
  const why = useQuery({ ...jobWhyQuery(job.name, job.status), enabled: isTaken });
  if (!isTaken) return null;
  if (why.isError) return <ProblemView error={why.error} onRetry={() => void why.refetch()} />;
  if (!why.data) return null;
  return (
    <Text size={200}>
      This step did not run. What is shown here was left by{' '}
      {why.data.other ? (
        <StepOfJob step={why.data.other} tab={tab} />
      ) : (
        'a step of a job that has been deleted since'
      )}
      .
    </Text>
  );
}

/** A link to a step of another job, with the time when it completed. */
export function StepOfJob({ step, tab }: { step: OtherStep; tab: string }) {
  const links = useLinkStyles();
  const keys = step.path.split('.');
  const node = keys.at(-1) ?? '';
  const graph = keys.slice(0, -1).join('.');
  return (
    <>
      <Link
        to="/jobs/$name"
        params={{ name: step.root }}
        search={{ ...(graph ? { graph } : {}), node, tab }}
        className={links.inText}
      >
        {step.path} of {step.root_display_name} ({step.root})
      </Link>
      {step.ended_at && (
        <>
          , which completed <RelativeTime at={step.ended_at} />
        </>
      )}
    </>
  );
}
