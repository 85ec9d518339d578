import { type HubProblem, problemOf } from './problem.js';
import type {
  Activity,
  BackupStatus,
  Device,
  Happening,
  InboxEntry,
  Pairing,
  Readings,
  Room,
  Vault,
  Verification,
} from './types.js';

/** What the hub tells, by the name of its event. */
export interface HubEvents {
  hello: { version: string; time: string };
  readings: Readings;
  event: Happening;
  'past-erased': { id: string };
  device: Device;
  'device-removed': { id: string };
  inbox: InboxEntry;
  'inbox-removed': { id: string };
  rooms: Room[];
  activity: Activity;
  vault: Vault;
  pairing: Pairing;
  backups: BackupStatus;
  verification: Verification;
  gap: Record<string, never>;
}

export type HubEvent = {
  [Name in keyof HubEvents]: { name: Name; data: HubEvents[Name] };
}[keyof HubEvents];

const names: readonly (keyof HubEvents)[] = [
  'hello',
  'readings',
  'event',
  'past-erased',
  'device',
  'device-removed',
  'inbox',
  'inbox-removed',
  'rooms',
  'activity',
  'vault',
  'pairing',
  'backups',
  'verification',
  'gap',
];

const longestWait = 15_000;

/** This page to the hub: when its line broke, the next one takes the place of the one before. */
const address = `/api/v1/events?page=${crypto.randomUUID()}`;

/**
 * The hub's one stream, opened again for as long as it is wanted. The browser itself reconnects
 * after a broken line; after an HTTP error it gives up, and then this tries again, slower each time.
 */
export class EventStream {
  #source: EventSource | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #wait = 1000;

  constructor(
    private readonly onEvent: (event: HubEvent) => void,
    /** Told that the line broke; `refused` when the hub answered with an error. */
    private readonly onBroken: (refused: boolean) => void,
  ) {}

  open(): void {
    this.close();
    const source = new EventSource(address, { withCredentials: true });
    for (const name of names) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        this.#wait = 1000;
        this.onEvent({ name, data: JSON.parse(message.data) } as HubEvent);
      });
    }
    source.addEventListener('error', () => {
      const refused = source.readyState === EventSource.CLOSED;
      this.onBroken(refused);
      if (refused && this.#source === source) this.#tryAgain();
    });
    this.#source = source;
  }

  /** Why the hub does not let this page follow, which an EventSource keeps to itself. */
  async refusal(): Promise<HubProblem | undefined> {
    const asked = new AbortController();
    try {
      const response = await fetch(address, { cache: 'no-store', signal: asked.signal });
      return response.ok ? undefined : await problemOf(response);
    } catch {
      return undefined;
    } finally {
      asked.abort();
    }
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = undefined;
  }

  #tryAgain(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }
}
