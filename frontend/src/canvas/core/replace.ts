/** Another component in the place of a step's: which of its bindings, values and settings stay. */

import type { NodeCommand } from './commands-nodes';
import type { Components, NodeComponent, Port } from './components';
import { mayFeed } from './connect';
import type { JsonMap, PipelineDocument } from './document';
import { placeWords } from './fits';

type SetComponent = Extract<NodeCommand, { kind: 'set-component' }>;

export interface Replacement {
  component: string | JsonMap;
  ports: Pick<NodeComponent, 'type' | 'inputs' | 'outputs'>;
  title: string;
}

/** Ports keep their bindings by name; those without a namesake go to the one port that takes them. */
export function replaceCommand(
  document: PipelineDocument,
  components: Components,
  key: string,
  next: Replacement,
): SetComponent {
  const before = components[key];
  const used = usedPorts(document, key);
  const { inputs, outputs } = next.ports;
  return {
    kind: 'set-component',
    node: key,
    component: next.component,
    type: next.ports.type,
    inputs: inputs.map((one) => one.name),
    outputs: outputs.map((one) => one.name),
    renames: {
      inputs: renamesFor(used.inputs, before?.inputs ?? [], inputs, (old, now) =>
        mayFeed(old, now),
      ),
      outputs: renamesFor(used.outputs, before?.outputs ?? [], outputs, (old, now) =>
        mayFeed(now, old),
      ),
    },
    label: `replace ${key} with ${next.title}`,
  };
}

/** What a step had and loses by the change, in words: "extra (from prep.data)". */
export function lostWith(document: PipelineDocument, command: SetComponent): string[] {
  const { node: key, renames } = command;
  const node = document.nodes[key];
  if (node?.kind !== 'step') return [];
  const isGone = (side: 'inputs' | 'outputs', name: string) =>
    !command[side].includes(renames?.[side][name] ?? name);
  const edges = document.bindings.flatMap(({ source, target, via }) => {
    if (target.node === key && isGone('inputs', target.port)) {
      return [`${target.port} (from ${placeWords(document, source, 'source')})`];
    }
    if (source.node !== key || !isGone(via === 'inputs' ? 'inputs' : 'outputs', source.port)) {
      return [];
    }
    return [`${source.port} (to ${placeWords(document, target, 'target')})`];
  });
  const values = Object.keys(node.values).filter((name) => isGone('inputs', name));
  const outputs = Object.keys(node.outputs).filter((name) => isGone('outputs', name));
  return [
    ...edges,
    ...values.map((name) => `the value of ${name}`),
    ...outputs.map((name) => `the settings of ${name}`),
  ];
}

function usedPorts(document: PipelineDocument, key: string) {
  const inputs = new Set<string>();
  const outputs = new Set<string>();
  for (const { source, target, via } of document.bindings) {
    if (target.node === key) inputs.add(target.port);
    if (source.node === key) (via === 'inputs' ? inputs : outputs).add(source.port);
  }
  return { inputs, outputs };
}

function renamesFor(
  used: ReadonlySet<string>,
  before: readonly Port[],
  after: readonly Port[],
  verdict: (old: string, now: string) => 'ok' | 'warn' | 'no',
): Record<string, string> {
  const renames: Record<string, string> = {};
  const names = new Set(after.map((one) => one.name));
  const free = after.filter((one) => !used.has(one.name));
  for (const name of used) {
    if (names.has(name)) continue;
    const old = before.find((one) => one.name === name);
    if (!old) continue;
    const fitting =
      free.find((one) => one.type === old.type) ??
      free.find((one) => verdict(old.type, one.type) === 'ok');
    if (!fitting) continue;
    renames[name] = fitting.name;
    free.splice(free.indexOf(fitting), 1);
  }
  return renames;
}
