// Which workspace this tab looks at: the one chosen last, else the first of the session.
import type { Session, WorkspaceRef } from './types';

const KEY = 'studio.workspace';
let current = '';

export function chooseWorkspace(session: Session): WorkspaceRef | null {
  const wanted = localStorage.getItem(KEY);
  const found = session.workspaces.find((each) => each.name === wanted) ?? session.workspaces[0];
  current = found?.name ?? '';
  return found ?? null;
}

export function rememberWorkspace(name: string): void {
  localStorage.setItem(KEY, name);
  current = name;
}

export function workspaceName(): string {
  return current;
}
