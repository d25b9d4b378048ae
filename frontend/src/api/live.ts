// One WebSocket for the whole tab. Each subscription remembers how far it got, so that a new
// connection goes on where the old one broke: without a gap and without a repeat.
import type { JobEvent, JobSummary } from './types';
import { workspaceName } from './workspace';

export interface LogPiece {
  offset: number;
  next_offset: number;
  size_bytes: number;
  text: string;
  ended: boolean;
}

/** Another tab that has the draft open. */
export interface Person {
  tab: string;
  username: string;
  name: string;
  can_edit: boolean;
  selection: string[];
}

export type LiveMessage =
  | { kind: 'subscribed'; id: string }
  | { kind: 'pong' }
  | { kind: 'jobs'; id: string; items: JobSummary[]; gone: string[] }
  | { kind: 'events'; id: string; events: JobEvent[]; last: number }
  | ({ kind: 'log'; id: string } & LogPiece)
  | { kind: 'people'; id: string; people: Person[] }
  | { kind: 'saved'; id: string; revision: number; modified_by: string | null }
  | { kind: 'error'; id?: string; code: string; message: string; hint: string | null };

export type Connection = 'idle' | 'connecting' | 'online' | 'offline';

interface Subscription {
  /** The topic with the place reached so far. */
  topic: () => Record<string, unknown>;
  receive: (message: LiveMessage) => void;
}

export type OpenSocket = () => WebSocket;
const REFUSED = new Set([4401, 4403, 4404]);
const PING_MS = 25_000;
/** Nothing for so long, though a ping is answered at once: the line is cut and nobody said so. */
const SILENT_MS = 2 * PING_MS;

export class Live {
  #open: OpenSocket;
  #socket: WebSocket | null = null;
  #subscriptions = new Map<string, Subscription>();
  #state: Connection = 'idle';
  #listeners = new Set<() => void>();
  #ids = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #heard = 0;

  constructor(open: OpenSocket) {
    this.#open = open;
  }

  get state(): Connection {
    return this.#state;
  }

  onState(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  subscribe(subscription: Subscription): () => void {
    return this.open(subscription).stop;
  }

  /** A subscription that says something itself now and then (lost while there is no connection). */
  open(subscription: Subscription) {
    this.#ids += 1;
    const id = `s${this.#ids}`;
    this.#subscriptions.set(id, subscription);
    if (this.#state === 'online') this.#sendTopic(id, subscription);
    else this.connect();
    const stop = () => {
      this.#subscriptions.delete(id);
      if (this.#state === 'online') this.#send({ action: 'unsubscribe', id });
    };
    const say = (message: Record<string, unknown>) => {
      if (this.#state === 'online') this.#send({ ...message, id });
    };
    return { stop, say };
  }

  connect(): void {
    if (this.#socket) return;
    clearTimeout(this.#retry);
    if (this.#state !== 'offline') this.#become('connecting');
    const socket = this.#open();
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#received(String(event.data));
    socket.onclose = (event) => this.#closed(event.code);
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#subscriptions.clear();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    clearInterval(this.#ping);
    this.#become('idle');
  }

  #opened(): void {
    this.#failures = 0;
    this.#become('online');
    clearInterval(this.#ping);
    this.#heard = Date.now();
    this.#ping = setInterval(() => this.#knock(), PING_MS);
    for (const [id, subscription] of this.#subscriptions) this.#sendTopic(id, subscription);
  }

  #knock(): void {
    if (Date.now() - this.#heard > SILENT_MS) this.#cut();
    else this.#send({ action: 'ping' });
  }

  /** Gives up a socket that may be dead: its own end could take minutes to be noticed. */
  #cut(): void {
    const socket = this.#socket;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
    this.#closed(1006);
  }

  /** The browser has a network again: what was open before is not trusted, and nothing waits. */
  wake(): void {
    if (this.#socket) this.#cut();
    else if (this.#failures === 0) return;
    this.#failures = 0;
    this.connect();
  }

  #received(text: string): void {
    this.#heard = Date.now();
    const message: LiveMessage = JSON.parse(text);
    if ('id' in message && message.id) this.#subscriptions.get(message.id)?.receive(message);
  }

  #closed(code: number): void {
    if (!this.#socket) return;
    this.#socket = null;
    clearInterval(this.#ping);
    this.#become('offline');
    if (REFUSED.has(code)) {
      this.#failures = 0;
      return;
    }
    this.#failures += 1;
    const wait = Math.min(500 * 2 ** (this.#failures - 1), 10_000);
    this.#retry = setTimeout(() => this.connect(), wait);
  }

  #sendTopic(id: string, subscription: Subscription): void {
    this.#send({ action: 'subscribe', id, ...subscription.topic() });
  }

  #send(message: Record<string, unknown>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #become(state: Connection): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function openSocket(): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(`${scheme}//${location.host}/ws/${workspaceName()}`);
}

export const live = new Live(openSocket);
window.addEventListener('online', () => live.wake());

export type LiveFailure = (problem: { code: string; message: string }) => void;

/** `gone`: names of jobs that were deleted. */
export function subscribeJobs(
  onItems: (items: JobSummary[], gone: readonly string[]) => void,
  via = live,
): () => void {
  return via.subscribe({
    topic: () => ({ topic: 'jobs' }),
    receive: (message) => {
      if (message.kind === 'jobs') onItems(message.items, message.gone);
    },
  });
}

/** `job` is a root job; events up to `after` are known already. */
export function subscribeJob(
  job: string,
  after: number,
  onEvents: (events: JobEvent[]) => void,
  via = live,
): () => void {
  let last = after;
  return via.subscribe({
    topic: () => ({ topic: 'job', job, after: last }),
    receive: (message) => {
      if (message.kind !== 'events') return;
      const fresh = message.events.filter((event) => event.sequence > last);
      last = Math.max(last, message.last);
      if (fresh.length) onEvents(fresh);
    },
  });
}

export function subscribeLog(
  job: string,
  path: string,
  offset: number,
  onPiece: (piece: LogPiece) => void,
  onFailure?: LiveFailure,
  via = live,
): () => void {
  let reached = offset;
  return via.subscribe({
    topic: () => ({ topic: 'log', job, path, offset: reached }),
    receive: (message) => {
      if (message.kind === 'error') onFailure?.(message);
      if (message.kind !== 'log' || message.offset !== reached) return;
      reached = message.next_offset;
      onPiece(message);
    },
  });
}

export interface DraftLive {
  /** What is selected in this tab now. */
  select(selection: readonly string[]): void;
  stop(): void;
}

const MOST_SELECTED = 100;

/** Who else has the draft open, and saves after the revision that `known` answers. */
export function subscribeDraft(
  draft: number,
  known: () => number,
  onPeople: (people: Person[]) => void,
  onSaved: (revision: number) => void,
  via = live,
): DraftLive {
  let selection: readonly string[] = [];
  const { stop, say } = via.open({
    topic: () => ({ topic: 'draft', draft, revision: known(), selection }),
    receive(message) {
      if (message.kind === 'people') onPeople(message.people);
      if (message.kind === 'saved') onSaved(message.revision);
    },
  });
  return {
    stop,
    select(ids) {
      selection = ids.filter((id) => id.length <= 300).slice(0, MOST_SELECTED);
      say({ action: 'presence', selection });
    },
  };
}
