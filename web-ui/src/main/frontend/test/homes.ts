import type { Device, Room, Status, Value } from '../src/api/types.js';

/** Devices as a hub would describe them, with only what a test cares about. */
export const kitchen: Room = { id: 'room-kitchen', title: 'Kitchen' };
export const hallway: Room = { id: 'room-hallway', title: 'Hallway' };

export const affordances = {
  on: { '@type': 'OnOffProperty', type: 'boolean', title: 'Power' },
  brightness: {
    '@type': 'BrightnessProperty',
    type: 'integer',
    minimum: 0,
    maximum: 100,
    unit: '%',
  },
  colour: { '@type': 'ColorProperty', type: 'string' },
  temperature: { '@type': 'TemperatureProperty', type: 'number', unit: 'Cel', readOnly: true },
  humidity: { '@type': 'HumidityProperty', type: 'number', unit: '%RH', readOnly: true },
  target: {
    '@type': 'TargetTemperatureProperty',
    type: 'number',
    unit: 'Cel',
    title: 'Target',
    minimum: 5,
    maximum: 28,
    multipleOf: 0.5,
  },
  power: { '@type': 'InstantaneousPowerProperty', type: 'number', unit: 'W', readOnly: true },
  open: { '@type': 'OpenProperty', type: 'boolean', readOnly: true },
  smoke: { '@type': 'SmokeProperty', type: 'boolean', readOnly: true },
  leak: { '@type': 'LeakProperty', type: 'boolean', readOnly: true },
  level: { '@type': 'LevelProperty', type: 'integer', minimum: 0, maximum: 100, title: 'Position' },
  time: { type: 'string', readOnly: true },
} as const;

let made = 0;

interface Given {
  title?: string;
  kind?: string;
  room?: Room | null;
  state?: Status['state'];
  properties?: Record<string, unknown>;
  values?: Record<string, unknown>;
  at?: string;
}

export function aDevice(given: Given = {}): Device {
  const id = `urn:uuid:00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  const time = given.at ?? '2026-01-01T12:00:00Z';
  return {
    id,
    title: given.title ?? 'Lamp',
    room: given.room ?? null,
    kind: given.kind ?? 'unknown',
    adapter: 'coap',
    address: '127.0.0.1:5683',
    authenticated: false,
    status: { state: given.state ?? 'online', since: time },
    description: { id, title: given.title ?? 'Lamp', properties: given.properties ?? {} },
    values: Object.fromEntries(
      Object.entries(given.values ?? {}).map(([name, value]) => [name, { value, time }]),
    ),
  };
}

export function aLamp(given: Given = {}): Device {
  return aDevice({
    kind: 'light',
    properties: { on: affordances.on, brightness: affordances.brightness },
    ...given,
  });
}

/** The current values as the state of the home holds them. */
export function valuesOf(devices: readonly Device[]): Map<string, Map<string, Value>> {
  return new Map(
    devices.map((it) => [it.id, new Map(Object.entries(it.values ?? {}) as [string, Value][])]),
  );
}
