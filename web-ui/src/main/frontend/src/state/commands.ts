import { HubProblem, sentenceOf } from '../api/problem.js';
import type { CommandStatus, Value } from '../api/types.js';
import { sameValue } from '../model/values.js';
import type { HomeState } from './home-state.js';

/** Where a command stands. There is no state for 'probably'. */
export type Command =
  | { readonly phase: 'sending'; readonly target: unknown }
  /** The device sleeps: it is told when it wakes. */
  | { readonly phase: 'waiting'; readonly target: unknown }
  | { readonly phase: 'confirmed'; readonly target: unknown }
  | { readonly phase: 'failed'; readonly target: unknown; readonly reason: string };

type Write = (
  thing: string,
  property: string,
  value: unknown,
) => Promise<CommandStatus | undefined>;
type Status = (ticket: string) => Promise<CommandStatus>;

const confirmationShown = 1800;
const askAgain = 5000;
const pending: Pick<CommandStatus, 'status' | 'detail'> = { status: 'pending' };

/**
 * Commands that people gave, one at a time for each property: while one is on its way only the
 * newest wish is kept, so that a slider does not queue up.
 */
export class Commands {
  readonly #commands = new Map<string, Command>();
  readonly #next = new Map<string, { target: unknown }>();

  constructor(
    private readonly home: HomeState,
    private readonly write: Write,
    private readonly status: Status,
  ) {}

  of(device: string, property: string): Command | undefined {
    return this.#commands.get(keyOf(device, property));
  }

  async send(device: string, property: string, target: unknown): Promise<void> {
    const key = keyOf(device, property);
    if (this.#commands.get(key)?.phase === 'sending') {
      this.#next.set(key, { target });
      this.#put(device, property, { phase: 'sending', target });
      return;
    }
    this.#put(device, property, { phase: 'sending', target });
    const before = this.home.valueOf(device, property);
    try {
      const answer = await this.write(device, property, target);
      if (this.#goOn(device, property)) return;
      if (answer?.status === 'pending') this.#wait(device, property, target, before, answer);
      else this.#confirm(device, property, target, before);
    } catch (failure) {
      if (this.#goOn(device, property)) return;
      this.#put(device, property, { phase: 'failed', target, reason: sentenceOf(failure) });
    }
  }

  retry(device: string, property: string): void {
    const command = this.of(device, property);
    if (command?.phase === 'failed') void this.send(device, property, command.target);
  }

  /** Sends the wish that came meanwhile, if there is one. */
  #goOn(device: string, property: string): boolean {
    const key = keyOf(device, property);
    const next = this.#next.get(key);
    if (!next) return false;
    this.#next.delete(key);
    this.#commands.delete(key);
    void this.send(device, property, next.target);
    return true;
  }

  /** What was heard since counts more than the wish; by the hub's clock, which may be another. */
  #confirm(device: string, property: string, target: unknown, before: Value | undefined): void {
    const known = this.home.valueOf(device, property);
    if (known === before && !(known && sameValue(known.value, target))) {
      const time = known?.time ?? new Date().toISOString();
      this.home.putValue(device, property, { value: target, time });
    }
    const confirmed: Command = { phase: 'confirmed', target };
    this.#put(device, property, confirmed);
    setTimeout(() => {
      if (this.of(device, property) === confirmed) this.#drop(device, property);
    }, confirmationShown);
  }

  /** Until it is known what came of it, or somebody wishes something else. */
  #wait(
    device: string,
    property: string,
    target: unknown,
    before: Value | undefined,
    answer: CommandStatus,
  ): void {
    const waiting: Command = { phase: 'waiting', target };
    this.#put(device, property, waiting);
    void this.settled(answer, () => this.of(device, property) === waiting).then((end) => {
      if (this.of(device, property) !== waiting) return;
      if (!end) this.#drop(device, property);
      else if (end.status === 'completed') this.#confirm(device, property, target, before);
      else this.#put(device, property, { phase: 'failed', target, reason: end.detail ?? '' });
    });
  }

  /**
   * What came of a command that waited for its device to wake; nothing if the hub does not know it
   * any longer, or nobody wants to know.
   */
  async settled(
    { href }: CommandStatus,
    isWanted: () => boolean,
  ): Promise<Pick<CommandStatus, 'status' | 'detail'> | undefined> {
    const ticket = href.slice(href.lastIndexOf('/') + 1);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, askAgain));
      if (!isWanted()) return undefined;
      const now = await this.status(ticket).catch((failure: unknown) =>
        failure instanceof HubProblem && failure.status === 404 ? undefined : pending,
      );
      if (now?.status !== 'pending') return now;
    }
  }

  #put(device: string, property: string, command: Command): void {
    this.#commands.set(keyOf(device, property), command);
    this.home.topics.changed(`commands:${device}`);
  }

  #drop(device: string, property: string): void {
    this.#commands.delete(keyOf(device, property));
    this.home.topics.changed(`commands:${device}`);
  }
}

function keyOf(device: string, property: string): string {
  return `${device}\n${property}`;
}
