/** What a sweep samples: a card for each parameter, and one more. */

import { Button, Field, Input, Text } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, type Ref, useId, useLayoutEffect, useRef, useState } from 'react';
import type { JsonMap, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { Section } from '../panel/section';
import { usePanelStyles } from '../panel/use-panel-styles';
import { ParameterCard } from './parameter-card';
import { mapOf, withValue } from './settings';
import { useSweepEdit } from './use-sweep-edit';

interface SearchSpaceProps {
  nodeKey: string;
  node: StepNode;
  /** Inputs of the trial that could be sampled, too. */
  free: readonly string[];
  /** Where the keyboard enters. */
  entry: Ref<HTMLInputElement>;
}

export function SearchSpace({ nodeKey, node, free, entry }: SearchSpaceProps) {
  const { canWrite, diagnostics } = useDesigner();
  const edit = useSweepEdit(nodeKey, node);
  const space = mapOf(node.extra.search_space);
  const message = messagesAt(diagnostics, `${nodeKey}.search_space`)[0]?.message;
  const set = (next: JsonMap) => edit.extra('search_space', next, 'the search space');
  const [added, setAdded] = useState<{ name: string } | null>(null);
  const distribution = useRef<HTMLSelectElement>(null);
  // A new parameter is told next how it is sampled.
  useLayoutEffect(() => {
    if (added) distribution.current?.focus();
  }, [added]);
  const add = (name: string) => {
    set({ ...space, [name]: { type: 'uniform', min_value: 0, max_value: 1 } });
    setAdded({ name });
  };
  return (
    <Section title="Search space">
      {message && <Text role="alert">{message}</Text>}
      {Object.entries(space).map(([each, entry]) => (
        <ParameterCard
          key={each}
          nodeKey={nodeKey}
          name={each}
          entry={mapOf(entry)}
          {...(each === added?.name ? { distribution } : {})}
          onChange={(next) => set({ ...space, [each]: next })}
          onRemove={() => set(withValue(space, each, null))}
        />
      ))}
      {canWrite && (
        <AddParameter
          free={free}
          refuse={(name) => (Object.hasOwn(space, name) ? `${name} is sampled already.` : null)}
          onAdd={add}
          entry={entry}
        />
      )}
    </Section>
  );
}

interface AddParameterProps {
  free: readonly string[];
  /** Why it cannot be added; null when it can. */
  refuse: (name: string) => string | null;
  onAdd: (name: string) => void;
  entry: Ref<HTMLInputElement>;
}

function AddParameter({ free, refuse, onAdd, entry }: AddParameterProps) {
  const styles = usePanelStyles();
  const [name, setName] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  const list = useId();
  const type = (text: string) => {
    setName(text);
    setReason(null);
  };
  const add = () => {
    const given = name.trim();
    const refused = given === '' ? 'Name an input of the trial.' : refuse(given);
    if (refused !== null) return setReason(refused);
    onAdd(given);
    type('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') add();
    if (event.key === 'Escape') type('');
  };
  return (
    <div className={styles.row} style={{ alignItems: 'start' }}>
      <Field
        className={styles.grow}
        size="small"
        {...(reason === null ? {} : { validationMessage: reason })}
      >
        <Input
          ref={entry}
          aria-label="Parameter to sample"
          placeholder={free.length > 0 ? `For example ${free[0]}` : 'An input of the trial'}
          value={name}
          list={list}
          onChange={(_, data) => type(data.value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <datalist id={list}>
        {free.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Button size="small" icon={<AddRegular />} onClick={add}>
        Sample it
      </Button>
    </div>
  );
}
