/**
 * A document in the wire form of the language (designer/graph/write.py), for what must not wait for
 * the server: YAML on the clipboard, and pipelines written inside a step. Each step's component
 * stands under `component`, which always says all of it. Looks are left out.
 */

import { type Components, componentOf, interfaceInputType } from './components';
import {
  type Binding,
  type DataValue,
  isDataType,
  isDataValue,
  type Json,
  type JsonMap,
  type PipelineDocument,
  type PipelineInput,
  type Scalar,
  type StepNode,
} from './document';

/** A pipeline job. */
export function jobWire(document: PipelineDocument): JsonMap {
  const { details, settings, interface: ends } = document;
  return told({
    $schema: 'https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json',
    type: 'pipeline',
    ...details,
    settings: told({
      ...settings,
      continue_on_step_failure: settings.continue_on_step_failure || null,
      force_rerun: settings.force_rerun || null,
    }),
    inputs: mapped(ends.inputs, jobInput),
    outputs: mapped(ends.outputs, ({ description: _, ...settings }) => told({ ...settings })),
    jobs: jobsOf(document),
  });
}

/** A pipeline component, to be written inside a step or to be registered. */
export function componentWire(document: PipelineDocument, components: Components): JsonMap {
  const { details, interface: ends } = document;
  return told({
    type: 'pipeline',
    display_name: details.display_name,
    description: details.description,
    tags: details.tags,
    properties: details.properties,
    inputs: mapped(ends.inputs, (input, name) =>
      declaredInput(input, interfaceInputType(document, components, name)),
    ),
    outputs: mapped(ends.outputs, ({ type, description, mode }, name) =>
      told({ type: type ?? outputType(document, components, name), description, mode }),
    ),
    jobs: jobsOf(document),
  });
}

const OF_THE_DOCUMENT: ReadonlySet<string> = new Set([
  'type',
  'display_name',
  'description',
  'tags',
  'properties',
  'inputs',
  'outputs',
  'jobs',
]);

/** The same over what stood there before: what no document holds stays as it was written. */
export function componentWireOver(
  before: JsonMap,
  document: PipelineDocument,
  components: Components,
): JsonMap {
  const wire = componentWire(document, components);
  const kept = Object.entries(before).filter(([key]) => !OF_THE_DOCUMENT.has(key));
  const outputs = mapped(mapOf(wire.outputs), (output, name) => ({
    ...withoutDeclared(mapOf(mapOf(before.outputs)[name])),
    ...mapOf(output),
  }));
  return {
    type: 'pipeline',
    ...Object.fromEntries(kept),
    ...wire,
    ...(wire.outputs ? { outputs } : {}),
  };
}

function withoutDeclared({ type: _, description: __, mode: ___, ...others }: JsonMap): JsonMap {
  return others;
}

function mapOf(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function jobInput({ value, type }: PipelineInput): Json {
  if (isDataValue(value)) return dataWire(value);
  if (isDataType(type)) return { type, path: typeof value === 'string' ? value : '' };
  return value ?? '';
}

function declaredInput(input: PipelineInput, type: string): JsonMap {
  const { description, optional, min, max, mode, value } = input;
  return told({
    type,
    description,
    optional: optional || null,
    default: isDataValue(value) ? null : value,
    min,
    max,
    enum: input.enum,
    mode,
  });
}

function outputType(document: PipelineDocument, components: Components, name: string): string {
  const source = document.bindings.find(
    ({ target }) => target.node === null && target.port === name,
  )?.source;
  const made = source?.node ? componentOf(document, components, source.node)?.outputs : undefined;
  return made?.find((one) => one.name === source?.port)?.type ?? 'uri_folder';
}

function jobsOf(document: PipelineDocument): JsonMap {
  const fed = new Map<string, Binding[]>();
  const given = new Map<string, Binding[]>();
  for (const one of document.bindings) {
    if (one.target.node !== null) push(fed, one.target.node, one);
    else if (one.source.node !== null) push(given, one.source.node, one);
  }
  const jobs: JsonMap = {};
  for (const [key, node] of Object.entries(document.nodes)) {
    if (node.kind !== 'step') continue;
    jobs[key] = stepWire(document, node, fed.get(key) ?? [], given.get(key) ?? []);
  }
  return jobs;
}

function stepWire(
  document: PipelineDocument,
  node: StepNode,
  fed: readonly Binding[],
  given: readonly Binding[],
): JsonMap {
  const inputs: JsonMap = mapped(node.values, (value) =>
    isDataValue(value) ? dataWire(value) : (value as Scalar),
  );
  for (const one of fed) inputs[one.target.port] = sourceWire(document, one);
  return told({
    type: node.type,
    ...headOf(node),
    display_name: node.display_name,
    comment: node.comment,
    compute: node.compute,
    inputs,
    outputs: outputsWire(node, given),
    environment_variables: node.environment_variables,
    resources: node.resources,
    distribution: node.distribution,
    limits: node.limits,
    ...node.extra,
  });
}

function headOf({ type, component }: StepNode): JsonMap {
  const isBare =
    typeof component === 'object' && Object.keys(component).length === 1 && component.type === type;
  if (isBare) return {};
  return { [type === 'sweep' ? 'trial' : 'component']: component };
}

function sourceWire(document: PipelineDocument, { source, via, mode }: Binding): Json {
  const node = source.node === null ? undefined : document.nodes[source.node];
  if (node?.kind === 'data') return told({ type: node.type, path: node.path, mode });
  const text =
    source.node === null
      ? `\${{parent.inputs.${source.port}}}`
      : `\${{parent.jobs.${source.node}.${via}.${source.port}}}`;
  if (mode === null) return text;
  return { ...(mode.startsWith('eval_') ? { type: 'mltable' } : {}), path: text, mode };
}

function outputsWire(node: StepNode, given: readonly Binding[]): JsonMap {
  const outputs: JsonMap = mapped(node.outputs, (settings) => told({ ...settings }));
  for (const { source, target } of given) {
    const text = `\${{parent.outputs.${target.port}}}`;
    const settings = outputs[source.port];
    const isSet = typeof settings === 'object' && settings && Object.keys(settings).length > 0;
    outputs[source.port] = isSet ? { ...(settings as JsonMap), path: text } : text;
  }
  return outputs;
}

function dataWire(value: DataValue): JsonMap {
  const { type, path, mode, datastore } = value;
  return told({ type, path, mode, datastore });
}

/** Only keys that say something. */
function told(raw: Record<string, Json | undefined>): JsonMap {
  const kept: JsonMap = {};
  for (const [key, value] of Object.entries(raw)) {
    if (value === null || value === undefined) continue;
    const isEmptyMap =
      typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
    if (!isEmptyMap || key === 'jobs') kept[key] = value;
  }
  return kept;
}

function mapped<T>(
  record: Readonly<Record<string, T>>,
  write: (value: T, key: string) => Json,
): JsonMap {
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, write(one, key)]));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
