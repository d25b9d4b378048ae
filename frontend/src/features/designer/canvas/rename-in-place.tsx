/** A name typed on the node itself, or a note's text on the note; references follow the name. */

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useReducer, useRef, useState } from 'react';
import type { Command } from '../../../canvas/core/commands';
import type { PipelineDocument } from '../../../canvas/core/document';
import {
  boxOfInput,
  boxOfOutput,
  inputOfBox,
  noteOfBox,
  outputOfBox,
} from '../../../canvas/core/ids';
import { useDesigner } from '../data/session';
import { renameBox } from './rename-box';

const useStyles = makeStyles({
  box: { position: 'absolute', zIndex: 2, display: 'grid', gap: '4px' },
  field: {
    width: '100%',
    height: '100%',
    boxSizing: 'border-box',
    padding: '4px 10px',
    border: `2px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    outlineStyle: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    resize: 'none',
  },
  reason: {
    padding: '4px 8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorStatusDangerForeground1,
    boxShadow: tokens.shadow8,
  },
});

export function RenameInPlace({ id, onClose }: { id: string; onClose: () => void }) {
  const styles = useStyles();
  const { store, run, view } = useDesigner();
  const { document } = store.get();
  const note = document.notes.find((one) => one.id === noteOfBox(id));
  const [text, setText] = useState(note ? note.text : nameOf(id));
  const isClosed = useRef(false);
  const handle = view.get();
  const rect = handle?.rectOf(id);
  // It goes with the view; what was typed is kept when it has to go (another level, the history).
  const [, look] = useReducer((count: number) => count + 1, 0);
  useEffect(() => handle?.onLook(look), [handle]);
  const left = useRef(() => {});
  useEffect(() => () => left.current(), []);

  const command = commandFor(document, id, text);
  const reason = command && store.refuse(command);
  const close = (back: string | null) => {
    isClosed.current = true;
    onClose();
    if (back !== null) view.get()?.reveal(back);
  };
  const commit = (isBack: boolean) => {
    if (isClosed.current) return;
    const to = boxAfter(id, text);
    const isDone =
      command !== null && reason === null && renameBox({ store, run }, command, id, to);
    const now = isDone ? to : id;
    close(isBack ? now : null);
  };
  useEffect(() => {
    left.current = () => {
      if (command !== null) commit(false);
    };
  });
  if (!rect) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    // A text is kept, and undo takes it back; a name half typed is dropped.
    if (event.key === 'Escape') note ? commit(true) : close(id);
    if (event.key === 'Enter' && (!note || event.ctrlKey || event.metaKey) && reason === null)
      commit(true);
  };
  const shared = {
    className: styles.field,
    value: text,
    autoFocus: true,
    spellCheck: note !== undefined,
    onFocus: (event: React.FocusEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      event.target.select(),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setText(event.target.value),
    onBlur: () => commit(false),
    onKeyDown,
  };
  const size = note
    ? {
        left: rect.x,
        top: rect.y,
        width: Math.max(160, rect.width),
        height: Math.max(80, rect.height),
      }
    : {
        left: rect.x,
        top: rect.y + rect.height / 2 - 18,
        width: Math.max(160, rect.width),
        height: 36,
      };
  return (
    <div className={styles.box} style={{ ...size, height: undefined }}>
      <div style={{ height: size.height }}>
        {note ? (
          <textarea aria-label="Text of the note" {...shared} />
        ) : (
          <input aria-label={`New name of ${nameOf(id)}`} dir="auto" {...shared} />
        )}
      </div>
      {reason && (
        <Text size={200} role="alert" className={styles.reason}>
          {reason}
        </Text>
      )}
    </div>
  );
}

function nameOf(id: string): string {
  return inputOfBox(id) ?? outputOfBox(id) ?? id;
}

function boxAfter(id: string, name: string): string {
  if (noteOfBox(id) !== null) return id;
  if (inputOfBox(id) !== null) return boxOfInput(name);
  return outputOfBox(id) === null ? name : boxOfOutput(name);
}

/** null when nothing would change. */
function commandFor(document: PipelineDocument, id: string, text: string): Command | null {
  const note = document.notes.find((one) => one.id === noteOfBox(id));
  if (note)
    return text === note.text ? null : { kind: 'set-note', id: note.id, note: { ...note, text } };
  const from = nameOf(id);
  if (text === from) return null;
  if (inputOfBox(id) !== null) return { kind: 'rename-input', from, to: text };
  if (outputOfBox(id) !== null) return { kind: 'rename-output', from, to: text };
  return { kind: 'rename-node', from, to: text };
}
