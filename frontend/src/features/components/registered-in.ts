// The environment of this workspace that a component refers to.
interface Registered {
  name: string;
  /** The latest one without it. */
  version?: string;
  text: string;
}

const REFERENCE = /^azureml:([^:@/]+)(?::([^@]+)|@latest)?$/;

/** environment: as the API gives it; a reference stands under `reference`. Null where it is none of this workspace. */
export function registeredIn(environment: Record<string, unknown>): Registered | null {
  const { reference } = environment;
  const found = typeof reference === 'string' ? REFERENCE.exec(reference) : null;
  const [, name, version] = found ?? [];
  if (name === undefined) return null;
  const text = version === undefined ? `${name} (latest)` : `${name}:${version}`;
  return { name, text, ...(version === undefined ? {} : { version }) };
}
