import { beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../src/api/types.js';
import { activityWords } from '../src/model/activity-words.js';
import { guessRoom, roomSuggestions } from '../src/model/room-guess.js';
import { inUsualOrder } from '../src/model/room-order.js';
import { hexDump } from '../src/model/hex.js';
import { keepChoices, keepWords } from '../src/model/keeping.js';
import { sizeText } from '../src/model/sizes.js';
import { codeFromLink, tidySetupCode } from '../src/model/setup-code.js';
import {
  countdown,
  homeDate,
  lasting,
  near,
  since,
  startOfDay,
  useTimeZone,
} from '../src/model/times.js';
import { devicePath, routeOf } from '../src/state/router.js';
import { aDevice, affordances, aLamp, kitchen } from './homes.js';

describe('a room guessed from a title', () => {
  it.each([
    ['Kitchen window', 'Kitchen'],
    ['Desk lamp', 'Study'],
    ['front_door', 'Hallway'],
    ['LivingRoom thermostat', 'Living room'],
    ['Washing machine plug', 'Utility room'],
    ['Kidscorner', ''],
    ['Shelly 1PM', ''],
  ])('%s: %s', (title, room) => {
    expect(guessRoom(title, [])).toBe(room);
  });

  it("prefers the home's own rooms, the longest first", () => {
    const rooms = [
      { id: '1', title: 'Bath' },
      { id: '2', title: 'Guest bath' },
    ];
    expect(guessRoom('Guest bath mirror', rooms)).toBe('Guest bath');
  });

  it('writes a usual room as this home writes it', () => {
    expect(guessRoom('Fridge', [{ id: '1', title: 'KITCHEN' }])).toBe('KITCHEN');
  });

  it('suggests own rooms first and none twice', () => {
    const suggestions = roomSuggestions([{ id: '1', title: 'kitchen' }]);
    expect(suggestions[0]).toBe('kitchen');
    expect(suggestions.filter((it) => it.toLowerCase() === 'kitchen')).toHaveLength(1);
  });
});

describe('rooms', () => {
  it('stand as one walks through the home, those with a name of their own among them', () => {
    const rooms = ['Garden', 'Zen corner', 'Utility room', 'Kitchen', 'Guest bath', 'Living room'];
    expect(
      inUsualOrder(rooms.map((title) => ({ id: title, title }))).map((it) => it.title),
    ).toEqual(['Living room', 'Kitchen', 'Zen corner', 'Guest bath', 'Utility room', 'Garden']);
  });
});

describe('an activity entry', () => {
  const lamp = aLamp({ title: 'Hall lamp' });
  const radiator = aDevice({ title: 'Radiator', properties: { target: affordances.target } });
  const devices = new Map([lamp, radiator].map((it) => [it.id, it]));
  const say = (entry: Partial<Activity>) =>
    activityWords(
      {
        id: 1,
        time: '2026-01-01T12:00:00Z',
        actor: { kind: 'person', name: 'Anna' },
        action: 'write-property',
        outcome: 'done',
        ...entry,
      },
      devices,
    );

  it('says who turned what on', () => {
    const thing = { id: lamp.id, title: 'Hall lamp' };
    expect(say({ thing, property: 'on', old: false, new: true }).sentence).toBe(
      'Anna turned on Hall lamp',
    );
  });

  it('says values with their units, and what they were', () => {
    const thing = { id: radiator.id, title: 'Radiator' };
    const said = say({ thing, property: 'target', old: 20, new: 21.5 });
    expect(said.sentence.replace(/\u00a0/g, ' ')).toBe('Anna set target of Radiator to 21.5 °C');
    expect(said.before.replace(/\u00a0/g, ' ')).toBe('20.0 °C');
  });

  it('says what did not happen, and why', () => {
    const thing = { id: lamp.id, title: 'Hall lamp' };
    const said = say({
      thing,
      property: 'on',
      new: false,
      outcome: 'unreachable',
      reason: 'It did not answer.',
    });
    expect(said).toEqual({
      sentence: 'Anna tried to turn off Hall lamp',
      before: '',
      remark: 'It did not answer.',
    });
  });

  it('says what became of a room', () => {
    const room = { action: 'change-room', room: { title: 'Study' } };
    expect(say({ ...room, new: 'Study', reason: 'The room “Study” was made.' })).toEqual({
      sentence: 'Anna made the room “Study”',
      before: '',
      remark: '',
    });
    expect(say({ ...room, old: 'Office', new: 'Study' }).sentence).toBe(
      'Anna called the room “Office” “Study”',
    );
    expect(say({ ...room, old: 'Study' }).sentence).toBe('Anna removed the room “Study”');
  });

  it('speaks of devices that are gone and of deeds it does not know', () => {
    expect(
      say({ thing: { id: 'gone', title: 'Old plug' }, property: 'on', new: true }).sentence,
    ).toBe('Anna turned on Old plug');
    expect(say({ action: 'rotate-key', actor: { kind: 'hub', name: '' } }).sentence).toBe(
      'Hearth: rotate key',
    );
  });

  it('calls an action by its title', () => {
    lamp.description.actions = { test: { title: 'Test the alarm' } };
    const thing = { id: lamp.id, title: 'Hall lamp' };
    expect(say({ action: 'invoke-action', thing, property: 'test' }).sentence).toBe(
      'Anna started “Test the alarm” on Hall lamp',
    );
  });

  it('has words for whatever touches keys, the past and backups', () => {
    const words = (action: string, thing = {}) => say({ action, thing }).sentence;
    expect(words('unlock')).toBe('Anna unlocked the past');
    expect(words('erase-past', { title: 'Hall lamp' })).toBe('Anna deleted the past of Hall lamp');
    expect(say({ action: 'make-backup', actor: { kind: 'hub', name: '' } }).sentence).toBe(
      'Hearth made a backup',
    );
  });

  it('tells a device that acted by itself', () => {
    const thing = { id: lamp.id, title: 'Hall lamp' };
    const actor = { kind: 'device', name: 'Hall lamp' } as const;
    expect(say({ actor, thing, property: 'on', new: true }).sentence).toBe(
      'Hall lamp turned itself on',
    );
  });
});

describe('the setup code', () => {
  it.each([
    ['7k3m9qxt', '7K3M-9QXT'],
    [' 7K3M 9QXT ', '7K3M-9QXT'],
    ['oil1-oooo', '0111-0000'],
    ['7K', '7K'],
  ])('typed as %s is %s', (typed, code) => {
    expect(tidySetupCode(typed)).toBe(code);
  });

  it('comes with the link', () => {
    expect(codeFromLink('#code=7K3M-9QXT')).toBe('7K3M-9QXT');
    expect(codeFromLink('')).toBe('');
  });
});

describe('times', () => {
  beforeAll(() => useTimeZone('Europe/Berlin'));
  const now = new Date('2026-03-10T12:00:00Z');

  it.each([
    ['2026-03-10T11:59:55Z', 'just now'],
    ['2026-03-10T11:59:15Z', '40 s ago'],
    ['2026-03-10T11:48:00Z', '12 min ago'],
    ['2026-03-10T06:30:00Z', '07:30'],
    ['2026-03-09T22:30:00Z', 'yesterday, 23:30'],
  ])('%s is %s', (time, words) => {
    expect(near(new Date(time), now)).toBe(words);
  });

  it.each([
    ['2026-03-10T11:59:30Z', 'for 30 s'],
    ['2026-03-10T11:48:00Z', 'for 12 min'],
    ['2026-03-10T06:30:00Z', 'since 07:30'],
    ['2026-03-09T22:30:00Z', 'since yesterday, 23:30'],
  ])('a state from %s is so %s', (time, words) => {
    expect(since(new Date(time), now)).toBe(words);
  });

  it('are absolute with their day when they are long ago', () => {
    expect(near(new Date('2026-03-01T06:30:00Z'), now)).toMatch(/^(1 Mar|Mar 1), 07:30$/);
  });

  it("are placed by the home's clock, not the browser's", () => {
    expect(homeDate(Date.parse('2026-07-01T22:00:00Z')).getHours()).toBe(0);
  });

  it('do without a time zone that nobody knows', () => {
    expect(() => useTimeZone('Nowhere/Land')).not.toThrow();
  });
});

describe('addresses of pages', () => {
  const id = 'urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11';

  it('lead to a device and back', () => {
    expect(devicePath(id)).toBe('/devices/6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11');
    expect(routeOf(devicePath(id))).toEqual({ page: 'device', id });
    expect(routeOf(devicePath('odd/id'))).toEqual({ page: 'device', id: 'odd/id' });
  });

  it('lead home, to a room, or nowhere', () => {
    expect(routeOf('/')).toEqual({ page: 'home' });
    expect(routeOf(`/rooms/${kitchen.id}`)).toEqual({ page: 'room', id: kitchen.id });
    expect(routeOf('/inbox/x')).toEqual({ page: 'not-found' });
    expect(routeOf('/%zz')).toEqual({ page: 'not-found' });
  });
});

describe('the days of the home', () => {
  beforeAll(() => useTimeZone('Europe/Berlin'));

  it.each([
    ['2026-03-10T12:00:00Z', '2026-03-09T23:00:00.000Z'],
    ['2026-03-29T20:00:00Z', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25T20:00:00Z', '2026-10-24T22:00:00.000Z'],
    ['2026-03-09T23:00:00Z', '2026-03-09T23:00:00.000Z'],
  ])('%s belongs to the day that began %s, in summer time or not', (time, start) => {
    expect(startOfDay(new Date(time)).toISOString()).toBe(start);
  });

  it('last as long as people say', () => {
    expect([40, 720, 12_000, 3600, 200_000].map(lasting)).toEqual([
      '40 s',
      '12 min',
      '3 h 20 min',
      '1 h',
      '2 days',
    ]);
    expect([120, 67, 0].map(countdown)).toEqual(['2:00', '1:07', '0:00']);
  });
});

describe('sizes, keeping and bytes', () => {
  it.each([
    [0, '0\u00a0B'],
    [999, '999\u00a0B'],
    [1234, '1.2\u00a0kB'],
    [47_200_000, '47\u00a0MB'],
    [999_600, '1\u00a0MB'],
    [21_400_000_000, '21\u00a0GB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(sizeText(bytes)).toBe(words);
  });

  it('says how long something is kept, whatever the rule', () => {
    expect(keepWords('P365D')).toBe('A year');
    expect(keepWords('P45D')).toBe('45 days');
    expect(keepChoices('P45D').indexOf('P45D')).toBe(keepChoices('P45D').indexOf('P30D') + 1);
  });

  it('shows bytes and the letters in them', () => {
    expect(hexDump('7b2274656d70223a32312e357d')).toBe(
      '0000  7b 22 74 65 6d 70 22 3a  {"temp":\n0008  32 31 2e 35 7d           21.5}',
    );
  });
});
