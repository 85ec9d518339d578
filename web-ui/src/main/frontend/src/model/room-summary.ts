import type { Device, Values } from '../api/types.js';
import { isHeard, kindOf, propertiesOf } from './thing.js';
import { valueText } from './values.js';

/** Who measures the air of a room, the best first; a heat pump's flow temperature is none of it. */
const measureAir = ['climate', 'thermostat', 'sensor', 'unknown'];
const worthSaying = ['TemperatureProperty', 'HumidityProperty'];

/** The first temperature and humidity that a room's devices measure, as '21.4 °C · 47 %'. */
export function roomSummary(devices: readonly Device[], values: Values): string {
  const words: string[] = [];
  const measuring = measureAir.flatMap((kind) => devices.filter((it) => kindOf(it) === kind));
  for (const meaning of worthSaying) {
    for (const device of measuring) {
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
