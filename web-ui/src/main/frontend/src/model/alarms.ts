import type { Device, Values } from '../api/types.js';
import { kindOf, propertiesOf } from './thing.js';

export type Danger = 'smoke' | 'leak' | 'alarm';

export interface Alarm {
  readonly device: Device;
  readonly danger: Danger;
  readonly since: string;
}

const dangerBy: Record<string, Danger> = {
  SmokeProperty: 'smoke',
  LeakProperty: 'leak',
  AlarmProperty: 'alarm',
};

/** Every device that says right now that people or the house are in danger, smoke first. */
export function alarmsOf(devices: Iterable<Device>, values: Values): readonly Alarm[] {
  const alarms: Alarm[] = [];
  for (const device of devices) {
    for (const property of propertiesOf(device)) {
      const danger = dangerBy[property.meaning];
      const value = danger && values.get(device.id)?.get(property.name);
      if (danger && value && value.value === true) {
        alarms.push({ device, danger: dangerOf(danger, device), since: value.time });
      }
    }
  }
  const weight: Record<Danger, number> = { smoke: 0, leak: 1, alarm: 2 };
  return alarms.sort((a, b) => weight[a.danger] - weight[b.danger]);
}

function dangerOf(danger: Danger, device: Device): Danger {
  if (danger !== 'alarm') return danger;
  const kind = kindOf(device);
  return kind === 'smoke' || kind === 'leak' ? kind : 'alarm';
}
