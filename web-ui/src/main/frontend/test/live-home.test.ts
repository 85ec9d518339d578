import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HomeState, type Snapshot } from '../src/state/home-state.js';
import { LiveHome } from '../src/state/live-home.js';
import { Topics } from '../src/state/topics.js';
import { kitchen } from './homes.js';

/** What a browser makes of the hub's stream. */
class Line extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Line[] = [];
  readyState = 0;

  constructor(readonly address: string) {
    super();
    Line.opened.push(this);
  }

  close(): void {
    this.readyState = Line.CLOSED;
  }

  breaks(): void {
    this.dispatchEvent(new Event('error'));
  }

  isRefused(): void {
    this.close();
    this.breaks();
  }

  says(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

const seen: Snapshot = {
  devices: [],
  rooms: [kitchen],
  inbox: [],
  activity: [],
  vault: { state: 'open', opensWith: [] },
  pairing: { open: false, tries: [] },
  backups: undefined,
};
const tooMany =
  'This browser follows this home on 8 pages already. Close one of them and try again.';

let home: HomeState;
let asked: number;
let live: LiveHome;
const line = (): Line => Line.opened.at(-1)!;

beforeEach(() => {
  Line.opened = [];
  vi.stubGlobal('EventSource', Line);
  home = new HomeState(new Topics(() => {}));
  asked = 0;
  live = new LiveHome(
    home,
    () => asked++,
    async () => seen,
  );
  live.start();
});

afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
});

describe('a page', () => {
  it('calls itself the same each time it follows', () => {
    live.stop();
    live.start();

    expect(Line.opened).toHaveLength(2);
    expect(line().address).toBe(Line.opened[0]!.address);
  });

  it('asks at once who is signed in when its line ends, and once', async () => {
    line().says('hello', { version: '1', time: '2026-07-01T12:00:00Z' });
    await vi.waitFor(() => expect(home.connection.state).toBe('live'));

    line().breaks();
    line().breaks();

    expect(asked).toBe(1);
    expect(home.connection.state).toBe('lost');
  });

  it('that is one too many shows the home and what can be done', async () => {
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify({ detail: tooMany }), { status: 429 }),
    );

    line().isRefused();

    await vi.waitFor(() => expect(home.connection).toMatchObject({ state: 'lost', why: tooMany }));
    await vi.waitFor(() => expect(home.rooms).toEqual([kitchen]));
  });

  it('that is let in again is live, whatever was said before', async () => {
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify({ detail: tooMany }), { status: 429 }),
    );
    line().isRefused();
    await vi.waitFor(() => expect(home.connection).toHaveProperty('why'));

    line().says('hello', { version: '1', time: '2026-07-01T12:00:00Z' });

    await vi.waitFor(() => expect(home.connection).toEqual({ state: 'live' }));
  });
});
