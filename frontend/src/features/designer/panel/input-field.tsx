/** One data input of a step: where it comes from. The keyboard's way to connect. */

import { Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { isDataInput, type Port } from '../../../canvas/core/components';
import {
  type Binding,
  DATA_PORT,
  type DataValue,
  isDataType,
  isDataValue,
  type PipelineDocument,
  type Place,
  type PortType,
  type Scalar,
  type StepNode,
} from '../../../canvas/core/document';
import { createFitter } from '../../../canvas/core/fits';
import { portLook } from '../../../canvas/core/port-shape';
import { Prose } from '../../../ui/prose';
import { promoteCommand } from '../canvas/promote';
import { messagesAt } from '../data/problems';
import { type Designer, useDesigner, useDocument } from '../data/session';
import { TextField } from './text-field';
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
const MODES = ['ro_mount', 'download', 'direct'];

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
    else if (choice === PROMOTE) run(promoteCommand(document, nodeKey, port));
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
        validationState={found ? (found.severity === 'error' ? 'error' : 'warning') : 'none'}
        {...(found ? { validationMessage: <Prose text={found.message} /> } : {})}
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
        <TextField
          label="Path"
          value={isDataValue(value) ? value.path : textOf(value)}
          placeholder="azureml:name:version or azureml://datastores/…"
          disabled={!canWrite}
          onChange={(path) =>
            run({ kind: 'set-value', ...target, value: { ...asData(value, port), path } })
          }
        />
      )}
      {current !== NOTHING && (
        <Field label="Mode" size="small" orientation="horizontal">
          <Select
            value={mode ?? ''}
            disabled={!canWrite}
            onChange={(_, d) => setMode(d.value || null)}
          >
            <option value="">Default</option>
            {MODES.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Field>
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
  const places = isListed ? fittingPlaces(document, designer, target) : [];
  const known = new Set(places.map((place) => JSON.stringify(place)));
  if (current && !known.has(JSON.stringify(current.source))) places.push(current.source);
  return places.map((place) => {
    const text = JSON.stringify(place);
    const words =
      place.node === null ? `Pipeline input ${place.port}` : sourceWords(place, document);
    return (
      <option key={text} value={text}>
        {words}
      </option>
    );
  });
}

function fittingPlaces(document: PipelineDocument, designer: Designer, target: Place): Place[] {
  const end = { place: target, side: 'target' as const };
  const fits = createFitter(document, designer.components, end);
  const all = [...outputPlaces(document, designer), ...inputPlaces(document, designer)];
  return all.filter(fits);
}

function sourceWords(place: Place, document: PipelineDocument): string {
  const isData = place.node !== null && document.nodes[place.node]?.kind === 'data';
  return isData ? `Data ${place.node}` : `${place.node}.${place.port}`;
}

function outputPlaces(document: PipelineDocument, { components }: Designer): Place[] {
  return Object.entries(document.nodes).flatMap(([node, one]): Place[] => {
    if (one.kind === 'data') return [{ node, port: DATA_PORT }];
    const outputs = components[node]?.outputs.filter((port) => isDataType(port.type)) ?? [];
    return outputs.map((port) => ({ node, port: port.name }));
  });
}

function inputPlaces(document: PipelineDocument, { components }: Designer): Place[] {
  return Object.keys(document.interface.inputs)
    .filter((name) => isDataInput(document, components, name))
    .map((port) => ({ node: null, port }));
}
