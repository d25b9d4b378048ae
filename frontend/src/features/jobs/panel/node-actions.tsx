// What can be done to one step or nested pipeline of a job.
import { Button, Tooltip } from '@fluentui/react-components';
import { ArrowClockwiseRegular, RecordStopRegular } from '@fluentui/react-icons';
import { useCancelJob } from '../../../api/jobs';
import { useCanWrite } from '../../../api/session';
import type { Job, JobSummary } from '../../../api/types';
import { wordOf } from '../../../lib/job-types';
import { canCancel, hasEnded } from '../../../lib/statuses';
import { toastProblem } from '../../../ui/toast';
import { useResubmit } from '../page/use-resubmit';

export function NodeActions({ job, root }: { job: JobSummary; root: Job }) {
  const canWrite = useCanWrite();
  const cancel = useCancelJob();
  const resubmit = useResubmit(root.name);
  if (!canWrite) return null;
  const what = wordOf(job);
  return (
    <>
      {canCancel(job.status) && !hasEnded(root.status) && (
        <Tooltip content={`Cancel this ${what}; what needs it is not run`} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<RecordStopRegular />}
            disabled={cancel.isPending}
            onClick={() =>
              cancel.mutate(job.name, {
                onError: (error) => toastProblem(`The ${what} could not be canceled`, error),
              })
            }
          />
        </Tooltip>
      )}
      {hasEnded(root.status) && (
        <Tooltip
          content={`New job: run this ${what} again, and what follows from it`}
          relationship="label"
        >
          <Button
            appearance="subtle"
            size="small"
            icon={<ArrowClockwiseRegular />}
            disabled={resubmit.busy}
            onClick={() => resubmit.run({ run_again: [job.path] })}
          />
        </Tooltip>
      )}
    </>
  );
}
