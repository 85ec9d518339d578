import { beforeEach, describe, expect, it } from 'vitest';
import type { Happening } from '../src/api/types.js';
import { dataText, lastHappened, newestFirst } from '../src/model/happened.js';
import { essentialsOf } from '../src/model/main-value.js';
import { eventsOf } from '../src/model/thing.js';
import { HomeState } from '../src/state/home-state.js';
import { Topics } from '../src/state/topics.js';
import { aDevice } from './homes.js';

const pressed = { title: 'pressed', data: { type: 'string', enum: ['short', 'long-press'] } };
const eventOf = (affordance: unknown) =>
  eventsOf({ description: { events: { it: affordance } } })[0]!;

describe('what came with an event', () => {
  it('is nothing where nothing came', () => {
    const event = eventOf({});
    expect(event.title).toBe('It');
    expect(dataText(event, undefined)).toBe('');
    expect(dataText(event, null)).toBe('');
  });

  it('is said in words, with its unit', () => {
    expect(eventOf(pressed).title).toBe('Pressed');
    expect(dataText(eventOf(pressed), 'long-press')).toBe('long press');
    expect(dataText(eventOf({ data: { type: 'number', unit: '%' } }), 80)).toMatch(/^80\s%$/);
  });

  it('is each member of an object by its name, as far as a line goes', () => {
    const event = eventOf({
      data: { type: 'object', properties: { doorNumber: { type: 'integer' } } },
    });
    expect(dataText(event, { doorNumber: 3, who: 'Anna' })).toBe('Door number 3, Who Anna');
  });

  it('is told of an event that is no longer described, too', () => {
    expect(dataText(undefined, 'short')).toBe('short');
  });
});

describe('what happened', () => {
  const at = (time: string, event = 'pressed'): Happening => ({ device: 'd', event, time });

  it('is shown once, the newest first, however it was heard of', () => {
    const early = at('2026-11-22T12:00:00Z');
    const late = at('2026-11-22T12:05:00Z');
    const other = at('2026-11-22T12:05:00Z', 'rung');
    expect(newestFirst([early, late, other, { ...late }])).toEqual([late, other, early]);
  });
});

describe('a card', () => {
  const bell = (properties: Record<string, unknown>) => {
    const device = aDevice({ properties });
    return { ...device, description: { ...device.description, events: { pressed } } };
  };

  it('says what happened last of what has only its battery to say besides', () => {
    const device = bell({ battery: { '@type': 'BatteryProperty', type: 'integer' } });
    const { kind, main, tells } = essentialsOf(device);
    expect([kind, main, tells]).toEqual(['button', undefined, true]);
    const time = '2026-11-22T12:00:00Z';
    const happened = [{ device: device.id, event: 'pressed', data: 'short', time }];
    expect(lastHappened(device, happened)).toEqual({ title: 'Pressed', said: 'short', time });
    expect(lastHappened(device, undefined)).toBeUndefined();
  });

  it('says how a device is that has more to say', () => {
    const device = bell({ open: { '@type': 'OpenProperty', type: 'boolean' } });
    expect(essentialsOf(device).tells).toBe(false);
    expect(essentialsOf(device).main?.name).toBe('open');
  });
});

describe('the state of the home', () => {
  let home: HomeState;
  let changes: number;
  const device = aDevice({});

  beforeEach(() => {
    const topics = new Topics((flush) => flush());
    home = new HomeState(topics);
    changes = 0;
    topics.watch(`events:${device.id}`, () => changes++);
  });

  const happens = (time: string) =>
    home.apply({ name: 'event', data: { device: device.id, event: 'pressed', time } });

  it('remembers the last events of a device', () => {
    for (let i = 10; i < 80; i++) happens(`2026-11-22T12:00:00.0${i}Z`);
    expect(home.events.get(device.id)).toHaveLength(50);
    expect(home.events.get(device.id)![0]!.time).toBe('2026-11-22T12:00:00.079Z');
    expect(changes).toBe(70);
  });

  it('begins with the last one that the hub knows of', () => {
    const time = '2026-11-22T12:00:00Z';
    home.apply({ name: 'device', data: { ...device, happened: { event: 'pressed', time } } });
    expect(home.events.get(device.id)).toEqual([{ device: device.id, event: 'pressed', time }]);
    expect(home.devices.get(device.id)).not.toHaveProperty('happened');
  });

  it('forgets them with the past of the device, and when nobody is signed in', () => {
    happens('2026-11-22T12:00:00Z');
    home.apply({ name: 'past-erased', data: { id: device.id } });
    expect(home.events.has(device.id)).toBe(false);
    expect(home.erasures.get(device.id)).toBe(1);
    happens('2026-11-22T12:00:00Z');
    home.forget();
    expect(home.events.size).toBe(0);
  });
});
