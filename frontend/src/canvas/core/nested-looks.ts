/**
 * Looks of a pipeline that is written inside a step: the language has none, so its places and notes
 * stand among those of the document around it, under "step/…".
 */

import type { Note, PipelineDocument, Position } from './document';

type Looks = Pick<PipelineDocument, 'layout' | 'notes'>;

/** Whether an id of the layout, or of a note, belongs to this level and not to one inside it. */
export function isOwn(id: string): boolean {
  return !id.includes('/');
}

/** The first part of an id: the step of this level that it belongs to. */
export function levelOf(id: string): string {
  const cut = id.indexOf('/');
  return cut < 0 ? id : id.slice(0, cut);
}

export function innerLooks({ layout, notes }: Looks, key: string): Looks {
  const head = `${key}/`;
  const nodes: Record<string, Position> = {};
  for (const [id, at] of Object.entries(layout.nodes)) {
    if (id.startsWith(head)) nodes[id.slice(head.length)] = at;
  }
  const mine = notes.filter((note) => note.id.startsWith(head));
  return {
    layout: { nodes },
    notes: mine.map((note) => ({ ...note, id: note.id.slice(head.length) })),
  };
}

/** The document with these looks for what is inside a step; null takes them away. */
export function withInnerLooks(
  document: PipelineDocument,
  key: string,
  inner: Looks | null,
): PipelineDocument {
  const head = `${key}/`;
  const nodes: Record<string, Position> = {};
  for (const [id, at] of Object.entries(document.layout.nodes)) {
    if (!id.startsWith(head)) nodes[id] = at;
  }
  const others = document.notes.filter((note) => !note.id.startsWith(head));
  if (!inner) {
    const isSame =
      others.length === document.notes.length &&
      Object.keys(nodes).length === Object.keys(document.layout.nodes).length;
    return isSame ? document : { ...document, layout: { nodes }, notes: others };
  }
  for (const [id, at] of Object.entries(inner.layout.nodes)) nodes[head + id] = at;
  const notes: Note[] = inner.notes.map((note) => ({ ...note, id: head + note.id }));
  return { ...document, layout: { nodes }, notes: [...others, ...notes] };
}

/** The looks of what is inside `from`, now under `to`. */
export function moveInnerLooks(
  document: PipelineDocument,
  from: string,
  to: string,
): PipelineDocument {
  const inner = innerLooks(document, from);
  if (Object.keys(inner.layout.nodes).length + inner.notes.length === 0) return document;
  return withInnerLooks(withInnerLooks(document, from, null), to, inner);
}
