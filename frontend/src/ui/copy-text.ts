// Text into the clipboard; says so when the browser does not let it.
import { toast } from './toast';

export async function copyText(text: string): Promise<boolean> {
  if ((await asked(text)) || byHand(text)) return true;
  const body = 'Select it and press Ctrl+C.';
  toast({ intent: 'error', title: 'The browser did not allow copying', body });
  return false;
}

/** The same, with a word about it where it worked. */
export async function copyAndSay(text: string, said: string): Promise<void> {
  if (await copyText(text)) toast({ intent: 'success', title: said });
}

async function asked(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Over plain HTTP browsers have no clipboard to ask: what is selected can still be copied. */
function byHand(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  // Inside what holds the focus: a dialog would take it back at once.
  (before?.closest('[role="dialog"], [role="menu"]') ?? document.body).append(area);
  area.focus();
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
