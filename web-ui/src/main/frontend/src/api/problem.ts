import { text } from '../text/text.js';

/** What the hub would not or could not do, as a sentence for a person in `message`. */
export class HubProblem extends Error {
  constructor(
    /** HTTP status; 0 when the hub itself did not answer. */
    readonly status: number,
    readonly type: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'HubProblem';
  }

  /** Nothing is wrong: somebody has to unlock first. */
  get isLocked(): boolean {
    return this.status === 423;
  }

  get isHubSilent(): boolean {
    return this.status === 0;
  }
}

/** Reads problem+json, and makes do where an answer is not one. */
export async function problemOf(response: Response): Promise<HubProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const said = (body ?? {}) as { type?: unknown; title?: unknown; detail?: unknown };
  const sentence = [said.detail, said.title].find((it) => typeof it === 'string' && it !== '');
  return new HubProblem(
    response.status,
    typeof said.type === 'string' ? said.type : 'about:blank',
    typeof sentence === 'string' ? sentence : text.problem.unexplained(response.status),
  );
}

export const isLocked = (failure: unknown): boolean =>
  failure instanceof HubProblem && failure.isLocked;

/** Whether the hub asks if a device is one that is paired already. */
export const mayBePaired = (failure: unknown): boolean =>
  failure instanceof HubProblem && failure.type.endsWith(':already-paired');

export function sentenceOf(failure: unknown): string {
  return failure instanceof HubProblem ? failure.message : text.problem.ours;
}
