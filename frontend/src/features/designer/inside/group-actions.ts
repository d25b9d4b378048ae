/** Steps into one pipeline component, and back: what stands between the core and the server. */

import { request } from '../../../api/client';
import type { ComponentVersion } from '../../../api/types';
import { type JsonMap, type PipelineDocument, withoutLooks } from '../../../canvas/core/document';
import { group, groupRefusal } from '../../../canvas/core/group';
import { keyRefusal } from '../../../canvas/core/names';
import { innerLooks } from '../../../canvas/core/nested-looks';
import { ungroup, ungroupRefusal } from '../../../canvas/core/ungroup';
import { componentWire } from '../../../canvas/core/wire';
import { toast, toastProblem } from '../../../ui/toast';
import { lookupComponents } from '../data/api';
import type { Designer } from '../data/session';
import { readInline } from './read-inline';

/** Why the selection cannot become one step; null when it can. */
export function whyNotGroup({ store }: Pick<Designer, 'store'>): string | null {
  const { document, selection } = store.get();
  return groupRefusal(document, selection);
}

/** Gathers the selection into one step, with its pipeline written inside it. */
export function groupSelection(designer: Designer, key: string): boolean {
  const { store, components, run } = designer;
  const { document, selection } = store.get();
  const reason = keyRefusal(document, key) ?? groupRefusal(document, selection);
  if (reason !== null) {
    toast({ intent: 'warning', title: 'Not possible', body: reason });
    return false;
  }
  const made = group(document, components, selection, key);
  designer.nested.put(made.component, withoutLooks(made.inner));
  const count = Object.keys(made.inner.nodes).length;
  const label = `group ${count} ${count === 1 ? 'node' : 'nodes'} into ${key}`;
  if (!run({ kind: 'replace', document: made.document, label })) return false;
  store.select([key]);
  return true;
}

/** Takes a step apart, wherever its pipeline is written. */
export async function ungroupStep(designer: Designer, key: string): Promise<void> {
  const { store, run } = designer;
  const reason = ungroupRefusal(store.get().document, key);
  try {
    if (reason !== null) throw new Error(reason);
    const inner = await insideOf(designer, key);
    const { document } = store.get();
    if (!Object.hasOwn(document.nodes, key)) return;
    const made = ungroup(document, key, { ...inner, ...innerLooks(document, key) });
    if (run({ kind: 'replace', document: made.document, label: `ungroup ${key}` }))
      store.select(made.keys);
  } catch (error) {
    toastProblem(`${key} cannot be ungrouped`, error);
  }
}

/** The registered component's pipeline, written inside the step: from now on a copy that can change. */
export async function editCopy(designer: Designer, key: string): Promise<void> {
  const { store, run } = designer;
  try {
    const inner = await insideOf(designer, key);
    const node = store.get().document.nodes[key];
    if (node?.kind !== 'step' || typeof node.component !== 'string') return;
    const known = designer.components[key];
    const titled = {
      ...inner,
      details: {
        ...inner.details,
        display_name: inner.details.display_name ?? known?.display_name ?? null,
      },
    };
    const component = componentWire(titled, {});
    designer.nested.put(component, withoutLooks(titled));
    run({
      kind: 'set-component',
      node: key,
      component,
      type: 'pipeline',
      inputs: Object.keys(inner.interface.inputs),
      outputs: Object.keys(inner.interface.outputs),
      label: `copy ${node.component.replace(/^azureml:/, '')} into ${key}`,
    });
  } catch (error) {
    toastProblem('It cannot be copied', error);
  }
}

/** Registers the pipeline that is written inside a step, and lets the step use what was registered. */
export async function registerStep(designer: Designer, key: string, name: string): Promise<void> {
  const { store, run, cache } = designer;
  const node = store.get().document.nodes[key];
  if (node?.kind !== 'step' || typeof node.component === 'string') return;
  const { version: _, $schema: __, ...rest } = node.component;
  const spec: JsonMap = { ...rest, type: 'pipeline', name };
  const made = await request<ComponentVersion>('POST', 'components', { spec });
  const { reference } = made;
  cache.put(reference, made);
  run({
    kind: 'set-component',
    node: key,
    component: reference,
    type: 'pipeline',
    inputs: made.inputs.map((one) => one.name),
    outputs: made.outputs.map((one) => one.name),
    label: `register ${key} as ${name}:${made.version}`,
  });
}

async function insideOf(designer: Designer, key: string): Promise<PipelineDocument> {
  const node = designer.store.get().document.nodes[key];
  if (node?.kind !== 'step') throw new Error(`${key} is no step.`);
  if (typeof node.component !== 'string') {
    return designer.nested.get(node.component) ?? (await readInline(node.component));
  }
  const { component } = node;
  const found = (await lookupComponents([component]))[component];
  if (!found?.document) throw new Error(`${component} is no pipeline component, or it is gone.`);
  return found.document;
}
