import { describe, expect, it } from 'vitest';
import type { Device } from '../src/api/types.js';
import { alarmsOf } from '../src/model/alarms.js';
import { houseSentence } from '../src/model/house.js';
import { placedName, titleInRoom } from '../src/model/titles.js';
import { aDevice, affordances, aLamp, hallway, kitchen, valuesOf } from './homes.js';

const tell = (devices: Device[], waiting = 0) => {
  const { lead, rest, tone } = houseSentence({ devices, values: valuesOf(devices), waiting });
  return { sentence: `${lead} ${rest}`.trim().replace(/\u00a0/g, ' '), tone };
};
const { open, power, smoke, leak } = affordances;
const aWindow = (title: string, isOpen: boolean, room = kitchen) =>
  aDevice({ title, kind: 'window', room, properties: { open }, values: { open: isOpen } });
const heatPump = aDevice({
  title: 'Heat pump',
  kind: 'heat-pump',
  properties: { power },
  values: { power: 1214 },
});

describe('the sentence of the house', () => {
  it('speaks of rooms with names of their own as people do', () => {
    const room = { id: 'r', title: "Anna's room" };
    const detector = aDevice({
      title: 'Detector',
      room,
      properties: { smoke },
      values: { smoke: true },
    });
    expect(tell([detector]).sentence).toBe("Smoke in Anna's room.");
  });

  it('says that all is quiet', () => {
    expect(tell([aLamp({ values: { on: false } })])).toEqual({
      sentence: 'All quiet.',
      tone: 'calm',
    });
  });

  it('adds what is open and what uses much', () => {
    const said = tell([aWindow('Kitchen window', true), heatPump]);
    expect(said.sentence).toBe('All quiet. Kitchen window open, heat pump on 1.2 kW.');
  });

  it('says whose window it is where the title does not', () => {
    expect(tell([aWindow('Window', true)]).sentence).toBe('All quiet. Kitchen window open.');
  });

  it('counts where names would be too many', () => {
    const many = [1, 2, 3].map((n) => aWindow(`Window ${n}`, true));
    expect(tell(many).sentence).toBe('All quiet. 3 windows open.');
  });

  it('names one light and counts several', () => {
    const lit = (title: string) => aLamp({ title, values: { on: true } });
    expect(tell([lit('Desk lamp')]).sentence).toBe('All quiet. Desk lamp on.');
    expect(tell([lit('A'), lit('B')]).sentence).toBe('All quiet. 2 lights on.');
  });

  it('leads with danger', () => {
    const detector = aDevice({
      title: 'Detector',
      kind: 'smoke',
      room: hallway,
      properties: { smoke },
      values: { smoke: true },
    });
    expect(tell([aWindow('Kitchen window', true), detector])).toEqual({
      sentence: 'Smoke in the hallway. Kitchen window open.',
      tone: 'danger',
    });
  });

  it('leads with a device that is not heard, and believes nothing it said about now', () => {
    const lost = aLamp({ title: 'Porch light', state: 'offline', values: { on: true } });
    expect(tell([lost])).toEqual({ sentence: 'Porch light is not heard.', tone: 'attention' });
  });

  it('does not say where a heat pump stands', () => {
    const room = { id: 'u', title: 'Utility room' };
    const pump = aDevice({
      title: 'Utility room heat pump',
      kind: 'heat-pump',
      room,
      properties: { power },
      values: { power: 2020 },
    });
    expect(tell([pump]).sentence).toBe('All quiet. Heat pump on 2.0 kW.');
  });

  it('does not speak of little power', () => {
    const idle = aDevice({
      title: 'Plug',
      kind: 'plug',
      properties: { power },
      values: { power: 12 },
    });
    expect(tell([idle]).sentence).toBe('All quiet.');
  });

  it('says of solar panels that they give', () => {
    const solar = aDevice({
      title: 'Solar panels',
      kind: 'solar',
      properties: { power },
      values: { power: -2100 },
    });
    expect(tell([solar]).sentence).toBe('All quiet. Solar panels giving 2.1 kW.');
  });

  it('of an empty house says what comes next', () => {
    expect(tell([]).sentence).toMatch(/^Hearth is listening\./);
    expect(tell([], 3).sentence).toMatch(/^3 devices found\./);
  });

  it('leaves names of their own as they are', () => {
    expect(placedName(aDevice({ title: 'IKEA plug' }))).toBe('IKEA plug');
    expect(placedName(aDevice({ title: 'iPad stand' }))).toBe('iPad stand');
  });
});

describe('a title under the heading of its room', () => {
  it.each([
    ['Kitchen lamp', 'Lamp'],
    ['kitchen leak sensor', 'Leak sensor'],
    ['Kitchenette', 'Kitchenette'],
    ['Lamp', 'Lamp'],
  ])('%s is %s', (title, short) => {
    expect(titleInRoom(aDevice({ title, room: kitchen }))).toBe(short);
  });

  it('is whole without a room', () => {
    expect(titleInRoom(aDevice({ title: 'Kitchen lamp' }))).toBe('Kitchen lamp');
  });
});

describe('alarms', () => {
  it('come with smoke first', () => {
    const devices = [
      aDevice({ title: 'Sink', properties: { leak }, values: { leak: true } }),
      aDevice({ title: 'Hall', properties: { smoke }, values: { smoke: true } }),
      aDevice({ title: 'Attic', properties: { smoke }, values: { smoke: false } }),
    ];
    const alarms = alarmsOf(devices, valuesOf(devices));
    expect(alarms.map((it) => [it.danger, it.device.title])).toEqual([
      ['smoke', 'Hall'],
      ['leak', 'Sink'],
    ]);
  });

  it('hold even when the detector has fallen silent', () => {
    const burnt = aDevice({ state: 'offline', properties: { smoke }, values: { smoke: true } });
    expect(alarmsOf([burnt], valuesOf([burnt]))).toHaveLength(1);
  });
});
