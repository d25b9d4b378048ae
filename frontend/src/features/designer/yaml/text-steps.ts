/** The steps of a pipeline as its text has them, and what may be joined; the canvas may be behind. */

import { type Port, port } from '../../../canvas/core/components';
import { mayFeed } from '../../../canvas/core/connect';
import type { Path } from '../../../ui/yaml/paths';
import { itemsOf, TextFacts } from '../../../ui/yaml/text-facts';

export interface Ports {
  inputs: readonly Port[];
  outputs: readonly Port[];
}

/** A place in a step: of the pipeline itself, or of one that is written inside a step. */
export interface StepPlace {
  /** Where the pipeline stands in the text. */
  pipeline: Path;
  key: string;
  /** Keys below the step's. */
  rest: Path;
}

/** What feeds an input, as it stands between `${{` and `}}`. */
export interface Source {
  words: string;
  type: string;
}

export type Lookup = (reference: string) => Promise<Ports | null>;

export function stepOf(path: Path): StepPlace | null {
  const at = path.lastIndexOf('jobs');
  const key = path[at + 1];
  if (at < 0 || key === undefined) return null;
  return { pipeline: path.slice(0, at), key, rest: path.slice(at + 2) };
}

export class TextSteps {
  private readonly facts: TextFacts;

  constructor(
    text: string,
    private readonly lookup: Lookup,
  ) {
    this.facts = new TextFacts(text);
  }

  keys(pipeline: Path): string[] {
    return this.facts.keys([...pipeline, 'jobs']);
  }

  outputsOf(pipeline: Path): string[] {
    return this.facts.keys([...pipeline, 'outputs']);
  }

  /** What a step takes and gives: of its component, or as it is written in the step. */
  async ports({ pipeline, key }: Pick<StepPlace, 'pipeline' | 'key'>): Promise<Ports> {
    const step = [...pipeline, 'jobs', key];
    const inner = ['component', 'trial'].find((one) => this.facts.value([...step, one]) !== null);
    if (inner === undefined) return this.declared(step);
    const reference = this.facts.value([...step, inner]) ?? '';
    const found = reference.startsWith('azureml:') ? await this.lookup(reference) : null;
    return found ?? this.declared([...step, inner]);
  }

  /** Pipeline inputs, and the outputs of the other steps, where they fit the type. */
  async sources({ pipeline, key }: StepPlace, type: string): Promise<Source[]> {
    const own = this.facts
      .keys([...pipeline, 'inputs'])
      .map((name) => ({ words: `parent.inputs.${name}`, type: this.inputType(pipeline, name) }));
    const others = await this.outputs(pipeline, key);
    return [...own, ...others].filter(
      (one) => !one.type || !type || mayFeed(one.type, type) !== 'no',
    );
  }

  /** Outputs of all steps but one. */
  async outputs(pipeline: Path, but: string): Promise<Source[]> {
    const keys = this.keys(pipeline).filter((one) => one !== but);
    const all = await Promise.all(keys.map((key) => this.ports({ pipeline, key })));
    return all.flatMap(({ outputs }, i) =>
      outputs.map(({ name, type }) => ({ words: `parent.jobs.${keys[i]}.outputs.${name}`, type })),
    );
  }

  private inputType(pipeline: Path, name: string): string {
    const at = [...pipeline, 'inputs', name];
    const written = this.facts.value(at);
    return this.facts.value([...at, 'type']) ?? (written ? typeOfValue(written) : '');
  }

  private declared(spec: Path): Ports {
    const ports = (side: 'inputs' | 'outputs') =>
      this.facts.keys([...spec, side]).map((name) => this.port([...spec, side, name]));
    return { inputs: ports('inputs'), outputs: ports('outputs') };
  }

  private port(at: Path): Port {
    const said = (key: string) => this.facts.value([...at, key]);
    const allowed = said('enum');
    return port(at.at(-1) ?? '', said('type') ?? '', {
      description: said('description') ?? '',
      optional: said('optional') === 'true',
      default: said('default'),
      enum: allowed ? itemsOf(allowed) : null,
    });
  }
}

function typeOfValue(value: string): string {
  if (/^[{[&*!|>]/.test(value)) return '';
  if (/^(true|false)$/i.test(value)) return 'boolean';
  if (/^[-+]?\d+$/.test(value)) return 'integer';
  return value !== '' && Number.isFinite(Number(value)) ? 'number' : 'string';
}
