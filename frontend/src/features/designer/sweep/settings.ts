// What a sweep says beside its trial, as the document keeps it: read leniently, written plainly.
import type { Json, JsonMap, Scalar, StepNode } from '../../../canvas/core/document';

export type Written = string | number;

export const EXPRESSIONS = {
  choice: ['values'],
  randint: ['upper'],
  uniform: ['min_value', 'max_value'],
  quniform: ['min_value', 'max_value', 'q'],
  loguniform: ['min_value', 'max_value'],
  qloguniform: ['min_value', 'max_value', 'q'],
  normal: ['mu', 'sigma'],
  qnormal: ['mu', 'sigma', 'q'],
  lognormal: ['mu', 'sigma'],
  qlognormal: ['mu', 'sigma', 'q'],
} as const;

export type Expression = keyof typeof EXPRESSIONS;

export const POLICIES = {
  none: [],
  bandit: ['slack_factor', 'slack_amount', 'evaluation_interval', 'delay_evaluation'],
  median_stopping: ['evaluation_interval', 'delay_evaluation'],
  truncation_selection: ['truncation_percentage', 'evaluation_interval', 'delay_evaluation'],
} as const;

export type Policy = keyof typeof POLICIES;

export const ALGORITHMS = ['random', 'sobol', 'grid', 'bayesian'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export function mapOf(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function written(map: JsonMap, key: string): Written | null {
  const value = map[key];
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** The map with one value changed; null takes it out. */
export function withValue(map: JsonMap, key: string, value: Scalar | JsonMap | null): JsonMap {
  const { [key]: _, ...others } = map;
  return value === null ? others : { ...others, [key]: value };
}

export function isSweep(node: StepNode): boolean {
  return node.type === 'sweep';
}

/** Inputs of the trial that are sampled, and so are none of the sweep's own. */
export function sampled(node: StepNode): ReadonlySet<string> {
  return new Set(isSweep(node) ? Object.keys(mapOf(node.extra.search_space)) : []);
}

export function expressionOf(entry: JsonMap): Expression | null {
  const type = String(entry.type ?? '').toLowerCase();
  return type in EXPRESSIONS ? (type as Expression) : null;
}

/** Another type keeps the numbers that it has, too, and begins the others anew. */
export function asExpression(entry: JsonMap, type: Expression): JsonMap {
  const start: JsonMap = {
    values: [],
    min_value: 0,
    max_value: 1,
    upper: 10,
    q: 1,
    mu: 0,
    sigma: 1,
  };
  const next: JsonMap = { type };
  for (const key of EXPRESSIONS[type]) next[key] = entry[key] ?? start[key] ?? 0;
  return next;
}

/** `1, 2.5, red` as a choice keeps it; null for a choice of spaces, which the form cannot show. */
export function choiceText(entry: JsonMap): string | null {
  const values = Array.isArray(entry.values) ? entry.values : [];
  const isPlain = values.every((value) => typeof value === 'number' || typeof value === 'string');
  return isPlain ? values.map(String).join(', ') : null;
}

export function choiceValues(text: string): Written[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => (Number.isFinite(Number(part)) ? Number(part) : part));
}

export function algorithmOf(raw: Json | undefined): Algorithm | null {
  if (raw === undefined) return 'random';
  const told = typeof raw === 'string' ? { type: raw } : mapOf(raw);
  const type = String(told.type ?? '').toLowerCase();
  if (type === 'random' && String(mapOf(told).rule ?? '').toLowerCase() === 'sobol') return 'sobol';
  return ALGORITHMS.find((one) => one === type) ?? null;
}

/** Seed and base of logarithms stay where they still mean something. */
export function asAlgorithm(raw: Json | undefined, to: Algorithm): Json {
  if (to !== 'random' && to !== 'sobol') return to;
  const { type: _, rule: __, ...kept } = mapOf(raw);
  const rule: JsonMap = to === 'sobol' ? { rule: 'sobol' } : {};
  const told: JsonMap = { type: 'random', ...rule, ...kept };
  return Object.keys(told).length === 1 ? 'random' : told;
}

export function policyOf(raw: Json | undefined): Policy | null {
  if (raw === undefined) return 'none';
  const type = String(mapOf(raw).type ?? '')
    .toLowerCase()
    .replaceAll('_', '');
  const names = Object.keys(POLICIES) as Policy[];
  return names.find((one) => one.replaceAll('_', '') === type) ?? null;
}

export function asPolicy(raw: Json | undefined, to: Policy): JsonMap | null {
  if (to === 'none') return null;
  const before = mapOf(raw);
  const start: JsonMap =
    to === 'bandit'
      ? { slack_factor: 0.1 }
      : to === 'truncation_selection'
        ? { truncation_percentage: 20 }
        : {};
  const every: JsonMap = {};
  for (const key of ['evaluation_interval', 'delay_evaluation']) {
    const value = before[key];
    if (value !== undefined) every[key] = value;
  }
  return { type: to, ...start, evaluation_interval: 1, ...every };
}

/** The keys of `extra` that only a sweep has. */
const OF_SWEEPS = ['search_space', 'sampling_algorithm', 'objective', 'early_termination'];

export function asSweepPatch(node: StepNode) {
  return {
    type: 'sweep',
    limits: { max_total_trials: 10, max_concurrent_trials: 2 },
    extra: {
      ...node.extra,
      search_space: {},
      sampling_algorithm: 'random',
      objective: { goal: 'minimize', primary_metric: '' },
    },
  };
}

export function asStepPatch(node: StepNode) {
  const kept = Object.entries(node.extra).filter(([key]) => !OF_SWEEPS.includes(key));
  return { type: 'command', limits: {}, extra: Object.fromEntries(kept) };
}
