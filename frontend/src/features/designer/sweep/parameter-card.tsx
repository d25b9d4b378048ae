/** One parameter of a search space: how it is sampled, and between what. */

import { Button, Field, Input, Select, Text, Tooltip } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { type Ref, useState } from 'react';
import type { JsonMap } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';
import { usePanelStyles } from '../panel/use-panel-styles';
import {
  asExpression,
  choiceText,
  choiceValues,
  EXPRESSIONS,
  type Expression,
  expressionOf,
  withValue,
  written,
} from './settings';
import { WrittenField } from './written-field';

interface ParameterCardProps {
  nodeKey: string;
  name: string;
  entry: JsonMap;
  distribution?: Ref<HTMLSelectElement>;
  onChange: (entry: JsonMap) => void;
  onRemove: () => void;
}

export function ParameterCard(props: ParameterCardProps) {
  const { nodeKey, name, entry, onChange, onRemove } = props;
  const styles = usePanelStyles();
  const { canWrite, diagnostics } = useDesigner();
  const type = expressionOf(entry);
  const start = `${nodeKey}.search_space.${name}`;
  const at = (path: string) => messagesAt(diagnostics, `${start}${path}`)[0]?.message;
  const message = at('') ?? at('.type') ?? at('.values');
  return (
    <fieldset className={styles.card} aria-label={`Parameter ${name}`}>
      <div className={styles.row}>
        <Text weight="semibold" className={styles.grow} truncate>
          {name}
        </Text>
        {canWrite && (
          <Tooltip content={`Do not sample ${name}`} relationship="label">
            <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onRemove} />
          </Tooltip>
        )}
      </div>
      <Field
        label="Distribution"
        size="small"
        {...(message ? { validationMessage: message, validationState: 'error' as const } : {})}
      >
        <Select
          ref={props.distribution}
          value={type ?? ''}
          disabled={!canWrite}
          onChange={(_, data) => onChange(asExpression(entry, data.value as Expression))}
        >
          {type === null && <option value="">{String(entry.type ?? 'Choose one')}</option>}
          {Object.keys(EXPRESSIONS).map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </Field>
      {type === 'choice' && (
        <Choices name={name} entry={entry} onChange={onChange} disabled={!canWrite} />
      )}
      {type !== null &&
        type !== 'choice' &&
        EXPRESSIONS[type].map((key) => (
          <WrittenField
            key={key}
            label={key.replaceAll('_', ' ')}
            value={written(entry, key)}
            message={at(`.${key}`)}
            disabled={!canWrite}
            onChange={(value) => onChange(withValue(entry, key, value))}
          />
        ))}
    </fieldset>
  );
}

interface ChoicesProps {
  name: string;
  entry: JsonMap;
  onChange: (entry: JsonMap) => void;
  disabled: boolean;
}

/** What is being typed stays as it is typed; the document gets the values. */
function Choices({ name, entry, onChange, disabled }: ChoicesProps) {
  const styles = usePanelStyles();
  const [typed, setTyped] = useState<string | null>(null);
  const text = choiceText(entry);
  if (text === null) {
    return (
      <Text className={styles.faint}>
        It chooses among spaces of their own; edit them in the YAML of the pipeline.
      </Text>
    );
  }
  return (
    <Field label="Values, with commas" size="small">
      <Input
        aria-label={`Values of ${name}`}
        value={typed ?? text}
        disabled={disabled}
        onChange={(_, data) => {
          setTyped(data.value);
          onChange({ ...entry, values: choiceValues(data.value) });
        }}
        onBlur={() => setTyped(null)}
      />
    </Field>
  );
}
