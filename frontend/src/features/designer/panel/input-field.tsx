/** One data input of a step: where it comes from. The keyboard's way to connect. */

import { Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { Port } from '../../../canvas/core/components';
import {
  type Binding,
  type DataValue,
  isDataValue,
  type PipelineDocument,
  type Place,
  type PortType,
  type Scalar,
  type StepNode,
} from '../../../canvas/core/document';
import { fittingEnds, placeWords } from '../../../canvas/core/fits';
import { portLook } from '../../../canvas/core/port-shape';
import { promote } from '../canvas/own-ends';
import { messagesAt } from '../data/problems';
import { type Designer, useDesigner, useDocument } from '../data/session';
import { DataPathField } from './data-path-field';
import { ModeField } from './mode-field';
import { saidBy } from './said-by';
import { TypeMark } from './type-mark';
import { usePanelStyles } from './use-panel-styles';

interface InputFieldProps {
  nodeKey: string;
  node: StepNode;
  port: Port;
  binding: Binding | undefined;
}

const PATH = 'path';
const PROMOTE = 'promote';
const NOTHING = '';

export function InputField({ nodeKey, node, port, binding }: InputFieldProps) {
  const styles = usePanelStyles();
  const designer = useDesigner();
  const document = useDocument();
  // All that may feed it is listed when the list is about to open: there may be thousands.
  const [isListed, setListed] = useState(false);
  const { run, canWrite, diagnostics } = designer;
  const target = { node: nodeKey, port: port.name };
  const value = node.values[port.name];
  const field = `${nodeKey}.${port.name}`;
  const found = messagesAt(diagnostics, field)[0];
  const choose = (choice: string) => {
    if (choice === NOTHING) run({ kind: 'set-value', ...target, value: null });
    else if (choice === PATH) run({ kind: 'set-value', ...target, value: emptyPath(port) });
    else if (choice === PROMOTE) promote(designer, nodeKey, port);
    else run({ kind: 'connect', source: JSON.parse(choice), target });
  };
  const current = binding ? JSON.stringify(binding.source) : value === undefined ? NOTHING : PATH;
  const mode = binding ? binding.mode : isDataValue(value) ? value.mode : null;
  const setMode = (next: string | null) => {
    if (binding) run({ kind: 'set-binding-mode', ...target, mode: next });
    else if (isDataValue(value))
      run({ kind: 'set-value', ...target, value: { ...value, mode: next } });
  };
  return (
    <div className={styles.card} data-field={field}>
      <Field
        size="small"
        label={
          <span className={styles.mark}>
            <TypeMark type={port.type} /> {port.name}
            <span className={styles.faint}>
              {portLook(port.type).word}
              {port.optional ? ', optional' : ''}
            </span>
          </span>
        }
        {...(port.description ? { hint: port.description } : {})}
        {...saidBy(found)}
      >
        <Select
          aria-label={`Source of ${port.name}`}
          value={current}
          disabled={!canWrite}
          onChange={(_, data) => choose(data.value)}
          onFocus={() => setListed(true)}
          onPointerEnter={() => setListed(true)}
        >
          <option value={NOTHING}>Not connected</option>
          <option value={PATH}>A path or data asset…</option>
          <option value={PROMOTE}>A new pipeline input (promote)</option>
          <SourceOptions
            document={document}
            designer={designer}
            target={target}
            current={binding}
            isListed={isListed}
          />
        </Select>
      </Field>
      {current === PATH && (
        <DataPathField
          label="Path or data asset"
          type={port.type}
          value={isDataValue(value) ? value.path : textOf(value)}
          disabled={!canWrite}
          onChange={(path) =>
            run({ kind: 'set-value', ...target, value: { ...asData(value, port), path } })
          }
        />
      )}
      {current !== NOTHING && (
        <ModeField
          side="input"
          type={port.type}
          value={mode}
          onChange={setMode}
          disabled={!canWrite}
        />
      )}
    </div>
  );
}

function textOf(value: Scalar | DataValue | undefined): string {
  return value === undefined || isDataValue(value) ? '' : String(value);
}

function emptyPath(port: Port): DataValue {
  return { path: '', type: port.type as PortType, mode: null, datastore: null };
}

function asData(value: Scalar | DataValue | undefined, port: Port): DataValue {
  return isDataValue(value) ? value : emptyPath(port);
}

interface SourceOptionsProps {
  document: PipelineDocument;
  designer: Designer;
  target: Place;
  current: Binding | undefined;
  isListed: boolean;
}

/** Everything that may feed the input, and what feeds it now even if it should not. */
function SourceOptions({ document, designer, target, current, isListed }: SourceOptionsProps) {
  const end = { place: target, side: 'target' as const };
  const places = isListed ? fittingEnds(document, designer.components, end) : [];
  const known = new Set(places.map((place) => JSON.stringify(place)));
  if (current && !known.has(JSON.stringify(current.source))) places.push(current.source);
  return places.map((place) => {
    const text = JSON.stringify(place);
    return (
      <option key={text} value={text}>
        {placeWords(document, place, 'source')}
      </option>
    );
  });
}
