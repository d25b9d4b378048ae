// Short messages in the corner. Any code may call `toast`; one host shows them.
import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastFooter,
  ToastTitle,
  ToastTrigger,
  useToastController,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { type MouseEvent, useEffect } from 'react';
import { asProblem } from '../api/problem';
import type { Problem } from '../api/types';
import { Prose } from './prose';

export interface Message {
  intent: 'success' | 'error' | 'info' | 'warning';
  title: string;
  body?: string;
  /** A link with an address of its own: `run` follows it within the application. */
  action?: { label: string; href: string; run: () => void };
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
    body: problemText(problem),
  });
}

/** Message and hint; where one finding is the whole problem, also its place in the file. */
export function problemText({ message, hint, diagnostics }: Problem): string {
  const only = diagnostics.length === 1 ? diagnostics[0] : undefined;
  const place = only?.line ? `(line ${only.line}, column ${only.column ?? 1})` : null;
  return [message, hint, place].filter(Boolean).join(' ');
}

/** A click that asks the browser for another tab or window. */
function opensElsewhere(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

function Content({ message }: { message: Message }) {
  const { action } = message;
  return (
    <Toast>
      <ToastTitle
        action={
          <ToastTrigger>
            <Link as="button" aria-label="Dismiss">
              <DismissRegular />
            </Link>
          </ToastTrigger>
        }
      >
        {message.title}
      </ToastTitle>
      {message.body && (
        <ToastBody>
          <Prose text={message.body} />
        </ToastBody>
      )}
      {action && (
        <ToastFooter>
          <Link
            href={action.href}
            onClick={(event) => {
              if (opensElsewhere(event)) return;
              event.preventDefault();
              action.run();
            }}
          >
            {action.label}
          </Link>
        </ToastFooter>
      )}
    </Toast>
  );
}

/** What went well is seen at a glance; a reason has to be read. */
function isShort({ intent, action }: Message): boolean {
  return !action && (intent === 'success' || intent === 'info');
}

export function ToastHost() {
  const { dispatchToast } = useToastController(HOST);
  useEffect(() => {
    const show = (message: Message) =>
      dispatchToast(<Content message={message} />, {
        intent: message.intent,
        timeout: isShort(message) ? 4000 : 10_000,
        pauseOnHover: true,
        root: { role: 'group' },
      });
    listeners.add(show);
    return () => {
      listeners.delete(show);
    };
  }, [dispatchToast]);
  // A list, which they are by default, may hold nothing that is no item of it: the guards of the
  // focus are (axe: aria-required-children).
  return (
    <Toaster
      toasterId={HOST}
      position="bottom-end"
      pauseOnHover
      limit={4}
      role="region"
      aria-label="Messages"
    />
  );
}
