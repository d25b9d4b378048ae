// Files that are not there, or no longer: nothing went wrong just now, so nothing is red.
import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { ProblemError } from '../../api/problem';
import { ProblemView } from '../problem-view';
import { Prose } from '../prose';

interface NoFilesProps {
  error: unknown;
  onRetry?: () => void;
}

export function NoFiles({ error, onRetry }: NoFilesProps) {
  if (!(error instanceof ProblemError && error.status === 404)) {
    return <ProblemView error={error} onRetry={onRetry} />;
  }
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          <Prose text={error.message} />
        </MessageBarTitle>{' '}
        {error.hint && <Prose text={error.hint} />}
      </MessageBarBody>
    </MessageBar>
  );
}
