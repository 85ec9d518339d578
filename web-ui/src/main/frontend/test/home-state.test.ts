import { beforeEach, describe, expect, it } from 'vitest';
import type { HubEvent } from '../src/api/event-stream.js';
import type { Device } from '../src/api/types.js';
import { HomeState, type Snapshot } from '../src/state/home-state.js';
import { LiveHome } from '../src/state/live-home.js';
import { Topics } from '../src/state/topics.js';
import { aLamp, kitchen } from './homes.js';

let frames: (() => void)[];
let topics: Topics;
let home: HomeState;
const nextFrame = () => frames.splice(0).forEach((frame) => frame());
const empty: Snapshot = {
  devices: [],
  rooms: [],
  inbox: [],
  activity: [],
  vault: { state: 'open', opensWith: [] },
  pairing: { open: false, tries: [] },
  backups: undefined,
};
const reading = (device: Device, value: unknown, time: string): HubEvent => ({
  name: 'readings',
  data: { device: device.id, readings: [{ property: 'on', value, time }] },
});

beforeEach(() => {
  frames = [];
  topics = new Topics((flush) => frames.push(flush));
  home = new HomeState(topics);
});

describe('topics', () => {
  it('tell a listener once a frame, however much changed', () => {
    let told = 0;
    const listener = () => told++;
    topics.watch('values:a', listener);
    topics.watch('devices', listener);
    for (let i = 0; i < 1000; i++) topics.changed('values:a');
    topics.changed('devices');
    expect(told).toBe(0);
    nextFrame();
    expect(told).toBe(1);
  });

  it('tell nothing to who left, nor of what did not change', () => {
    let told = 0;
    const leave = topics.watch('values:a', () => told++);
    topics.watch('values:b', () => told++);
    leave();
    topics.changed('values:a');
    nextFrame();
    expect(told).toBe(0);
  });

  it('tell again in the next frame', () => {
    let told = 0;
    topics.watch('rooms', () => told++);
    topics.changed('rooms');
    nextFrame();
    topics.changed('rooms');
    nextFrame();
    expect(told).toBe(2);
  });
});

describe('the state of the home', () => {
  it('starts with the values of the snapshot', () => {
    const lamp = aLamp({ values: { on: true } });
    home.load({ ...empty, devices: [lamp], rooms: [kitchen] });
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(true);
    expect(home.rooms).toEqual([kitchen]);
    expect(home.isLoaded).toBe(true);
  });

  it('goes on when the clock of the hub was set back', () => {
    const lamp = aLamp({ values: { on: false } });
    home.load({ ...empty, devices: [lamp] });
    const tells = (value: boolean, time: string) =>
      home.apply({
        name: 'readings',
        data: { device: lamp.id, readings: [{ property: 'on', value, time }] },
      });
    tells(true, '2027-05-01T10:00:00Z');
    tells(false, '2026-05-01T10:00:01Z');
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(false);
  });

  it('follows readings, and ignores one that comes late and is older', () => {
    const lamp = aLamp({ values: { on: false }, at: '2026-01-01T12:00:00Z' });
    home.load({ ...empty, devices: [lamp] });
    home.apply(reading(lamp, true, '2026-01-01T12:00:05Z'));
    home.apply(reading(lamp, false, '2026-01-01T12:00:03Z'));
    expect(home.valueOf(lamp.id, 'on')).toEqual({ value: true, time: '2026-01-01T12:00:05Z' });
  });

  it('keeps values when a device event comes without them', () => {
    const lamp = aLamp({ values: { on: true } });
    home.load({ ...empty, devices: [lamp] });
    const { values: _values, ...renamed } = { ...lamp, title: 'Reading lamp' };
    home.apply({ name: 'device', data: renamed });
    expect(home.devices.get(lamp.id)?.title).toBe('Reading lamp');
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(true);
  });

  it('forgets what is removed, by event or by a snapshot without it', () => {
    const [one, other] = [aLamp({ values: { on: true } }), aLamp({ values: { on: true } })];
    home.load({ ...empty, devices: [one, other] });
    home.apply({ name: 'device-removed', data: { id: one.id } });
    expect([...home.devices.keys()]).toEqual([other.id]);
    home.load(empty);
    expect(home.devices.size).toBe(0);
    expect(home.valueOf(other.id, 'on')).toBeUndefined();
  });

  it('keeps activity newest first and each entry once', () => {
    const entry = (id: number) => ({
      id,
      time: '2026-01-01T12:00:00Z',
      actor: { kind: 'person', name: 'Anna' } as const,
      action: 'sign-in',
      outcome: 'done' as const,
    });
    home.load({ ...empty, activity: [entry(2), entry(1)] });
    home.apply({ name: 'activity', data: entry(3) });
    home.apply({ name: 'activity', data: entry(3) });
    home.addEarlier([entry(1), entry(0)]);
    expect(home.activity.map((it) => it.id)).toEqual([3, 2, 1, 0]);
  });
});

describe('the live home', () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it('applies after the snapshot what was said while it was on its way', async () => {
    const lamp = aLamp({ values: { on: false }, at: '2026-01-01T12:00:00Z' });
    let arrive: (snapshot: Snapshot) => void = () => {};
    const live = new LiveHome(
      home,
      () => {},
      () => new Promise((resolve) => (arrive = resolve)),
    );
    live.heard({ name: 'hello', data: { version: '1', time: '' } });
    live.heard(reading(lamp, true, '2026-01-01T12:00:01Z'));
    expect(home.valueOf(lamp.id, 'on')).toBeUndefined();
    arrive({ ...empty, devices: [lamp] });
    await settled();
    expect(home.valueOf(lamp.id, 'on')?.value).toBe(true);
    expect(home.connection).toEqual({ state: 'live' });
  });

  it('loads anew after a gap', async () => {
    let loads = 0;
    const live = new LiveHome(
      home,
      () => {},
      async () => (loads++, empty),
    );
    live.heard({ name: 'hello', data: { version: '1', time: '' } });
    await settled();
    live.heard({ name: 'gap', data: {} });
    await settled();
    expect(loads).toBe(2);
  });

  it('takes the newer of two snapshots, in whatever order they arrive', async () => {
    const arrivals: ((snapshot: Snapshot) => void)[] = [];
    const live = new LiveHome(
      home,
      () => {},
      () => new Promise((resolve) => arrivals.push(resolve)),
    );
    live.heard({ name: 'hello', data: { version: '1', time: '' } });
    live.heard({ name: 'gap', data: {} });
    arrivals[1]!({ ...empty, rooms: [kitchen] });
    await settled();
    arrivals[0]!(empty);
    await settled();
    expect(home.rooms).toEqual([kitchen]);
  });
});
