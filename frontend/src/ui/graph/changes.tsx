/** How two states of a graph are shown in one picture: frames around boxes, and what they mean. */

import { makeStyles, tokens } from '@fluentui/react-components';
import type { ChangeKind, FieldChange } from '../../canvas/core/diff';
import type { BoxOutline } from '../../canvas/view/graph-types';
import { valueWords } from './value-words';

const useStyles = makeStyles({
  legend: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  swatch: { width: '14px', height: '10px', borderRadius: '2px', display: 'inline-block' },
  fields: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
  field: { color: tokens.colorNeutralForeground3 },
  before: { textDecorationLine: 'line-through' },
});

export type ChangeLooks = Readonly<Record<ChangeKind, BoxOutline>>;

const GREEN = '#0b6a0b';
const RED = '#b10e1c';
const CHANGED = { colour: '#8a5700', word: 'changed' };

/** One thing at two times. */
export const OVER_TIME: ChangeLooks = {
  added: { colour: GREEN, word: 'added' },
  removed: { colour: RED, word: 'removed', isDashed: true },
  changed: CHANGED,
};

/** Two things side by side, by their letters. */
export function sideBySide([a, b]: readonly [string, string]): ChangeLooks {
  return {
    removed: { colour: RED, word: `${a} only`, isDashed: true },
    added: { colour: GREEN, word: `${b} only` },
    changed: CHANGED,
  };
}

export function outlinesOf(
  boxes: ReadonlyMap<string, ChangeKind>,
  looks: ChangeLooks,
): Record<string, BoxOutline> {
  return Object.fromEntries([...boxes].map(([box, change]) => [box, looks[change]]));
}

export function Legend({ looks }: { looks: ChangeLooks }) {
  const styles = useStyles();
  return (
    <>
      {Object.values(looks).map(({ colour, word }) => (
        <span key={word} className={styles.legend}>
          <span className={styles.swatch} style={{ backgroundColor: colour }} aria-hidden />
          {word}
        </span>
      ))}
    </>
  );
}

/** A value of a step is known by its input's name. */
function fieldWords(field: string): string {
  return field.replace(/^values\./, '');
}

/** What a part said, and what it says now, field by field. */
export function ChangedFields({ fields, most }: { fields: readonly FieldChange[]; most: number }) {
  const styles = useStyles();
  return (
    <ul className={styles.fields}>
      {fields.slice(0, most).map(({ field, before, after }) => (
        <li key={field}>
          {field && <span className={styles.field}>{fieldWords(field)}: </span>}
          <del className={styles.before}>{valueWords(before)}</del> → <ins>{valueWords(after)}</ins>
        </li>
      ))}
      {fields.length > most && <li>and {fields.length - most} more</li>}
    </ul>
  );
}
