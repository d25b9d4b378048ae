/** Somebody changed the same things meanwhile: both versions side by side, and a choice for each. */

import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useSession } from '../../../api/session';
import { type FieldChange, fieldsOf, partWords } from '../../../canvas/core/diff';
import type { Conflict, Side } from '../../../canvas/core/merge';
import { DialogFrame } from '../../../ui/dialog-frame';
import { valueWords } from '../../../ui/graph/value-words';
import { RelativeTime } from '../../../ui/times';
import { toastProblem } from '../../../ui/toast';
import type { Clash } from '../data/autosave';
import { useDesigner, useSaveState } from '../data/session';
import { didWords, isOwn } from '../people/who';

const useStyles = makeStyles({
  surface: { maxWidth: '760px' },
  list: { display: 'grid', gap: tokens.spacingVerticalM, maxHeight: '46vh', overflowY: 'auto' },
  choice: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  side: {
    padding: tokens.spacingVerticalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  chosen: { border: `1px solid ${tokens.colorCompoundBrandStroke}` },
  fields: {
    margin: 0,
    paddingLeft: '30px',
    fontSize: tokens.fontSizeBase200,
    listStyleType: 'none',
  },
  field: { overflowWrap: 'anywhere' },
  name: { color: tokens.colorNeutralForeground3 },
  all: { display: 'flex', gap: tokens.spacingHorizontalS, padding: '8px 0' },
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300 },
});

export function ConflictDialog() {
  const state = useSaveState(useDesigner());
  if (state.kind !== 'conflict') return null;
  return <Conflicts clash={state.clash} />;
}

function Conflicts({ clash }: { clash: Clash }) {
  const styles = useStyles();
  const { autosave, view } = useDesigner();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const [isBusy, setBusy] = useState(false);
  const { theirs, conflicts } = clash;
  const isKept = theirs.modified_at === undefined;
  const own = useSession()?.user.username;
  const by = theirs.modified_by;
  const isMe = isKept || isOwn(by, own);
  const names = isMe
    ? { mine: 'This tab’s', theirs: 'The other tab’s' }
    : { mine: 'Yours', theirs: `${by ?? 'Somebody'}’s` };
  const all = (side: Side) => setSides(Object.fromEntries(conflicts.map((one) => [one.id, side])));
  const save = async () => {
    setBusy(true);
    try {
      await autosave.resolve((one) => sides[one.id] ?? 'mine');
    } catch (error) {
      toastProblem('Not saved yet', error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <DialogFrame
      title={
        isKept
          ? 'Another tab kept work on this draft'
          : isMe
            ? 'Your other tab changed the same'
            : 'This draft was changed elsewhere'
      }
      isQuestion
      // Both sides wait for the answer: nothing can be saved before.
      onClose={null}
      className={styles.surface}
      actions={
        <Button appearance="primary" disabled={isBusy} onClick={() => void save()}>
          Save the merged draft
        </Button>
      }
      focusAfter={() => view.get()?.focus()}
    >
      <Text as="p" block>
        {theirs.modified_at === undefined ? (
          'It was not saved before that tab was closed.'
        ) : (
          <>
            {didWords(by, own, `saved revision ${theirs.revision}`)}{' '}
            <RelativeTime at={theirs.modified_at} />.
          </>
        )}{' '}
        Everything else is merged already; here both changed the same thing. What this tab has is
        kept in this browser until you choose.
      </Text>
      {conflicts.length > 1 && (
        <div className={styles.all}>
          <Button size="small" onClick={() => all('mine')}>
            {isMe ? 'All of this tab' : 'All mine'}
          </Button>
          <Button size="small" onClick={() => all('theirs')}>
            {isMe ? 'All of the other tab' : 'All theirs'}
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard. */}
      <section className={styles.list} aria-label="Both versions" tabIndex={0}>
        {conflicts.map((one) => (
          <Choice
            key={one.id}
            conflict={one}
            names={names}
            side={sides[one.id] ?? 'mine'}
            onChoose={(side) => setSides((before) => ({ ...before, [one.id]: side }))}
          />
        ))}
      </section>
    </DialogFrame>
  );
}

interface ChoiceProps {
  conflict: Conflict;
  names: Readonly<Record<Side, string>>;
  side: Side;
  onChoose: (side: Side) => void;
}

function Choice({ conflict, names, side, onChoose }: ChoiceProps) {
  const styles = useStyles();
  const words = partWords(conflict);
  const versions = [
    { value: 'mine', label: names.mine, content: conflict.mine },
    { value: 'theirs', label: names.theirs, content: conflict.theirs },
  ] as const;
  // Each side shows the fields in which the two differ.
  const differing = new Set(fieldsOf(conflict.mine, conflict.theirs).map((one) => one.field));
  return (
    <div>
      <h3 className={styles.heading}>{words}</h3>
      <RadioGroup
        className={styles.choice}
        aria-label={words}
        value={side}
        onChange={(_, data) => onChoose(data.value as Side)}
      >
        {versions.map(({ value, label, content }) => (
          <div
            key={value}
            className={side === value ? `${styles.side} ${styles.chosen}` : styles.side}
          >
            <Radio value={value} label={label} />
            <Version
              isGone={content === undefined}
              fields={fieldsOf(conflict.base, content).filter(({ field }) => differing.has(field))}
            />
          </div>
        ))}
      </RadioGroup>
    </div>
  );
}

function Version({ isGone, fields }: { isGone: boolean; fields: readonly FieldChange[] }) {
  const styles = useStyles();
  if (isGone)
    return (
      <ul className={styles.fields}>
        <li>deleted</li>
      </ul>
    );
  return (
    <ul className={styles.fields}>
      {fields.length === 0 && <li>as it was</li>}
      {fields.slice(0, 12).map(({ field, after }) => (
        <li key={field} className={styles.field}>
          <span className={styles.name}>{field || 'value'}</span> {valueWords(after)}
        </li>
      ))}
      {fields.length > 12 && <li>and {fields.length - 12} more</li>}
    </ul>
  );
}
