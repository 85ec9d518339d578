import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HubProblem } from '../src/api/problem.js';
import type { CommandStatus } from '../src/api/types.js';
import { Commands } from '../src/state/commands.js';
import { HomeState } from '../src/state/home-state.js';
import { Topics } from '../src/state/topics.js';
import { aLamp } from './homes.js';

interface Sent {
  readonly value: unknown;
  confirm(): void;
  fail(problem: HubProblem): void;
}

let home: HomeState;
let sent: Sent[];
let commands: Commands;
let answer: CommandStatus | undefined;
let later: CommandStatus['status'];
const asleep: CommandStatus = {
  status: 'pending',
  href: '/api/v1/commands/t1',
  timeRequested: '2026-01-01T13:00:00Z',
  until: '2026-01-01T14:00:00Z',
  detail: 'It slept on.',
};
const lamp = aLamp({ values: { on: false, brightness: 10 } });
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-01T13:00:00Z') });
  home = new HomeState(new Topics(() => {}));
  home.load({
    devices: [lamp],
    rooms: [],
    inbox: [],
    activity: [],
    vault: { state: 'open', opensWith: [] },
    pairing: { open: false, tries: [] },
    backups: undefined,
  });
  sent = [];
  answer = undefined;
  later = 'pending';
  commands = new Commands(
    home,
    (_thing, _property, value) =>
      new Promise((confirm, fail) => sent.push({ value, confirm: () => confirm(answer), fail })),
    () => Promise.resolve({ ...asleep, status: later }),
  );
});

describe('a command', () => {
  it('is on its way at once, and the value stays what the device last said', () => {
    void commands.send(lamp.id, 'on', true);
    expect(commands.of(lamp.id, 'on')).toEqual({ phase: 'sending', target: true });
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(false);
  });

  it('is confirmed when the device has confirmed it, and then fades', async () => {
    void commands.send(lamp.id, 'on', true);
    sent[0]!.confirm();
    await settled();
    expect(commands.of(lamp.id, 'on')?.phase).toBe('confirmed');
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(commands.of(lamp.id, 'on')).toBeUndefined();
  });

  it('that did not happen says why, and changes no value', async () => {
    void commands.send(lamp.id, 'on', true);
    sent[0]!.fail(new HubProblem(504, 'urn:x', 'The lamp did not answer.'));
    await settled();
    expect(commands.of(lamp.id, 'on')).toEqual({
      phase: 'failed',
      target: true,
      reason: 'The lamp did not answer.',
    });
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(false);
  });

  it('is tried again with the same wish', async () => {
    void commands.send(lamp.id, 'on', true);
    sent[0]!.fail(new HubProblem(504, 'urn:x', 'No.'));
    await settled();
    commands.retry(lamp.id, 'on');
    expect(sent.map((it) => it.value)).toEqual([true, true]);
    expect(commands.of(lamp.id, 'on')?.phase).toBe('sending');
  });

  it('waits for the one before, and only the newest wish is kept', async () => {
    for (const value of [20, 30, 40]) void commands.send(lamp.id, 'brightness', value);
    expect(sent.map((it) => it.value)).toEqual([20]);
    expect(commands.of(lamp.id, 'brightness')).toEqual({ phase: 'sending', target: 40 });
    sent[0]!.confirm();
    await settled();
    expect(sent.map((it) => it.value)).toEqual([20, 40]);
  });

  it('to a device that sleeps waits, and is confirmed when it woke', async () => {
    answer = asleep;
    void commands.send(lamp.id, 'on', true);
    sent[0]!.confirm();
    await settled();
    expect(commands.of(lamp.id, 'on')).toEqual({ phase: 'waiting', target: true });
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(commands.of(lamp.id, 'on')?.phase).toBe('waiting');
    later = 'completed';
    await vi.advanceTimersByTimeAsync(5000);
    expect(commands.of(lamp.id, 'on')?.phase).toBe('confirmed');
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(true);
  });

  it('believes what a device that woke said since more than the wish that waited', async () => {
    answer = asleep;
    void commands.send(lamp.id, 'on', true);
    sent[0]!.confirm();
    await settled();
    home.putValue(lamp.id, 'on', { value: true, time: '2026-01-01T13:00:01Z' });
    home.putValue(lamp.id, 'on', { value: false, time: '2026-01-01T13:00:02Z' });
    later = 'completed';
    await vi.advanceTimersByTimeAsync(5000);
    expect(commands.of(lamp.id, 'on')?.phase).toBe('confirmed');
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(false);
  });

  it('believes the device also where the clocks of hub and browser differ', async () => {
    void commands.send(lamp.id, 'brightness', 63);
    home.putValue(lamp.id, 'brightness', { value: 62, time: '2026-01-01T12:59:30Z' });
    sent[0]!.confirm();
    await settled();
    expect(home.valueOf(lamp.id, 'brightness')?.value).toBe(62);
  });

  it('freezes nothing where the clock of the browser is ahead', async () => {
    vi.setSystemTime('2026-01-01T18:00:00Z');
    void commands.send(lamp.id, 'on', true);
    sent[0]!.confirm();
    await settled();
    home.apply({
      name: 'readings',
      data: {
        device: lamp.id,
        readings: [{ property: 'on', value: false, time: '2026-01-01T13:00:02Z' }],
      },
    });
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(false);
  });

  it('to a device that does not wake says that it did not happen', async () => {
    answer = asleep;
    later = 'failed';
    void commands.send(lamp.id, 'on', true);
    sent[0]!.confirm();
    await vi.advanceTimersByTimeAsync(5000);
    expect(commands.of(lamp.id, 'on')).toEqual({
      phase: 'failed',
      target: true,
      reason: 'It slept on.',
    });
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(false);
  });

  it('that is no value is asked after until the device woke, or nobody wants to know', async () => {
    let wanted = true;
    const told: unknown[] = [];
    void commands.settled(asleep, () => wanted).then((it) => told.push(it?.status));
    await vi.advanceTimersByTimeAsync(5000);
    expect(told).toEqual([]);
    later = 'completed';
    await vi.advanceTimersByTimeAsync(5000);
    expect(told).toEqual(['completed']);
    later = 'pending';
    void commands.settled(asleep, () => wanted).then((it) => told.push(it?.status));
    wanted = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(told).toEqual(['completed', undefined]);
  });

  it('believes what the device said meanwhile more than its own wish', async () => {
    void commands.send(lamp.id, 'brightness', 63);
    home.putValue(lamp.id, 'brightness', { value: 62, time: '2026-01-01T13:00:01Z' });
    sent[0]!.confirm();
    await settled();
    expect(home.valueOf(lamp.id, 'brightness')?.value).toBe(62);
  });
});
