import type { Topics } from './topics.js';

export interface Notice {
  readonly words: string;
  /** What undoing it means; then the deed itself waits until the notice is gone. */
  readonly undo?: () => void;
}

const shown = 6000;

/** One short message at the foot of the page, said politely to screen readers. */
export class Notices {
  current: Notice | undefined;
  #gone: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly topics: Topics) {
    // A deed that waits for its undo must not be forgotten when the page is closed.
    window.addEventListener('pagehide', () => this.#end());
  }

  say(words: string): void {
    this.#show({ words });
  }

  /** Says what is about to be done, and does it unless the person takes it back in time. */
  offerUndo(words: string, deed: () => void, undo: () => void): void {
    this.#show({ words, undo });
    this.#gone = deed;
  }

  takeBack(): void {
    const undo = this.current?.undo;
    this.#gone = undefined;
    this.#end();
    undo?.();
  }

  #show(notice: Notice): void {
    this.#end();
    this.current = notice;
    this.#timer = setTimeout(() => this.#end(), shown);
    this.topics.changed('notices');
  }

  #end(): void {
    clearTimeout(this.#timer);
    const deed = this.#gone;
    this.#gone = undefined;
    this.current = undefined;
    this.topics.changed('notices');
    deed?.();
  }
}
