// A sentence of the studio's: what stands between backticks is shown as code.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';

const useStyles = makeStyles({
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.92em',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
});

export interface Piece {
  text: string;
  isCode: boolean;
  /** Where it begins: no two pieces of a text begin at the same place. */
  at: number;
}

const CODE = /`([^`\n]+)`/g;

/** A backtick without its partner stays what it is. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(CODE)) {
    if (match.index > from) {
      found.push({ text: text.slice(from, match.index), isCode: false, at: from });
    }
    found.push({ text: match[1] ?? '', isCode: true, at: match.index });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from), isCode: false, at: from });
  return found;
}

export function Prose({ text }: { text: string }) {
  const styles = useStyles();
  return pieces(text).map(({ text: piece, isCode, at }) =>
    isCode ? (
      <code key={at} className={styles.code}>
        {piece}
      </code>
    ) : (
      <Fragment key={at}>{piece}</Fragment>
    ),
  );
}
