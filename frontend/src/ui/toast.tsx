// Short messages in the corner. Any code may call `toast`; one host shows them.
import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastFooter,
  ToastTitle,
  useToastController,
} from '@fluentui/react-components';
import { useEffect } from 'react';
import { asProblem } from '../api/problem';

export interface Message {
  intent: 'success' | 'error' | 'info' | 'warning';
  title: string;
  body?: string;
  action?: { label: string; run: () => void };
}

const HOST = 'studio-toasts';
const listeners = new Set<(message: Message) => void>();

export function toast(message: Message): void {
  for (const listener of listeners) listener(message);
}

/** What went wrong, in the server's own words. */
export function toastProblem(title: string, error: unknown): void {
  const problem = asProblem(error);
  toast({
    intent: 'error',
    title,
    body: [problem.message, problem.hint].filter(Boolean).join(' '),
  });
}

function Content({ message }: { message: Message }) {
  const { action } = message;
  return (
    <Toast>
      <ToastTitle>{message.title}</ToastTitle>
      {message.body && <ToastBody>{message.body}</ToastBody>}
      {action && (
        <ToastFooter>
          <Link as="button" onClick={action.run}>
            {action.label}
          </Link>
        </ToastFooter>
      )}
    </Toast>
  );
}

export function ToastHost() {
  const { dispatchToast } = useToastController(HOST);
  useEffect(() => {
    const show = (message: Message) =>
      dispatchToast(<Content message={message} />, {
        intent: message.intent,
        timeout: message.intent === 'error' ? 8000 : 4000,
        pauseOnHover: true,
      });
    listeners.add(show);
    return () => {
      listeners.delete(show);
    };
  }, [dispatchToast]);
  return <Toaster toasterId={HOST} position="bottom-end" pauseOnHover limit={4} />;
}
