import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { InboxEntry } from '../api/types.js';
import { guessRoom } from '../model/room-guess.js';
import type { HomeState } from './home-state.js';

/** What a person wants a found device to be called and where it stands, and how adding it goes. */
export interface Wanted {
  readonly title: string;
  readonly room: string;
  readonly phase: 'waiting' | 'adding';
  readonly trouble: string;
}

/** The inbox as one page edits it: names and rooms guessed until a person says otherwise. */
export class Accepting {
  readonly #wanted = new Map<string, Partial<Wanted>>();
  /** Being ignored, but still to be taken back. */
  readonly #leaving = new Set<string>();

  constructor(
    private readonly home: HomeState,
    private readonly onChange: () => void,
  ) {}

  entries(): readonly InboxEntry[] {
    return [...this.home.inbox.values()]
      .filter((it) => !this.#leaving.has(it.id))
      .sort((a, b) => Number(b.acceptable) - Number(a.acceptable));
  }

  wantedFor(entry: InboxEntry): Wanted {
    return {
      title: entry.title,
      room: guessRoom(entry.title, this.home.rooms),
      phase: 'waiting',
      trouble: '',
      ...this.#wanted.get(entry.id),
    };
  }

  change(entry: InboxEntry, change: Partial<Wanted>): void {
    this.#wanted.set(entry.id, { ...this.#wanted.get(entry.id), ...change });
    this.onChange();
  }

  /** @return whether it is a device now; if not, its `trouble` says why. */
  async accept(entry: InboxEntry): Promise<boolean> {
    const { title, room } = this.wantedFor(entry);
    this.change(entry, { phase: 'adding', trouble: '', title, room });
    try {
      const device = await hub.accept(entry.id, {
        ...(title.trim() ? { title: title.trim() } : {}),
        ...(room.trim() ? { room: room.trim() } : {}),
      });
      // The stream may have told of it already, and of its status since.
      if (!this.home.devices.has(device.id)) this.home.apply({ name: 'device', data: device });
      this.home.apply({ name: 'inbox-removed', data: { id: entry.id } });
      this.#wanted.delete(entry.id);
      return true;
    } catch (failure) {
      this.change(entry, { phase: 'waiting', trouble: sentenceOf(failure) });
      return false;
    }
  }

  setLeaving(entry: InboxEntry, isLeaving: boolean): void {
    if (isLeaving) this.#leaving.add(entry.id);
    else this.#leaving.delete(entry.id);
    this.onChange();
  }
}
