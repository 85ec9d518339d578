import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { sentenceOf } from '../api/problem.js';

/** What a page asks the hub for once it is opened, and renders as it comes. */
export class Loading<T> implements ReactiveController {
  value: T | undefined;
  trouble = '';
  failure: unknown;
  #asked = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ask: () => Promise<T>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    void this.again();
  }

  hostDisconnected(): void {
    this.#asked++;
  }

  /** Asks anew; what is there already stays until the answer is in. */
  async again(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const value = await this.ask();
      if (mine !== this.#asked) return;
      this.put(value);
    } catch (failure) {
      if (mine !== this.#asked) return;
      this.failure = failure;
      this.trouble = sentenceOf(failure);
      this.host.requestUpdate();
    }
  }

  /** Takes a newer answer that came some other way. */
  put(value: T): void {
    this.value = value;
    this.trouble = '';
    this.failure = undefined;
    this.host.requestUpdate();
  }
}
