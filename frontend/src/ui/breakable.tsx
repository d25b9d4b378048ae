// An address or a name that is longer than its line: it breaks after a slash, a dot or an underscore
// rather than within a word, and is copied as it is.
import { Fragment } from 'react';

export function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?<=[/_.:-])(?=[^/_.:-])/);
  let at = 0;
  return parts.map((part) => {
    const begin = at;
    at += part.length;
    return (
      <Fragment key={begin}>
        {begin > 0 && <wbr />}
        {part}
      </Fragment>
    );
  });
}
