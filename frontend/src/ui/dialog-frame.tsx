// What every dialog has: a title, what it is about, its buttons; Escape leaves it, and the focus comes back.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { FormEvent, ReactNode } from 'react';
import { useReturnFocus } from './use-return-focus';

const useStyles = makeStyles({
  content: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
});

interface DialogFrameProps {
  title: string;
  /** null: it has to be answered. */
  onClose: (() => void) | null;
  /** Without any it has a cross in its corner. */
  actions?: ReactNode;
  /** A question: a click beside it does not answer it. */
  isQuestion?: boolean;
  /** Makes it a form. */
  onSubmit?: (() => void) | undefined;
  /** Takes the keyboard when what had it before is gone. */
  focusAfter?: (() => void) | undefined;
  className?: string;
  contentClassName?: string;
  /** For content that scrolls and holds nothing that takes the focus. */
  contentTabIndex?: number;
  children: ReactNode;
}

export function DialogFrame(props: DialogFrameProps) {
  const { onClose, onSubmit, isQuestion = false } = props;
  const styles = useStyles();
  useReturnFocus(props.focusAfter);
  const body = (
    <DialogBody>
      <DialogTitle action={props.actions ? null : <Cross onClick={onClose} />}>
        {props.title}
      </DialogTitle>
      <DialogContent
        className={mergeClasses(styles.content, props.contentClassName)}
        tabIndex={props.contentTabIndex}
      >
        {props.children}
      </DialogContent>
      {props.actions && <DialogActions>{props.actions}</DialogActions>}
    </DialogBody>
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <Dialog
      open
      modalType={isQuestion ? 'alert' : 'modal'}
      onOpenChange={(_, data) => !data.open && onClose?.()}
    >
      {/* React's events climb through what opened the dialog, a row of a list say: it was not clicked. */}
      <DialogSurface className={props.className} onClick={(event) => event.stopPropagation()}>
        {onSubmit ? (
          <form noValidate onSubmit={submit}>
            {body}
          </form>
        ) : (
          body
        )}
      </DialogSurface>
    </Dialog>
  );
}

function Cross({ onClick }: { onClick: (() => void) | null }) {
  if (onClick === null) return null;
  return (
    <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} onClick={onClick} />
  );
}
