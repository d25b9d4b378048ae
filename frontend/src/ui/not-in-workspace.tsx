// A job or a draft that is not in the workspace that this tab looks at: it is shown where it is, if
// the person may see it there.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ProblemError } from '../api/problem';
import { whereaboutsQuery } from '../api/whereabouts';
import { lookInto, workspaceName } from '../api/workspace';
import { ErrorScreen } from './error-screen';
import { Pending } from './pending';

interface NotInWorkspaceProps {
  noun: 'job' | 'draft';
  name: string;
  error: unknown;
  onRetry: () => void;
}

export function NotInWorkspace({ noun, name, error, onRetry }: NotInWorkspaceProps) {
  const isMissing = error instanceof ProblemError && error.code === `${noun}-not-found`;
  const where = useQuery({ ...whereaboutsQuery(noun, name), enabled: isMissing });
  const there = where.data && where.data.workspace !== workspaceName() && where.data.workspace;
  useEffect(() => {
    if (there) lookInto(there);
  }, [there]);
  if (there || where.isLoading) return <Pending />;
  return <ErrorScreen error={where.error ?? error} onRetry={onRetry} />;
}
