// Which workspace this tab looks at: the one that a link led it to, else the one chosen last, else
// the first of the session.
import type { Session, WorkspaceRef } from './types';

const KEY = 'studio.workspace';
let current = '';

export function chooseWorkspace(session: Session): WorkspaceRef | null {
  const called = (name: string | null) => session.workspaces.find((each) => each.name === name);
  const found =
    called(sessionStorage.getItem(KEY)) ??
    called(localStorage.getItem(KEY)) ??
    session.workspaces[0];
  current = found?.name ?? '';
  return found ?? null;
}

export function rememberWorkspace(name: string): void {
  localStorage.setItem(KEY, name);
  sessionStorage.removeItem(KEY);
  current = name;
}

/** The same address in another workspace. Other tabs, and those opened later, stay where they are. */
export function lookInto(name: string): void {
  sessionStorage.setItem(KEY, name);
  location.reload();
}

export function workspaceName(): string {
  return current;
}
