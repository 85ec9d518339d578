import { text } from '../text/text.js';
import { HubProblem, problemOf } from './problem.js';
import type { paths } from './schema.js';
import type { Credentials, Setup } from './types.js';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof paths, V extends Verb> = Exclude<paths[P][V], undefined>;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
type Json<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type Answer<O> = O extends { responses: infer R }
  ? 200 extends keyof R
    ? Json<R[200]>
    : 201 extends keyof R
      ? Json<R[201]>
      : undefined
  : never;

/** Called when the hub says that nobody is signed in here any more. */
let onSignedOut: () => void = () => {};

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

interface Ask {
  /** Fills the `{…}` of the path, in order. */
  readonly at?: readonly string[];
  readonly query?: Record<string, string | number>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

async function ask<P extends keyof paths, V extends Verb>(
  verb: V,
  path: P,
  { at = [], query, body, signal }: Ask = {},
): Promise<Answer<Operation<P, V>>> {
  const places = [...at];
  const filled = path.replace(/\{[^}]+\}/g, () => encodeURIComponent(places.shift() ?? ''));
  const search = query
    ? `?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`
    : '';
  let response: Response;
  try {
    response = await fetch(filled + search, {
      method: verb.toUpperCase(),
      credentials: 'same-origin',
      cache: 'no-store',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new HubProblem(0, 'about:blank', text.problem.hubSilent);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (response.status === 401 && path !== '/api/v1/session') onSignedOut();
    throw problem;
  }
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return (isJson ? await response.json() : undefined) as Answer<Operation<P, V>>;
}

/** The hub's REST surface, as openapi.yaml describes it. Every call rejects with a HubProblem. */
export const hub = {
  session: () => ask('get', '/api/v1/session'),
  setUp: (body: Setup) => ask('post', '/api/v1/setup', { body }),
  signIn: (body: Credentials) => ask('post', '/api/v1/session', { body }),
  signOut: () => ask('delete', '/api/v1/session'),

  inbox: () => ask('get', '/api/v1/inbox'),
  addByAddress: (address: string) => ask('post', '/api/v1/inbox', { body: { address } }),
  ignore: (id: string) => ask('delete', '/api/v1/inbox/{id}', { at: [id] }),
  accept: (id: string, body: Body<Operation<'/api/v1/inbox/{id}/accept', 'post'>>) =>
    ask('post', '/api/v1/inbox/{id}/accept', { at: [id], body }),

  ignored: () => ask('get', '/api/v1/ignored'),
  stopIgnoring: (id: string) => ask('delete', '/api/v1/ignored/{id}', { at: [id] }),

  rooms: () => ask('get', '/api/v1/rooms'),
  addRoom: (title: string) => ask('post', '/api/v1/rooms', { body: { title } }),
  renameRoom: (id: string, title: string) =>
    ask('patch', '/api/v1/rooms/{id}', { at: [id], body: { title } }),
  removeRoom: (id: string) => ask('delete', '/api/v1/rooms/{id}', { at: [id] }),

  devices: () => ask('get', '/api/v1/devices'),
  changeDevice: (id: string, body: Body<Operation<'/api/v1/devices/{id}', 'patch'>>) =>
    ask('patch', '/api/v1/devices/{id}', { at: [id], body }),
  removeDevice: (id: string) => ask('delete', '/api/v1/devices/{id}', { at: [id] }),

  activity: (before?: number) =>
    ask('get', '/api/v1/activity', { query: before ? { limit: 100, before } : { limit: 100 } }),

  write: (thing: string, property: string, value: unknown) =>
    ask('put', '/things/{id}/properties/{name}', { at: [thing, property], body: value }),
  invoke: (thing: string, action: string, input?: unknown) =>
    ask('post', '/things/{id}/actions/{name}', { at: [thing, action], body: input }),
  history: (
    thing: string,
    property: string,
    span: { from: string; to: string; points: number },
    signal?: AbortSignal,
  ) =>
    ask('get', '/things/{id}/properties/{name}/history', {
      at: [thing, property],
      query: span,
      signal,
    }),
};
