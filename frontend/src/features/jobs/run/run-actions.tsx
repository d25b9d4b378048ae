// What can be done with a run. The studio does not run it, so there is nothing to submit again.
import { Button, Tooltip } from '@fluentui/react-components';
import { EditRegular, RecordStopRegular } from '@fluentui/react-icons';
import { useCancelJob } from '../../../api/jobs';
import { useCanWrite } from '../../../api/session';
import type { Job } from '../../../api/types';
import { canCancel, hasEnded } from '../../../lib/statuses';
import { usePaletteActions } from '../../../ui/palette-actions';
import { toastProblem } from '../../../ui/toast';
import { JobMenu, useJobMenu } from '../page/job-menu';

export function RunActions({ run }: { run: Job }) {
  const canWrite = useCanWrite();
  const menu = useJobMenu(run, 'run');
  const stop = useCancelJob();
  const isRoot = run.root === run.name;
  const mayDelete = canWrite && isRoot && hasEnded(run.status);
  const endIt = () =>
    stop.mutate(run.name, {
      onError: (error) => toastProblem('The run could not be marked', error),
    });
  usePaletteActions('Run', () => [
    ...(isRoot
      ? [{ id: 'run compare', label: 'Compare with another…', run: () => menu.open('compare') }]
      : []),
    ...(canWrite
      ? [
          {
            id: 'run edit',
            label: 'Edit name, description, tags',
            run: () => menu.open('edit'),
          },
          {
            id: 'run archive',
            label: run.archived ? 'Restore the run' : 'Archive the run',
            run: menu.archive,
          },
        ]
      : []),
    ...(mayDelete
      ? [
          {
            id: 'run delete',
            label: 'Delete the run with what it logged…',
            run: () => menu.open('delete'),
          },
        ]
      : []),
  ]);
  return (
    <>
      {canWrite && canCancel(run.status) && (
        <Tooltip
          content="For a script that is gone: the studio does not run it and cannot stop it"
          relationship="description"
        >
          <Button icon={<RecordStopRegular />} disabled={stop.isPending} onClick={endIt}>
            Mark as canceled
          </Button>
        </Tooltip>
      )}
      {canWrite && (
        <Button icon={<EditRegular />} onClick={() => menu.open('edit')}>
          Edit
        </Button>
      )}
      <JobMenu
        job={run}
        state={menu}
        canWrite={canWrite}
        mayCompare={isRoot}
        mayDelete={mayDelete}
        deleteLabel="Delete with what it logged"
      />
    </>
  );
}
