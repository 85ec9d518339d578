import { EventStream, type HubEvent } from '../api/event-stream.js';
import { hub } from '../api/hub.js';
import { HubProblem } from '../api/problem.js';
import type { Vault } from '../api/types.js';
import type { HomeState, Snapshot } from './home-state.js';

const longUnseen = 60_000;

/**
 * Keeps the state of the home in step with the hub: a snapshot on `hello` and on `gap`, and the
 * events after it. What arrives while a snapshot is on its way is applied after it.
 */
export class LiveHome {
  readonly #stream = new EventStream(
    (event) => this.#heard(event),
    (refused) => this.#broken(refused),
  );
  /** Events held back while a snapshot is on its way. */
  #held: HubEvent[] | undefined;
  #snapshots = 0;
  #isOpen = false;
  #isAsleep = false;
  #unseen: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly home: HomeState,
    /** Asked to find out who is signed in, when the stream ended or is refused. */
    private readonly onLost: () => void,
    private readonly loadSnapshot: (isOwner: boolean) => Promise<Snapshot> = snapshot,
  ) {
    globalThis.document?.addEventListener('visibilitychange', () => this.#seen());
  }

  start(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#isAsleep = false;
    this.#stream.open();
  }

  stop(): void {
    this.#isOpen = false;
    this.#held = undefined;
    this.#snapshots++;
    this.#stream.close();
    this.home.forget();
  }

  /** For what the stream says and, in tests, for what it would say. */
  heard(event: HubEvent): void {
    this.#heard(event);
  }

  #heard(event: HubEvent): void {
    const wasLocked = this.home.isPastLocked;
    if (event.name === 'hello' || event.name === 'gap') void this.#load();
    else if (this.#held) this.#held.push(event);
    else this.home.apply(event);
    // Who did what belongs to the past: it can be read now, or not any more.
    if (event.name === 'vault' && this.home.isPastLocked !== wasLocked) void this.#load();
  }

  async #load(): Promise<void> {
    const mine = ++this.#snapshots;
    this.#held ??= [];
    for (let wait = 500; mine === this.#snapshots; wait = Math.min(wait * 2, 8000)) {
      try {
        const loaded = await this.loadSnapshot(this.home.isOwner);
        if (mine !== this.#snapshots) return;
        const held = this.#held ?? [];
        this.#held = undefined;
        this.home.load(loaded);
        for (const event of held) this.home.apply(event);
        this.home.connected({ state: 'live' });
        return;
      } catch (failure) {
        if (failure instanceof HubProblem && failure.status === 401) return;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  #broken(refused: boolean): void {
    const isNew = this.home.connection.state !== 'lost';
    if (isNew) this.home.connected({ state: 'lost', since: new Date() });
    // The hub also ends the stream of a session that is over: then nothing may stay on the page.
    if (isNew || refused) this.onLost();
    if (refused) void this.#askWhy();
  }

  /** A page too many shows the home as it is now, and says what a person can do. */
  async #askWhy(): Promise<void> {
    const why = await this.#stream.refusal();
    const { connection } = this.home;
    if (why?.status !== 429 || connection.state !== 'lost') return;
    this.home.connected({ ...connection, why: why.message });
    if (this.home.isLoaded) return;
    const mine = ++this.#snapshots;
    const loaded = await this.loadSnapshot(this.home.isOwner).catch(() => undefined);
    if (loaded && mine === this.#snapshots) this.home.load(loaded);
  }

  /** A page that nobody sees gives its line back: a browser has only a few for one hub. */
  #seen(): void {
    clearTimeout(this.#unseen);
    if (!this.#isOpen) return;
    if (document.visibilityState === 'hidden') {
      this.#unseen = setTimeout(() => {
        this.#stream.close();
        this.#isAsleep = true;
      }, longUnseen);
    } else if (this.#isAsleep) {
      this.#isAsleep = false;
      this.#stream.open();
    }
  }
}

/** The home is shown even where one of the things about it cannot be asked. */
async function snapshot(isOwner: boolean): Promise<Snapshot> {
  const vault = await hub.vault().catch((): Vault => ({ state: 'open', opensWith: [] }));
  const noPairing = { open: false, tries: [] };
  const [devices, rooms, inbox, pairing, backups, activity] = await Promise.all([
    hub.devices(),
    hub.rooms(),
    hub.inbox(),
    isOwner ? hub.pairing().catch(() => noPairing) : noPairing,
    isOwner
      ? hub.backups().then(
          ({ status }) => status,
          () => undefined,
        )
      : undefined,
    vault.state === 'past-locked' ? undefined : hub.activity(),
  ]);
  return { devices, rooms, inbox, activity, vault, pairing, backups };
}
