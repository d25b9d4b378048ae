/**
 * Looks of a pipeline that is written inside a step: the language has none, so its places, notes
 * and comments stand among those of the document around it, under "step/…".
 */

import type { Note, PipelineDocument, Position } from './document';

type Looks = Pick<PipelineDocument, 'layout' | 'notes' | 'yaml'>;

/** Whether an id of the layout, or of a note, belongs to this level and not to one inside it. */
export function isOwn(id: string): boolean {
  return !id.includes('/');
}

/** The first part of an id: the step of this level that it belongs to. */
export function levelOf(id: string): string {
  const cut = id.indexOf('/');
  return cut < 0 ? id : id.slice(0, cut);
}

export function innerLooks({ layout, notes, yaml }: Looks, key: string): Looks {
  const head = `${key}/`;
  const nodes: Record<string, Position> = {};
  for (const [id, at] of Object.entries(layout.nodes)) {
    if (id.startsWith(head)) nodes[id.slice(head.length)] = at;
  }
  const mine = notes.filter((note) => note.id.startsWith(head));
  return {
    layout: { nodes },
    notes: mine.map((note) => ({ ...note, id: note.id.slice(head.length) })),
    yaml: Object.fromEntries(
      Object.entries(yaml).flatMap(([place, text]) =>
        place.startsWith(head) ? [[place.slice(head.length), text]] : [],
      ),
    ),
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
  const yaml = Object.fromEntries(
    Object.entries(document.yaml).filter(([place]) => !place.startsWith(head)),
  );
  if (!inner) {
    const isSame =
      others.length === document.notes.length &&
      Object.keys(nodes).length === Object.keys(document.layout.nodes).length &&
      Object.keys(yaml).length === Object.keys(document.yaml).length;
    return isSame ? document : { ...document, layout: { nodes }, notes: others, yaml };
  }
  for (const [id, at] of Object.entries(inner.layout.nodes)) nodes[head + id] = at;
  const notes: Note[] = inner.notes.map((note) => ({ ...note, id: head + note.id }));
  for (const [place, text] of Object.entries(inner.yaml)) yaml[head + place] = text;
  return { ...document, layout: { nodes }, notes: [...others, ...notes], yaml };
}

/** The looks of what is inside `from`, now under `to`. */
export function moveInnerLooks(
  document: PipelineDocument,
  from: string,
  to: string,
): PipelineDocument {
  const inner = innerLooks(document, from);
  if (isPlain(inner)) return document;
  return withInnerLooks(withInnerLooks(document, from, null), to, inner);
}

/** Whether there is nothing that somebody placed or wrote. */
export function isPlain({ layout, notes, yaml }: Looks): boolean {
  return Object.keys(layout.nodes).length + notes.length + Object.keys(yaml).length === 0;
}
