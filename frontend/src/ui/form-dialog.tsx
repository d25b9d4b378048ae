// A dialog that is filled in, or a question: Enter in a field does what its main button does.
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { DialogFrame } from './dialog-frame';

interface FormDialogProps {
  title: string;
  /** What the main button says; `working`, while it is at it. */
  act: string;
  working: string;
  /** What the button says that leaves all as it is. */
  leave?: string;
  busy?: boolean;
  /** Whether what was filled in is enough. */
  ready?: boolean;
  /** A click beside it does not answer it. */
  isQuestion?: boolean;
  /** Further buttons, before the others. */
  more?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  /** Takes the keyboard when what had it before is gone. */
  focusAfter?: () => void;
  children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { busy = false, ready = true, leave = 'Cancel', onSubmit, onClose } = props;
  return (
    <DialogFrame
      title={props.title}
      isQuestion={props.isQuestion === true}
      onClose={onClose}
      onSubmit={() => {
        if (ready && !busy) onSubmit();
      }}
      focusAfter={props.focusAfter}
      actions={
        <>
          {props.more}
          <Button onClick={onClose}>{leave}</Button>
          <Button appearance="primary" type="submit" disabled={!ready || busy}>
            {busy ? props.working : props.act}
          </Button>
        </>
      }
    >
      {props.children}
    </DialogFrame>
  );
}
