/** Names that the YAML editor of a draft offers: the draft's own, and those of the workspace. */

import { request } from '../../../api/client';
import type { Components } from '../../../canvas/core/components';
import type { PipelineDocument } from '../../../canvas/core/document';
import type { Names } from '../../../ui/yaml/complete';
import type { Path } from '../../../ui/yaml/paths';

interface Draft {
  /** Null where there is only text so far. */
  document: PipelineDocument | null;
  components: Components;
}

interface Named {
  name: string;
  version?: string;
  reference?: string;
}

const LISTS = { component: 'components', environment: 'environments', path: 'data' } as const;

export function draftNames(draft: () => Draft): Names {
  const known = new Map<string, Promise<string[]>>();
  const list = (path: string) => {
    const asked = known.get(path) ?? references(path);
    known.set(path, asked);
    return asked;
  };
  return {
    keys(path) {
      const { components } = draft();
      const [jobs, key, side] = path;
      if (jobs !== 'jobs' || path.length !== 3 || key === undefined) return [];
      const component = components[key];
      if (side === 'inputs') return component?.inputs.map((one) => one.name) ?? [];
      return side === 'outputs' ? (component?.outputs.map((one) => one.name) ?? []) : [];
    },
    values(path) {
      const last = path.at(-1) ?? '';
      if (isIn(path, 'inputs')) return sources(draft(), path);
      if (isIn(path, 'outputs')) return targets(draft());
      if (last === 'compute') return list('computes');
      if (last === 'default_compute') return list('computes').then((all) => all.map(prefixed));
      return last === 'component' || last === 'environment' || last === 'path'
        ? list(LISTS[last])
        : [];
    },
  };
}

function isIn(path: Path, side: string): boolean {
  return path.length === 4 && path[0] === 'jobs' && path[2] === side;
}

function prefixed(name: string): string {
  return `azureml:${name}`;
}

/** What may feed an input: pipeline inputs, and the outputs of other steps. */
function sources({ document, components }: Draft, path: Path): string[] {
  if (document === null) return [];
  const own = Object.keys(document.interface.inputs).map((name) => `\${{parent.inputs.${name}}}`);
  const steps = Object.keys(document.nodes).filter((key) => key !== path[1]);
  const others = steps.flatMap(
    (key) =>
      components[key]?.outputs.map((one) => `\${{parent.jobs.${key}.outputs.${one.name}}}`) ?? [],
  );
  return [...own, ...others];
}

function targets({ document }: Draft): string[] {
  return Object.keys(document?.interface.outputs ?? {}).map(
    (name) => `\${{parent.outputs.${name}}}`,
  );
}

async function references(list: string): Promise<string[]> {
  try {
    const { items } = await request<{ items: Named[] }>('GET', list, undefined, {
      query: { limit: 200 },
    });
    return items.map((one) => one.reference ?? one.name);
  } catch {
    // Without the list there is less to offer; nothing else depends on it.
    return [];
  }
}
