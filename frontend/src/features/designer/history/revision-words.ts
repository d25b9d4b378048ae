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
    said('renamed', changes.renamed),
    said('changed', changes.changed),
    changes.bindings ? `changed ${counted(changes.bindings, 'connection')}` : null,
    said('changed the', asEnds(changes.interface)),
    changes.settings ? 'changed the settings of the pipeline' : null,
    changes.notes ? 'wrote in the notes' : null,
    changes.name ? 'renamed the draft' : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) {
    if (changes.looks) return 'Moved boxes';
    return changes.yaml ? 'Wrote in the YAML' : 'Saved as it was';
  }
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Named {
  names?: string[];
  count?: number;
}

/** "inputs.rate" as people call it. */
function asEnds({ names = [], count = 0 }: Named = {}): Named {
  return {
    names: names.map((one) => one.replace(/^(in|out)puts\./, 'pipeline $1put ')),
    count,
  };
}

function said(verb: string, { names = [], count = 0 }: Named = {}): string | null {
  if (count === 0) return null;
  const first = names.slice(0, 2).join(', ');
  return count > 2 ? `${verb} ${first} and ${count - 2} more` : `${verb} ${first}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
