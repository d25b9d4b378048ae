/**
 * The pipeline document as the canvas edits it: the shape of designer/graph/document.py with every
 * default filled in, so that the rest of the core never asks "is it there?".
 */

export const DATA_TYPES = [
  'uri_file',
  'uri_folder',
  'mltable',
  'mlflow_model',
  'custom_model',
  'triton_model',
  'path',
] as const;
export const PRIMITIVE_TYPES = ['string', 'number', 'integer', 'boolean'] as const;

export type DataType = (typeof DATA_TYPES)[number];
export type PrimitiveType = (typeof PRIMITIVE_TYPES)[number];
export type PortType = DataType | PrimitiveType;
export type Scalar = string | number | boolean;
export type Json = null | Scalar | Json[] | { [key: string]: Json };
export type JsonMap = { [key: string]: Json };

export interface DataValue {
  path: string;
  type: PortType;
  mode: string | null;
  datastore: string | null;
}

export interface OutputSettings {
  type: PortType | null;
  mode: string | null;
  path: string | null;
  name: string | null;
  version: string | null;
}

/** One end of a binding; node null means the pipeline's own interface. */
export interface Place {
  node: string | null;
  port: string;
}

export interface Binding {
  source: Place;
  target: Place;
  via: 'outputs' | 'inputs';
  mode: string | null;
}

export interface StepNode {
  kind: 'step';
  type: string;
  component: string | JsonMap;
  display_name: string | null;
  comment: string | null;
  values: Record<string, Scalar | DataValue>;
  outputs: Record<string, OutputSettings>;
  compute: string | null;
  environment_variables: Record<string, Scalar>;
  resources: JsonMap;
  distribution: JsonMap;
  limits: JsonMap;
  extra: JsonMap;
}

/** A data asset placed on the canvas; its one output port is named "data". */
export interface DataNode {
  kind: 'data';
  path: string;
  type: PortType;
  display_name: string | null;
  comment: string | null;
}

export type Node = StepNode | DataNode;

export interface PipelineInput {
  type: PortType | null;
  value: Scalar | DataValue | null;
  description: string | null;
  optional: boolean;
  min: number | null;
  max: number | null;
  enum: string[] | null;
  mode: string | null;
}

export interface PipelineOutput extends OutputSettings {
  description: string | null;
}

export interface Settings {
  default_compute: string | null;
  default_datastore: string | null;
  continue_on_step_failure: boolean;
  force_rerun: boolean;
  on_init: string | null;
  on_finalize: string | null;
  /** Null leaves it to the workspace. */
  keep_intermediate_days: number | 'forever' | null;
  [other: string]: Json;
}

export interface Details {
  display_name: string | null;
  description: string | null;
  experiment_name: string | null;
  tags: Record<string, string>;
  properties: Record<string, string>;
}

export interface Position {
  x: number;
  y: number;
}

export interface Note {
  id: string;
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PipelineDocument {
  format: 1;
  nodes: Record<string, Node>;
  bindings: Binding[];
  interface: { inputs: Record<string, PipelineInput>; outputs: Record<string, PipelineOutput> };
  settings: Settings;
  details: Details;
  layout: { nodes: Record<string, Position> };
  notes: Note[];
  /** As people wrote it, with their comments: "" for the document itself, "step/" for what is inside. */
  yaml: Record<string, string>;
}

export const DATA_PORT = 'data';

export function isDataType(type: string | null | undefined): type is DataType {
  return DATA_TYPES.some((one) => one === type);
}

export function isDataValue(value: unknown): value is DataValue {
  return typeof value === 'object' && value !== null && 'path' in value;
}

export function emptyDocument(): PipelineDocument {
  return {
    format: 1,
    nodes: {},
    bindings: [],
    interface: { inputs: {}, outputs: {} },
    settings: emptySettings(),
    details: {
      display_name: null,
      description: null,
      experiment_name: null,
      tags: {},
      properties: {},
    },
    layout: { nodes: {} },
    notes: [],
    yaml: {},
  };
}

function emptySettings(): Settings {
  return {
    default_compute: null,
    default_datastore: null,
    continue_on_step_failure: false,
    force_rerun: false,
    on_init: null,
    on_finalize: null,
    keep_intermediate_days: null,
  };
}

export function emptyOutput(): OutputSettings {
  return { type: null, mode: null, path: null, name: null, version: null };
}

export function emptyInput(type: PortType | null = null): PipelineInput {
  return {
    type,
    value: null,
    description: null,
    optional: false,
    min: null,
    max: null,
    enum: null,
    mode: null,
  };
}

export function stepNode(component: string | JsonMap, type = 'command'): StepNode {
  return {
    kind: 'step',
    type,
    component,
    display_name: null,
    comment: null,
    values: {},
    outputs: {},
    compute: null,
    environment_variables: {},
    resources: {},
    distribution: {},
    limits: {},
    extra: {},
  };
}

/** What would run, and what people read: no places, notes and comments of the text. */
export function withoutLooks(document: PipelineDocument): PipelineDocument {
  return { ...document, layout: { nodes: {} }, notes: [], yaml: {} };
}

export function samePlace(a: Place, b: Place): boolean {
  return a.node === b.node && a.port === b.port;
}
