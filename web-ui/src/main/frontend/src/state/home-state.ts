import type { HubEvent } from '../api/event-stream.js';
import type {
  Activity,
  BackupStatus,
  Device,
  Happening,
  InboxEntry,
  Pairing,
  Readings,
  Room,
  Session,
  Value,
  Vault,
  Verification,
} from '../api/types.js';
import { inUsualOrder } from '../model/room-order.js';
import type { Topics } from './topics.js';

/** Everything the hub tells at once, for the first paint and after a gap. */
export interface Snapshot {
  readonly devices: readonly Device[];
  readonly rooms: readonly Room[];
  readonly inbox: readonly InboxEntry[];
  /** Undefined while the past is locked, to which it belongs. */
  readonly activity: readonly Activity[] | undefined;
  readonly vault: Vault;
  readonly pairing: Pairing;
  /** Undefined for whom it is no business. */
  readonly backups: BackupStatus | undefined;
}

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** `why` where the hub said it in a sentence. */
  | { readonly state: 'lost'; readonly since: Date; readonly why?: string };

const activityKept = 500;
const eventsKept = 50;
/** Readings may overtake each other on their way by less than that. */
const comesLate = 60_000;
const everything = [
  'devices',
  'rooms',
  'inbox',
  'activity',
  'values',
  'session',
  'vault',
  'pairing',
  'backups',
] as const;

/**
 * What this browser knows of the home. One snapshot, then one stream of events; both go through
 * here and nothing else changes it.
 */
export class HomeState {
  session: Session | undefined;
  connection: Connection = { state: 'connecting' };
  /** There while the whole hub waits for somebody to unlock it. */
  closedHub: Vault | undefined;
  /** False until the first snapshot is in: nothing can be said about the home before. */
  isLoaded = false;
  readonly devices = new Map<string, Device>();
  readonly values = new Map<string, Map<string, Value>>();
  /** What happened at each device since this page is open, the newest first. */
  readonly events = new Map<string, readonly Happening[]>();
  /** How often the past of a device was deleted since this page is open. */
  readonly erasures = new Map<string, number>();
  readonly inbox = new Map<string, InboxEntry>();
  rooms: readonly Room[] = [];
  activity: readonly Activity[] = [];
  vault: Vault | undefined;
  pairing: Pairing = { open: false, tries: [] };
  /** How it stands with them, for an owner. */
  backups: BackupStatus | undefined;
  verification: Verification | undefined;

  constructor(readonly topics: Topics) {}

  signedIn(session: Session): void {
    this.closedHub = undefined;
    this.session = session;
    this.topics.changed('session');
  }

  hubIsClosed(vault: Vault): void {
    this.closedHub = vault;
    this.topics.changed('session');
  }

  connected(connection: Connection): void {
    this.connection = connection;
    this.topics.changed('connection');
  }

  /** Somebody else's home must not be seen after a sign-out. */
  forget(): void {
    this.devices.clear();
    this.values.clear();
    this.events.clear();
    this.erasures.clear();
    this.inbox.clear();
    this.rooms = [];
    this.activity = [];
    this.vault = undefined;
    this.pairing = { open: false, tries: [] };
    this.backups = undefined;
    this.verification = undefined;
    this.isLoaded = false;
    this.connection = { state: 'connecting' };
  }

  load(snapshot: Snapshot): void {
    const present = new Set(snapshot.devices.map((it) => it.id));
    for (const id of this.devices.keys()) if (!present.has(id)) this.#removeDevice(id);
    for (const device of snapshot.devices) this.#putDevice(device);
    this.inbox.clear();
    for (const entry of snapshot.inbox) this.inbox.set(entry.id, entry);
    this.rooms = inUsualOrder(snapshot.rooms);
    this.activity = snapshot.activity ?? [];
    this.vault = snapshot.vault;
    this.pairing = snapshot.pairing;
    this.backups = snapshot.backups;
    this.isLoaded = true;
    for (const topic of everything) this.topics.changed(topic);
  }

