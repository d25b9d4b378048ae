/** A note's Markdown, rendered and sanitised by the server; its plain text until that has come. */

import { useQuery } from '@tanstack/react-query';
import { renderMarkdown } from '../../../api/catalog';
import { useDebounced } from '../../../lib/debounce';
import { Html } from '../../../ui/html';

export function NoteBody({ text }: { text: string }) {
  const rested = useDebounced(text);
  const rendered = useQuery({
    queryKey: ['markdown', rested],
    queryFn: () => renderMarkdown(rested),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!rendered.data || rested !== text) return text;
  return <Html kind="prose" isApart html={rendered.data.html} />;
}

export function noteBody(text: string) {
  return <NoteBody text={text} />;
}
