import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { sentenceOf } from '../api/problem.js';

/** Something a person pressed a button for: on its way, or why it did not happen. */
export class Deed implements ReactiveController {
  isGoing = false;
  trouble = '';
  failure: unknown;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** @return whether it happened */
  async go(deed: () => Promise<unknown>): Promise<boolean> {
    if (this.isGoing) return false;
    this.isGoing = true;
    this.say('');
    try {
      await deed();
      return true;
    } catch (failure) {
      this.failure = failure;
      this.trouble = sentenceOf(failure);
      return false;
    } finally {
      this.isGoing = false;
      this.host.requestUpdate();
    }
  }

  say(trouble: string): void {
    this.trouble = trouble;
    this.failure = undefined;
    this.host.requestUpdate();
  }
}
