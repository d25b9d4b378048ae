// The one place that talks HTTP: paths inside the workspace, the CSRF header, problems as errors.
import { offline, type ProblemError, problemFrom } from './problem';
import { workspaceName } from './workspace';

export { ProblemError } from './problem';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer<T> {
  data: T;
  headers: Headers;
}

/** `/api/session` stays as it is; `jobs/x` lies in the current workspace. */
export function apiUrl(path: string, query: Query = {}): string {
  const base = path.startsWith('/') ? path : `/api/workspaces/${workspaceName()}/${path}`;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `${base}?${text}` : base;
}

/** A path segment: names may hold characters that mean something in a URL. */
export function segment(name: string): string {
  return encodeURIComponent(name);
}

export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

function bodyOf(body: unknown, headers: Record<string, string>): BodyInit | undefined {
  if (body === undefined) return undefined;
  if (body instanceof FormData || body instanceof Blob) return body;
  headers['Content-Type'] = 'application/json';
  return JSON.stringify(body);
}

async function send(method: Method, path: string, body: unknown, options: RequestOptions) {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (method !== 'GET') headers['X-CSRFToken'] = csrfToken();
  const init: RequestInit = { method, credentials: 'same-origin' };
  init.body = bodyOf(body, headers) ?? null;
  init.headers = headers;
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(apiUrl(path, options.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offline();
  }
}

type Listener = (problem: ProblemError) => void;
const signedOut = new Set<Listener>();

/** Calls back when an answer says that the session is over. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** Like `request`, with the answer's headers (an ETag, for example). */
export async function requestWithHeaders<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  const response = await send(method, path, body, options);
  const text = await response.text();
  if (!response.ok) {
    const problem = problemFrom(response.status, text);
    if (response.status === 401) for (const listener of signedOut) listener(problem);
    throw problem;
  }
  const data: T = text ? JSON.parse(text) : undefined;
  return { data, headers: response.headers };
}

export async function request<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<T> {
  return (await requestWithHeaders<T>(method, path, body, options)).data;
}
