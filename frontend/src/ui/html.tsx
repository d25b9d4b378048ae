// The only place that puts the server's HTML into the page. The server sanitised it (nh3).
import { mergeClasses } from '@fluentui/react-components';
import './html.css';

/** A description's own headings stand below the headings of the page that shows it. */
const BELOW = 2;

/** What Markdown cannot say and assistive technology needs: levels of headings, names of boxes. */
function complete(element: HTMLElement | null): void {
  nameBoxes(element);
  for (const heading of element?.querySelectorAll('h1, h2, h3, h4, h5, h6') ?? []) {
    const level = Number(heading.tagName.slice(1)) + BELOW;
    heading.setAttribute('aria-level', String(Math.min(6, level)));
  }
}

function nameBoxes(element: HTMLElement | null): void {
  for (const box of element?.querySelectorAll('input[type="checkbox"]') ?? []) {
    box.setAttribute('aria-label', box.parentElement?.textContent?.trim() || 'Task');
  }
}

/** A note is no part of the page's outline: its headings are large text. */
function flatten(element: HTMLElement | null): void {
  nameBoxes(element);
  for (const heading of element?.querySelectorAll('h1, h2, h3, h4, h5, h6') ?? []) {
    heading.setAttribute('role', 'presentation');
  }
}

interface HtmlProps {
  html: string;
  /** "prose" for Markdown, "code" for highlighted source. */
  kind: 'prose' | 'code';
  /** Whether its headings belong to the outline of the page. */
  isApart?: boolean;
  className?: string;
}

export function Html({ html, kind, isApart = false, className }: HtmlProps) {
  return (
    <div
      key={html}
      ref={isApart ? flatten : complete}
      className={mergeClasses(`html-${kind}`, className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered and sanitised by the server, which is the one renderer of the product.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
