// The secret of a token that was just made: seen now, and never again.
import { Button, Text } from '@fluentui/react-components';
import type { NewToken } from '../../api/types';
import { CommandLine } from '../../ui/command-line';
import { DialogFrame } from '../../ui/dialog-frame';

interface NewTokenDialogProps {
  token: NewToken;
  onClose: () => void;
  focusAfter: () => void;
}

export function NewTokenDialog({ token, onClose, focusAfter }: NewTokenDialogProps) {
  const here = window.location.origin;
  return (
    <DialogFrame
      title={`The token ${token.name}`}
      // A slip beside it would lose the secret.
      isQuestion
      onClose={onClose}
      // The dialog that it came out of has gone.
      focusAfter={focusAfter}
      actions={
        <Button appearance="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <Text>Copy it now: it is not shown again.</Text>
      <CommandLine command={token.token} />
      <Text>For the command line and the SDK on another machine:</Text>
      <CommandLine command={`export STUDIO_URL=${here} STUDIO_TOKEN=${token.token}`} />
      <Text>For an MLflow client:</Text>
      <CommandLine
        command={`export MLFLOW_TRACKING_URI=${here}/mlflow MLFLOW_TRACKING_TOKEN=${token.token}`}
      />
    </DialogFrame>
  );
}
