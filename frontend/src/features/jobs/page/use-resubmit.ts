// Submitting a job again, whole or in part, and going to the new one.
import { useNavigate } from '@tanstack/react-router';
import { useResubmitJob } from '../../../api/jobs';
import type { Resubmission } from '../../../api/types';
import { toast, toastProblem } from '../../../ui/toast';

export function useResubmit(name: string) {
  const navigate = useNavigate();
  const resubmit = useResubmitJob();
  return {
    busy: resubmit.isPending,
    run: (how: Resubmission = {}) =>
      resubmit.mutate(
        { name, how },
        {
          onSuccess: (next) => {
            toast({ intent: 'success', title: 'Submitted again', body: next.name });
            void navigate({ to: '/jobs/$name', params: { name: next.name }, search: {} });
          },
          onError: (error) => toastProblem('The job could not be submitted again', error),
        },
      ),
  };
}
