/**
 * What a part of the page can watch. `values:ID`, `events:ID` and `commands:ID` are about one
 * device.
 */
export type Topic =
  | 'session'
  | 'connection'
  | 'devices'
  | 'rooms'
  | 'inbox'
  | 'activity'
  | 'values'
  | 'route'
  | 'preferences'
  | 'notices'
  | 'vault'
  | 'pairing'
  | 'backups'
  | 'verification'
  | `values:${string}`
  | `events:${string}`
  | `commands:${string}`;

type Listener = () => void;

/**
 * Tells listeners what changed, at most once per frame however many readings came in between; each
 * listener once even if it watches several of the changed topics.
 */
export class Topics {
  readonly #listeners = new Map<Topic, Set<Listener>>();
  readonly #changed = new Set<Topic>();
  #isDue = false;

  constructor(private readonly onNextFrame: (flush: Listener) => void) {}

  changed(topic: Topic): void {
    this.#changed.add(topic);
    if (this.#isDue) return;
    this.#isDue = true;
    this.onNextFrame(() => this.#tell());
  }

  watch(topic: Topic, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(topic);
    };
  }

  #tell(): void {
    this.#isDue = false;
    const due = new Set<Listener>();
    for (const topic of this.#changed) {
      for (const listener of this.#listeners.get(topic) ?? []) due.add(listener);
    }
    this.#changed.clear();
    for (const listener of due) listener();
  }
}
