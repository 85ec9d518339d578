import type { Device } from '../api/types.js';
import { eventsOf, kindOf, propertiesOf, type Property } from './thing.js';

/** What a card shows of a device: the one value that matters, the one control, and a little more. */
export interface Essentials {
  readonly kind: string;
  readonly main: Property | undefined;
  readonly control: Property | undefined;
  readonly more: readonly Property[];
  /** It has nothing to say of how it is: what happened last is what matters. */
  readonly tells: boolean;
}

const mattersMost = [
  'SmokeProperty',
  'LeakProperty',
  'AlarmProperty',
  'OpenProperty',
  'LockedProperty',
  'MotionProperty',
  'OnOffProperty',
  'LevelProperty',
  'TemperatureProperty',
  'ConcentrationProperty',
  'HumidityProperty',
  'InstantaneousPowerProperty',
  'IlluminanceProperty',
  'EnergyProperty',
];

/** Where a kind cares for something else first. */
const mattersMostTo: Record<string, readonly string[]> = {
  energy: ['InstantaneousPowerProperty', 'EnergyProperty'],
  solar: ['InstantaneousPowerProperty', 'EnergyProperty'],
  'heat-pump': ['InstantaneousPowerProperty', 'OnOffProperty', 'TemperatureProperty'],
  blind: ['CurrentPositionProperty', 'LevelProperty'],
  thermostat: ['TemperatureProperty', 'TargetTemperatureProperty'],
  climate: ['TemperatureProperty', 'HumidityProperty', 'ConcentrationProperty'],
};

const saysMore = [
  'BrightnessProperty',
  'TargetTemperatureProperty',
  'TemperatureProperty',
  'HumidityProperty',
  'ConcentrationProperty',
  'InstantaneousPowerProperty',
  'IlluminanceProperty',
];

const read = new WeakMap<object, Essentials>();

export function essentialsOf(device: Device): Essentials {
  let essentials = read.get(device);
  if (!essentials) {
    essentials = choose(device);
    read.set(device, essentials);
  }
  return essentials;
}

function choose(device: Device): Essentials {
  const kind = kindOf(device);
  const properties = propertiesOf(device);
  const byMeaning = (meaning: string) => properties.find((it) => it.meaning === meaning);
  const order = [...(mattersMostTo[kind] ?? []), ...mattersMost];
  const known = order.map(byMeaning).find((it) => it !== undefined);
  // How full its battery is matters to nobody who waits for the bell.
  const tells =
    known === undefined &&
    eventsOf(device).length > 0 &&
    properties.every((it) => it.meaning === 'BatteryProperty');
  const main = known ?? (tells ? undefined : properties[0]);
  const control = ['OnOffProperty', 'TargetTemperatureProperty', 'LevelProperty']
    .map(byMeaning)
    .find((it) => it !== undefined && it.control.as !== 'nothing');
  const onlyToggle =
    control ??
    (properties.filter((it) => it.control.as === 'toggle').length === 1 &&
    main?.control.as === 'toggle'
      ? main
      : undefined);
  const more = (kind === 'heat-pump' ? [] : saysMore)
    .map(byMeaning)
    .filter((it): it is Property => it !== undefined && it !== main && it !== onlyToggle)
    .slice(0, 2);
  return {
    kind: tells && ['sensor', 'unknown'].includes(kind) ? 'button' : kind,
    main,
    control: onlyToggle,
    more,
    tells,
  };
}
