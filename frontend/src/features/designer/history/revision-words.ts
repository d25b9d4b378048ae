/** What a save did, in a line. */

import type { DraftRevisionSummary } from '../../../api/types';

export function revisionWords(one: DraftRevisionSummary): string {
  if (one.action === 'create') return `Began with ${counted(one.nodes_count, 'node')}`;
  if (one.action === 'restore') return `Restored revision ${one.restored_from}`;
  const { changes } = one;
  if (!changes) return 'Saved';
  const parts = [
    said('Added', changes.added),
    said('removed', changes.removed),
    said('changed', changes.changed),
    changes.bindings ? counted(changes.bindings, 'connection') : null,
    said('pipeline', changes.interface),
    changes.settings ? 'settings' : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) {
    if (changes.looks) return 'Moved boxes';
    return changes.yaml ? 'Wrote in the YAML' : 'Renamed, or saved as it was';
  }
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Named {
  names?: string[];
  count?: number;
}

function said(verb: string, { names = [], count = 0 }: Named = {}): string | null {
  if (count === 0) return null;
  const first = names.slice(0, 2).join(', ');
  return count > 2 ? `${verb} ${first} and ${count - 2} more` : `${verb} ${first}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
