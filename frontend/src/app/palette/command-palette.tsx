// Go to anything by name, or run an action, from anywhere.
import { Dialog, DialogSurface, Input, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { useReturnFocus } from '../../ui/use-return-focus';
import { type Entry, fixedEntries, foundEntries } from './entries';
import { optionId, PaletteList } from './palette-list';
import { paletteState } from './state';
import { useFound } from './use-found';

const useStyles = makeStyles({
  surface: {
    padding: 0,
    width: 'min(640px, calc(100vw - 32px))',
    maxWidth: 'none',
    marginTop: '12vh',
    overflow: 'hidden',
  },
  input: {
    width: '100%',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: tokens.spacingHorizontalS,
    boxSizing: 'border-box',
  },
});

export function CommandPalette() {
  return paletteState.use() && <Palette />;
}

function Palette() {
  const styles = useStyles();
  useReturnFocus();
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && paletteState.close()}>
      <DialogSurface className={styles.surface} aria-label="Command palette">
        <PaletteBody />
      </DialogSurface>
    </Dialog>
  );
}

function useRun() {
  const navigate = useNavigate();
  return (entry: Entry) => {
    // The focus is back where it was before the action, which may open a dialog of its own, begins.
    flushSync(() => paletteState.close());
    if (typeof entry.go === 'string') void navigate({ href: entry.go });
    else entry.go();
  };
}

/** With no words typed the newest things show; with words, what fits comes before the rest. */
function useEntries(text: string): Entry[] {
  const found = foundEntries(useFound(text, true));
  const fixed = fixedEntries(text.trim());
  return [...fixed, ...found];
}

function PaletteBody() {
  const styles = useStyles();
  const run = useRun();
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const entries = useEntries(text);
  const current = Math.min(active, Math.max(0, entries.length - 1));

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const chosen = entries[current];
    if (step) setActive((current + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter' && chosen) run(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <div>
      <Input
        className={styles.input}
        appearance="filled-lighter"
        size="large"
        contentBefore={<SearchRegular />}
        placeholder="Type the name of a page, job, component, draft or action"
        value={text}
        autoFocus
        role="combobox"
        aria-label="Search or run a command"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={entries.length ? optionId(listId, current) : undefined}
        onChange={(_, data) => {
          setText(data.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <PaletteList
        id={listId}
        entries={entries}
        active={current}
        onActive={setActive}
        onRun={run}
      />
    </div>
  );
}
