/** What the workspace has by name, for completion: asked for once, and anew after a while. */

import { request, segment } from '../../../api/client';
import type { Offer } from '../../../ui/yaml/complete';
import { lookupComponents } from '../data/api';
import type { Ports } from './text-steps';

interface Named {
  name: string;
  reference?: string;
  display_name?: string;
  type?: string;
}

/** Somebody may register what is looked for meanwhile. */
const KEPT_MS = 30_000;
const MOST = 200;
const VERSIONS = /^azureml:([^:@/]+)[:@]/;

export class WorkspaceNames {
  private readonly asked = new Map<string, { at: number; answer: Promise<unknown> }>();

  /** Components, data or environments: their latest versions, or once a name is typed all of that. */
  async assets(noun: string, typed: string): Promise<Offer[]> {
    const name = VERSIONS.exec(typed)?.[1];
    return name === undefined ? this.latest(noun, typed) : this.versions(noun, name);
  }

  async computes(prefix = ''): Promise<Offer[]> {
    return (await this.list('computes')).items.map(({ name }) => ({ label: `${prefix}${name}` }));
  }

  async datastores(prefix = ''): Promise<Offer[]> {
    return (await this.list('datastores')).items.map(({ name }) => ({ label: `${prefix}${name}` }));
  }

  ports(reference: string): Promise<Ports | null> {
    return this.once(`ports ${reference}`, null, async () => {
      const found = await lookupComponents([reference]);
      return found[reference] ?? null;
    });
  }

  private async latest(noun: string, typed: string): Promise<Offer[]> {
    const first = await this.list(noun);
    const search = typed.replace(/^azureml:?/, '');
    const { items } = first.next_cursor && search ? await this.list(noun, search) : first;
    return items.map(({ name, reference, display_name, type }) => ({
      label: reference ?? name,
      detail: display_name && display_name !== name ? display_name : (type ?? ''),
    }));
  }

  private versions(noun: string, name: string): Promise<Offer[]> {
    return this.once(`versions ${noun} ${name}`, [], async () => {
      const path = `${noun}/${segment(name)}/versions/latest`;
      const { versions } = await request<{ versions: { version: string; archived: boolean }[] }>(
        'GET',
        path,
      );
      const there = versions.filter((one) => !one.archived);
      return [
        ...there.map(({ version }) => ({ label: `azureml:${name}:${version}` })),
        { label: `azureml:${name}@latest`, detail: 'the newest when it runs' },
      ];
    });
  }

  private list(noun: string, search?: string) {
    const nothing: { items: Named[]; next_cursor?: string | null } = { items: [] };
    return this.once(`${noun} ${search ?? ''}`, nothing, () =>
      request<typeof nothing>('GET', noun, undefined, { query: { limit: MOST, search } }),
    );
  }

  /** Without an answer there is less to offer; nothing else depends on it. */
  private async once<T>(key: string, otherwise: T, ask: () => Promise<T>): Promise<T> {
    const known = this.asked.get(key);
    const isFresh = known !== undefined && Date.now() - known.at < KEPT_MS;
    const answer = isFresh ? (known.answer as Promise<T>) : ask();
    if (!isFresh) this.asked.set(key, { at: Date.now(), answer });
    try {
      return await answer;
    } catch {
      this.asked.delete(key);
      return otherwise;
    }
  }
}
