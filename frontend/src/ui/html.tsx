// The only place that puts the server's HTML into the page. The server sanitised it (nh3).
import { mergeClasses } from '@fluentui/react-components';
import './html.css';

/** A description's own headings stand below the headings of the page that shows it. */
const BELOW = 2;

function lowerHeadings(element: HTMLElement | null): void {
  for (const heading of element?.querySelectorAll('h1, h2, h3, h4, h5, h6') ?? []) {
    const level = Number(heading.tagName.slice(1)) + BELOW;
    heading.setAttribute('aria-level', String(Math.min(6, level)));
  }
}

interface HtmlProps {
  html: string;
  /** "prose" for Markdown, "code" for highlighted source. */
  kind: 'prose' | 'code';
  className?: string;
}

export function Html({ html, kind, className }: HtmlProps) {
  return (
    <div
      key={html}
      ref={lowerHeadings}
      className={mergeClasses(`html-${kind}`, className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered and sanitised by the server, which is the one renderer of the product.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
