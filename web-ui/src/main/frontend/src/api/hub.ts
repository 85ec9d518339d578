import { text } from '../text/text.js';
import { HubProblem, problemOf } from './problem.js';
import type { paths } from './schema.js';
import type {
  AutoUnlock,
  BackupPlan,
  Credentials,
  DeviceLogin,
  HomeKeeping,
  Keeping,
  LabelSecret,
  NewKey,
  Secret,
  Setup,
} from './types.js';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof paths, V extends Verb> = Exclude<paths[P][V], undefined>;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
type Json<R> = R extends { content: infer C } ? C[keyof C] : undefined;
/** What has only begun answers 202, and 200 only to one who waits for its end. */
type Answer<O> = O extends { responses: infer R }
  ? 202 extends keyof R
    ? Json<R[202]>
    : 200 extends keyof R
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
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

type Query = Record<string, string | number | readonly string[]>;

/** `?a=1&b=2&b=3`; '' for nothing. */
function searchOf(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((it) => [name, String(it)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

async function ask<P extends keyof paths, V extends Verb>(
  verb: V,
  path: P,
  { at = [], query, body, signal }: Ask = {},
): Promise<Answer<Operation<P, V>>> {
  const places = [...at];
  const filled = path.replace(/\{[^}]+\}/g, () => encodeURIComponent(places.shift() ?? ''));
  const search = searchOf(query ?? {});
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
  changePassword: (old: string, fresh: string) =>
    ask('post', '/api/v1/password', { body: { old, new: fresh } }),

  vault: () => ask('get', '/api/v1/vault'),
  changeVault: (autoUnlock: AutoUnlock) => ask('patch', '/api/v1/vault', { body: { autoUnlock } }),
  unlock: (body: Secret) => ask('post', '/api/v1/unlock', { body }),
  lockPast: () => ask('post', '/api/v1/lock'),
  keys: () => ask('get', '/api/v1/keys'),
  addKey: (body: NewKey) => ask('post', '/api/v1/keys', { body }),
  removeKey: (id: string) => ask('delete', '/api/v1/keys/{id}', { at: [id] }),
  proveKey: (id: string, body?: Secret) =>
    ask('post', '/api/v1/keys/{id}/prove', { at: [id], body }),
  replaceKey: (id: string, passphrase?: string) =>
    ask('post', '/api/v1/keys/{id}/rotate', {
      at: [id],
      body: passphrase === undefined ? {} : { passphrase },
    }),
  rotateMasterKey: () => ask('post', '/api/v1/keys/rotate'),

  inbox: () => ask('get', '/api/v1/inbox'),
  addByAddress: (address: string) => ask('post', '/api/v1/inbox', { body: { address } }),
  ignore: (id: string) => ask('delete', '/api/v1/inbox/{id}', { at: [id] }),
  accept: (id: string, body: Body<Operation<'/api/v1/inbox/{id}/accept', 'post'>>) =>
    ask('post', '/api/v1/inbox/{id}/accept', { at: [id], body }),

  pair: (id: string, body: LabelSecret) =>
    ask('post', '/api/v1/inbox/{id}/pair', { at: [id], body }),
  pairDevice: (id: string, body: LabelSecret) =>
    ask('post', '/api/v1/devices/{id}/pair', { at: [id], body }),
  login: (id: string) => ask('get', '/api/v1/devices/{id}/login', { at: [id] }),
  giveLogin: (id: string, body: DeviceLogin) =>
    ask('put', '/api/v1/devices/{id}/login', { at: [id], body }),
  forgetLogin: (id: string) => ask('delete', '/api/v1/devices/{id}/login', { at: [id] }),
  pairing: () => ask('get', '/api/v1/pairing'),
  openPairing: () => ask('post', '/api/v1/pairing'),
  closePairing: () => ask('delete', '/api/v1/pairing'),
  expectDevice: (body: LabelSecret) => ask('post', '/api/v1/pairing/expected', { body }),
  paired: () => ask('get', '/api/v1/paired'),
  forgetPeer: (adapter: string, peer: string) =>
    ask('delete', '/api/v1/paired/{adapter}/{peer}', { at: [adapter, peer] }),
  scan: () => ask('get', '/api/v1/scan'),
  startScan: (subnet: string) => ask('post', '/api/v1/scan', { body: { subnet } }),
  stopScan: () => ask('delete', '/api/v1/scan'),
  discovery: () => ask('get', '/api/v1/diagnostics/discovery'),

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
  changeProperty: (id: string, property: string, unit: string | null) =>
    ask('patch', '/api/v1/devices/{id}/properties/{name}', { at: [id, property], body: { unit } }),
  removeDevice: (id: string) => ask('delete', '/api/v1/devices/{id}', { at: [id] }),
  erasePast: (id: string) => ask('delete', '/api/v1/devices/{id}/past', { at: [id] }),

  retention: () => ask('get', '/api/v1/retention'),
  setRetention: (body: HomeKeeping) => ask('put', '/api/v1/retention', { body }),
  setDeviceRetention: (id: string, body: Keeping) =>
    ask('put', '/api/v1/retention/{id}', { at: [id], body }),
  setPropertyRetention: (id: string, property: string, body: Keeping) =>
    ask('put', '/api/v1/retention/{id}/{name}', { at: [id, property], body }),
  clearDeviceRetention: (id: string) => ask('delete', '/api/v1/retention/{id}', { at: [id] }),
  clearPropertyRetention: (id: string, property: string) =>
    ask('delete', '/api/v1/retention/{id}/{name}', { at: [id, property] }),
  storage: () => ask('get', '/api/v1/storage'),

  backups: () => ask('get', '/api/v1/backups'),
  backUp: () => ask('post', '/api/v1/backups'),
  backupPlan: () => ask('get', '/api/v1/backups/plan'),
  setBackupPlan: (body: BackupPlan) => ask('put', '/api/v1/backups/plan', { body }),
  verifyBackup: (id: string) => ask('post', '/api/v1/backups/{id}/verify', { at: [id] }),
  verification: () => ask('get', '/api/v1/verify'),
  verify: () => ask('post', '/api/v1/verify'),

  auditCheckpoint: () => ask('get', '/api/v1/audit/checkpoint'),
  verifyAudit: () => ask('post', '/api/v1/audit/verify'),

  activity: (before?: number) =>
    ask('get', '/api/v1/activity', { query: before ? { limit: 100, before } : { limit: 100 } }),

  write: (thing: string, property: string, value: unknown) =>
    ask('put', '/things/{id}/properties/{name}', { at: [thing, property], body: value }),
  invoke: (thing: string, action: string, input?: unknown) =>
    ask('post', '/things/{id}/actions/{name}', { at: [thing, action], body: input }),
  eventHistory: (thing: string, event: string, points: number) =>
    ask('get', '/things/{id}/events/{name}/history', {
      at: [thing, event],
      query: { from: '1970-01-01T00:00:00Z', points },
    }),
  commandStatus: (ticket: string) => ask('get', '/api/v1/commands/{ticket}', { at: [ticket] }),
  histories: (
    series: readonly string[],
    span: { from: string; to: string; points: number; form: Form },
    signal?: AbortSignal,
  ) => ask('get', '/api/v1/history', { query: { series, ...span }, signal }),
};

export type Form = 'auto' | 'peaks' | 'states' | 'increases';

/** Where a browser fetches the past of these series (all of them when there is none) as a file. */
export function exportAddress(
  series: readonly string[],
  format: 'csv' | 'jsonl',
  span: { from?: string; to?: string } = {},
): string {
  return `/api/v1/export${searchOf({ ...(series.length > 0 ? { series } : {}), format, ...span })}`;
}

export const backupAddress = (id: string): string =>
  `/api/v1/backups/${encodeURIComponent(id)}/file`;
