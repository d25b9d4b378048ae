// The only place that puts the server's HTML into the page. The server sanitised it (nh3).
import { mergeClasses } from '@fluentui/react-components';
import './html.css';

interface HtmlProps {
  html: string;
  /** "prose" for Markdown, "code" for highlighted source. */
  kind: 'prose' | 'code';
  className?: string;
}

export function Html({ html, kind, className }: HtmlProps) {
  return (
    <div
      className={mergeClasses(`html-${kind}`, className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered and sanitised by the server, which is the one renderer of the product.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