  apply(event: HubEvent): void {
    switch (event.name) {
      case 'readings':
        return this.#read(event.data);
      case 'event': {
        const { device } = event.data;
        const before = this.events.get(device) ?? [];
        this.events.set(device, [event.data, ...before].slice(0, eventsKept));
        return this.topics.changed(`events:${device}`);
      }
      case 'past-erased': {
        const { id } = event.data;
        this.events.delete(id);
        this.erasures.set(id, (this.erasures.get(id) ?? 0) + 1);
        return this.topics.changed(`events:${id}`);
      }
      case 'device':
        return this.#putDevice(event.data);
      case 'device-removed':
        return this.#removeDevice(event.data.id);
      case 'inbox':
        this.inbox.set(event.data.id, event.data);
        return this.topics.changed('inbox');
      case 'inbox-removed':
        this.inbox.delete(event.data.id);
        return this.topics.changed('inbox');
      case 'rooms':
        this.rooms = inUsualOrder(event.data);
        return this.topics.changed('rooms');
      case 'activity':
        return this.#happened(event.data);
      case 'vault':
        this.vault = event.data;
        return this.topics.changed('vault');
      case 'pairing':
        this.pairing = event.data;
        return this.topics.changed('pairing');
      case 'backups':
        this.backups = event.data;
        return this.topics.changed('backups');
      case 'verification':
        this.verification = event.data;
        return this.topics.changed('verification');
      case 'hello':
      case 'gap':
        return; // The one who owns the stream loads a snapshot.
    }
  }

  valueOf(device: string, property: string): Value | undefined {
    return this.values.get(device)?.get(property);
  }

  /**
   * A value newer than what we have; what comes late and is older changes nothing. What is much
   * older did not come late: the hub's clock was set back.
   */
  putValue(device: string, property: string, value: Value): void {
    const values = this.values.get(device) ?? new Map<string, Value>();
    this.values.set(device, values);
    const before = values.get(property);
    const older = before ? Date.parse(before.time) - Date.parse(value.time) : 0;
    if (older > 0 && older < comesLate) return;
    values.set(property, value);
    this.topics.changed(`values:${device}`);
    this.topics.changed('values');
  }

  addEarlier(entries: readonly Activity[]): void {
    const known = new Set(this.activity.map((it) => it.id));
    this.activity = [...this.activity, ...entries.filter((it) => !known.has(it.id))];
    this.topics.changed('activity');
  }

  /** Found devices that a person can add. */
  get waiting(): number {
    return [...this.inbox.values()].filter((it) => it.acceptable).length;
  }

  get isPastLocked(): boolean {
    return this.vault?.state === 'past-locked';
  }

  /** What an owner has to know of the store. */
  get storeNotices() {
    return this.vault?.notices ?? [];
  }

  /** The hub closes it by itself, which its own event may tell a moment later. */
  get isPairingOpen(): boolean {
    const { open, closes } = this.pairing;
    return open && (closes === undefined || Date.parse(closes) > Date.now());
  }

  get isOwner(): boolean {
    return this.session?.resident?.role === 'owner';
  }

  devicesIn(room: string | undefined): Device[] {
    return [...this.devices.values()].filter((it) => it.room?.id === room);
  }

  #read({ device, readings }: Readings): void {
    for (const { property, value, time } of readings) {
      this.putValue(device, property, { value, time });
    }
  }

  #putDevice({ values, happened, ...device }: Device): void {
    this.devices.set(device.id, device);
    if (happened && !this.events.has(device.id)) {
      this.events.set(device.id, [{ device: device.id, ...happened }]);
      this.topics.changed(`events:${device.id}`);
    }
    for (const [property, value] of Object.entries(values ?? {})) {
      this.putValue(device.id, property, value as Value);
    }
    this.topics.changed('devices');
    this.topics.changed(`values:${device.id}`);
  }

  #removeDevice(id: string): void {
    this.devices.delete(id);
    this.values.delete(id);
    this.events.delete(id);
    this.erasures.delete(id);
    this.topics.changed('devices');
    this.topics.changed('values');
  }

  #happened(entry: Activity): void {
    const others = this.activity.filter((it) => it.id !== entry.id);
    this.activity = [entry, ...others].sort((a, b) => b.id - a.id).slice(0, activityKept);
    this.topics.changed('activity');
  }
}
