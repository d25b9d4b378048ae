/**
 * Components by reference, as lists and lookups bring them; versions never change, so what is known
 * stays true for as long as the page is open.
 */

import type { ComponentSummary, ComponentVersion } from '../../../api/types';
import {
  type Components,
  type NodeComponent,
  type Port,
  port,
  sourcePort,
} from '../../../canvas/core/components';
import { controlComponent, controlType, named } from '../../../canvas/core/control';
import type {
  Binding,
  JsonMap,
  PipelineDocument,
  Scalar,
  StepNode,
} from '../../../canvas/core/document';
import { remember, rememberLast } from '../../../lib/remember';
import { isSweep, sampled } from '../sweep/settings';

export type Known = ComponentSummary | ComponentVersion;

export class ComponentCache {
  private readonly known = new Map<string, Known | null>();
  private readonly asked = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private count = 0;

  constructor(
    private readonly lookup: (references: string[]) => Promise<Record<string, Known | null>>,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Grows with each arrival, so that a component may depend on it. */
  version = (): number => this.count;

  get(reference: string): Known | null | undefined {
    return this.known.get(reference);
  }

  put(reference: string, component: Known): void {
    if (this.known.get(reference)) return;
    this.known.set(reference, component);
    this.arrived();
  }

  /** Asks for the references that are not known; those that fail are asked again next time. */
  async want(references: Iterable<string>): Promise<void> {
    const missing = [...new Set(references)].filter(
      (one) => !this.known.has(one) && !this.asked.has(one),
    );
    if (missing.length === 0) return;
    for (const one of missing) this.asked.add(one);
    try {
      const found = await this.lookup(missing);
      for (const one of missing) this.known.set(one, found[one] ?? null);
      this.arrived();
    } finally {
      for (const one of missing) this.asked.delete(one);
    }
  }

  private arrived(): void {
    this.count++;
    for (const listener of this.listeners) listener();
  }
}

export function referencesOf(document: PipelineDocument): string[] {
  return Object.values(document.nodes).flatMap((node) =>
    node.kind === 'step' && typeof node.component === 'string' ? [node.component] : [],
  );
}

export function componentsOf(document: PipelineDocument, cache: ComponentCache): Components {
  const components: Record<string, NodeComponent> = {};
  for (const [key, node] of Object.entries(document.nodes)) {
    if (node.kind !== 'step') continue;
    const found =
      typeof node.component === 'string'
        ? cache.get(node.component)
        : inlineComponent(node.component);
    if (found) components[key] = isSweep(node) ? asSweep(node, found) : found;
  }
  for (const [key, node] of Object.entries(document.nodes)) {
    if (node.kind !== 'step' || controlType(node) === null) continue;
    const [body] = named(node, 'body');
    components[key] = controlOf(node, body === undefined ? undefined : components[body]);
  }
  for (const [key, node] of Object.entries(document.nodes)) {
    if (node.kind !== 'step' || !components[key]?.inputs.some((one) => one.type === '')) continue;
    const types = components[key].inputs.map((one) =>
      one.type === '' ? typeGiven(document, components, key, one.name) : one.type,
    );
    components[key] = withTypes(node, types.join(' '));
  }
  return components;
}

/** An input of an inline step that says no type has that of what it is given. */
function typeGiven(
  document: PipelineDocument,
  components: Components,
  node: string,
  name: string,
): string {
  const feeds = ({ target }: Binding) => target.node === node && target.port === name;
  const binding = document.bindings.find(feeds);
  if (!binding) return 'string';
  return sourcePort(document, components, binding.source, binding.via)?.type ?? '';
}

const withTypes = rememberLast((node: StepNode, types: string): NodeComponent => {
  const component = inlineComponent(node.component as JsonMap);
  const each = types.split(' ');
  const inputs = component.inputs.map((one, i) => ({ ...one, type: each[i] ?? one.type }));
  return { ...component, inputs };
});

/** `before` where nothing differs: what hangs on the components need not be made anew. */
export function unlessSame(before: Components, after: Components): Components {
  const keys = Object.keys(after);
  const isSame =
    keys.length === Object.keys(before).length && keys.every((key) => after[key] === before[key]);
  return isSame ? before : after;
}

// The same object as long as nothing about the step changed: its card is not drawn anew.
const controlOf = rememberLast(controlComponent);

/** A sweep has no inputs for what it samples. */
const asSweep = rememberLast((node: StepNode, trial: NodeComponent): NodeComponent => {
  const gone = sampled(node);
  return { ...trial, type: 'sweep', inputs: trial.inputs.filter(({ name }) => !gone.has(name)) };
});

/** The ports that a component written inside the document declares. */
const inlineComponent = remember(
  (spec: JsonMap): NodeComponent => ({
    name: textOf(spec.name),
    version: textOf(spec.version),
    type: textOf(spec.type) ?? 'command',
    display_name: textOf(spec.display_name) ?? '',
    inputs: portsOf(spec.inputs),
    outputs: portsOf(spec.outputs),
  }),
);

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function portsOf(declared: unknown): Port[] {
  if (typeof declared !== 'object' || declared === null) return [];
  return Object.entries(declared).map(([name, raw]) => {
    const one: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
    const number = (value: unknown) => (typeof value === 'number' ? value : null);
    const isOpen = Object.keys(one).length === 0;
    return port(name, textOf(one.type) ?? (isOpen ? '' : 'string'), {
      description: textOf(one.description) ?? '',
      optional: one.optional === true || one.optional === 'true',
      default: isScalar(one.default) ? one.default : null,
      min: number(one.min),
      max: number(one.max),
      enum: Array.isArray(one.enum) ? one.enum.map(String) : null,
      mode: textOf(one.mode),
    });
  });
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
