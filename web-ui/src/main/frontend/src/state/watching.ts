import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { topics } from './app.js';
import type { Topic } from './topics.js';

/** Renders its element again when one of the topics changed. The topics may depend on its properties. */
export class Watching implements ReactiveController {
  #stops: (() => void)[] = [];
  #watched = '';
  readonly #changed = (): void => this.host.requestUpdate();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly wanted: () => readonly Topic[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  #follow(): void {
    const wanted = this.wanted();
    const key = wanted.join('\n');
    if (key === this.#watched) return;
    this.#leave();
    this.#watched = key;
    this.#stops = wanted.map((topic) => topics.watch(topic, this.#changed));
  }

  #leave(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#watched = '';
  }
}
