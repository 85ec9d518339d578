import type { Device, Values } from '../api/types.js';
import { isHeard, propertiesOf } from './thing.js';
import { valueText } from './values.js';

const worthSaying = ['TemperatureProperty', 'HumidityProperty'];

/** The first temperature and humidity that a room's devices measure, as '21.4 °C · 47 %'. */
export function roomSummary(devices: readonly Device[], values: Values): string {
  const words: string[] = [];
  for (const meaning of worthSaying) {
    for (const device of devices) {
      if (!isHeard(device)) continue;
      const property = propertiesOf(device).find((it) => it.meaning === meaning);
      const value = property && values.get(device.id)?.get(property.name)?.value;
      if (property && typeof value === 'number') {
        words.push(valueText(property, value));
        break;
      }
    }
  }
  return words.join(' · ');
}
