import type { Device, InboxEntry, ThingDescription } from '../api/types.js';

/** How a person changes a property. */
export type Control =
  | { readonly as: 'nothing' }
  | { readonly as: 'toggle' }
  | { readonly as: 'slider'; readonly min: number; readonly max: number; readonly step: number }
  | { readonly as: 'stepper'; readonly min: number; readonly max: number; readonly step: number }
  | { readonly as: 'number'; readonly min?: number; readonly max?: number; readonly step: number }
  | { readonly as: 'choice'; readonly options: readonly unknown[] }
  | { readonly as: 'colour' }
  | { readonly as: 'text'; readonly maxLength?: number };

/** A property affordance, read from a Thing Description once. */
export interface Property {
  readonly name: string;
  readonly title: string;
  /** The WebThings word for it, such as `OnOffProperty`; empty when it has none that we know. */
  readonly meaning: string;
  readonly type: string;
  readonly unit: string;
  /** How many digits after the point the device itself distinguishes, if it says. */
  readonly decimals: number | undefined;
  readonly control: Control;
  /** Its values are words of a list, such as `hot-water`. */
  readonly isWord: boolean;
  readonly writable: boolean;
  readonly description: string;
}

export interface Action {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What it must be told: one field without a name, or the members of an object. */
  readonly input: readonly Field[];
  /** False where it takes something that no form of ours can ask for. */
  readonly askable: boolean;
}

/** Something that happens at a device. */
export interface DeviceEvent {
  readonly name: string;
  readonly title: string;
  /** What comes with it; undefined when nothing does. */
  readonly data: Property | undefined;
  /** What the members of such data are called. */
  readonly members: Readonly<Record<string, Property>>;
}

/** One question of an action's input. */
export interface Field {
  /** The member's name, '' where the input itself is the value. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly type: string;
  readonly required: boolean;
  readonly control: Control;
  /** What it is unless a person says otherwise. */
  readonly usual: unknown;
}

const meanings = new Set([
  'AlarmProperty',
  'BarometricPressureProperty',
  'BatteryProperty',
  'BooleanProperty',
  'BrightnessProperty',
  'ColorModeProperty',
  'ColorProperty',
  'ColorTemperatureProperty',
  'ConcentrationProperty',
  'CurrentPositionProperty',
  'CurrentProperty',
  'EnergyProperty',
  'FrequencyProperty',
  'HeatingCoolingProperty',
  'HumidityProperty',
  'IlluminanceProperty',
  'InstantaneousPowerProperty',
  'LeakProperty',
  'LevelProperty',
  'LockedProperty',
  'ModeProperty',
  'MotionProperty',
  'OnOffProperty',
  'OpenProperty',
  'PushedProperty',
  'SmokeProperty',
  'TargetTemperatureProperty',
  'TemperatureProperty',
  'ThermostatModeProperty',
  'VoltageProperty',
]);

const read = new WeakMap<object, readonly Property[]>();

/** The properties of a Thing in the order of its description. */
export function propertiesOf(device: Pick<Device, 'description'>): readonly Property[] {
  const description = device.description;
  let properties = read.get(description);
  if (!properties) {
    properties = Object.entries(description.properties ?? {}).map(([name, affordance]) =>
      readProperty(name, (affordance ?? {}) as Record<string, unknown>),
    );
    read.set(description, properties);
  }
  return properties;
}

export function propertyOf(
  device: Pick<Device, 'description'>,
  name: string,
): Property | undefined {
  return propertiesOf(device).find((property) => property.name === name);
}

/** What people call an action, which may be one that this device no longer has. */
export function actionTitle(device: Pick<Device, 'description'>, name: string): string {
  const action = device.description.actions?.[name] as { title?: unknown } | undefined;
  return spelt(textOf(action?.title)) || inWords(name);
}

/** What a device can be asked to do. */
export function actionsOf(device: Pick<Device, 'description'>): readonly Action[] {
  return Object.entries(device.description.actions ?? {}).map(([name, it]) => {
    const affordance = (it ?? {}) as Schema;
    const fields = fieldsOf(affordance['input']);
    return {
      name,
      title: spelt(textOf(affordance['title'])) || inWords(name),
      description: textOf(affordance['description']),
      input: fields ?? [],
      askable: fields !== undefined,
    };
  });
}

type Schema = Record<string, unknown>;

/** What can happen at a device. */
export function eventsOf(device: Pick<Device, 'description'>): readonly DeviceEvent[] {
  return Object.entries(device.description.events ?? {}).map(([name, it]) => {
    const affordance = (it ?? {}) as Schema;
    const data = affordance['data'] as Schema | undefined;
    const members = (data?.['properties'] ?? {}) as Record<string, Schema | undefined>;
    return {
      name,
      title: spelt(textOf(affordance['title'])) || inWords(name),
      data: data ? readProperty('', { readOnly: true, ...data }) : undefined,
      members: Object.fromEntries(
        Object.entries(members).map(([member, schema]) => [
          member,
          readProperty(member, { ...schema, readOnly: true }),
        ]),
      ),
    };
  });
}

/** The questions that a DataSchema asks; undefined where a member is neither word, number nor yes-or-no. */
function fieldsOf(input: unknown): readonly Field[] | undefined {
  if (input === undefined || input === null) return [];
  const schema = input as Schema;
  const members = schema['properties'] as Record<string, Schema> | undefined;
  if (schema['type'] !== 'object' && !members) {
    const field = fieldOf('', schema, true);
    return field.control.as === 'nothing' ? undefined : [field];
  }
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const fields = Object.entries(members ?? {}).map(([name, it]) =>
    fieldOf(name, it ?? {}, required.includes(name)),
  );
  if (fields.some((it) => it.control.as === 'nothing' && it.required)) return undefined;
  return fields.filter((it) => it.control.as !== 'nothing');
}

function fieldOf(name: string, schema: Schema, required: boolean): Field {
  const meaning = typesOf(schema['@type']).find((type) => meanings.has(type)) ?? '';
  const type = textOf(schema['type']) || guessType(schema);
  return {
    name,
    title: spelt(textOf(schema['title'])) || (name ? inWords(name) : ''),
    description: textOf(schema['description']),
    unit: textOf(schema['unit']),
    type,
    required,
    control: controlFor(schema, meaning, type),
    usual: schema['default'] ?? schema['const'],
  };
}

function readProperty(name: string, affordance: Record<string, unknown>): Property {
  const meaning = typesOf(affordance['@type']).find((type) => meanings.has(type)) ?? '';
  const type = textOf(affordance['type']) || guessType(affordance);
  const step = numberOf(affordance['multipleOf']);
  const writable = affordance['readOnly'] !== true;
  return {
    name,
    title: spelt(textOf(affordance['title'])) || inWords(name),
    meaning,
    type,
    unit: textOf(affordance['unit']),
    decimals: step === undefined ? (type === 'integer' ? 0 : undefined) : decimalsOf(step),
    control: writable ? controlFor(affordance, meaning, type) : { as: 'nothing' },
    isWord: Array.isArray(affordance['enum']),
    writable,
    description: textOf(affordance['description']),
  };
}

function controlFor(affordance: Record<string, unknown>, meaning: string, type: string): Control {
  const options = affordance['enum'];
  if (Array.isArray(options) && options.length > 0) return { as: 'choice', options };
  if (type === 'boolean') return { as: 'toggle' };
  if (type === 'number' || type === 'integer') return numberControl(affordance, meaning, type);
  if (meaning === 'ColorProperty') return { as: 'colour' };
  if (type === 'string') {
    const maxLength = numberOf(affordance['maxLength']);
    return maxLength === undefined ? { as: 'text' } : { as: 'text', maxLength };
  }
  return { as: 'nothing' };
}

const percentMeanings = new Set(['BrightnessProperty', 'LevelProperty', 'CurrentPositionProperty']);

function numberControl(
  affordance: Record<string, unknown>,
  meaning: string,
  type: string,
): Control {
  const isPercent = percentMeanings.has(meaning);
  const isTarget = meaning === 'TargetTemperatureProperty';
  const min = numberOf(affordance['minimum']) ?? (isPercent ? 0 : isTarget ? 5 : undefined);
  const max = numberOf(affordance['maximum']) ?? (isPercent ? 100 : isTarget ? 30 : undefined);
  const given = numberOf(affordance['multipleOf']);
  if (min === undefined || max === undefined || max <= min) {
    const step = given ?? (type === 'integer' ? 1 : 0.1);
    return {
      as: 'number',
      step,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    };
  }
  if (isTarget) return { as: 'stepper', min, max, step: given ?? 0.5 };
  const step = given ?? (type === 'integer' || isPercent ? 1 : niceStep(max - min));
  return { as: 'slider', min, max, step };
}

/** About a hundred positions, at 1, 2 or 5 times a power of ten. */
function niceStep(span: number): number {
  const rough = span / 100;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((it) => it * power >= rough) ?? 10;
  return Number((factor * power).toPrecision(3));
}

/** False for a device that is not heard: what it said last says nothing about now. */
export function isHeard({ status }: Pick<Device, 'status'>): boolean {
  return status.state !== 'offline' && status.state !== 'quarantined';
}

/** `kind` as the hub says it or, where it does not know, as the Thing's own types suggest. */
export function kindOf(device: Device): string {
  if (device.kind && device.kind !== 'unknown') return device.kind;
  const types = typesOf(device.description['@type']);
  const kind = types.map((type) => kindByType[type]).find((it) => it !== undefined);
  if (kind) return kind;
  const meaning = propertiesOf(device).map((it) => kindByMeaning[it.meaning]);
  return meaning.find((it) => it !== undefined) ?? 'unknown';
}

const kindByType: Record<string, string> = {
  Alarm: 'smoke',
  BinarySensor: 'sensor',
  ColorControl: 'light',
  ContactSensor: 'door',
  DoorSensor: 'door',
  EnergyMonitor: 'energy',
  HumiditySensor: 'climate',
  LeakSensor: 'leak',
  Light: 'light',
  Lock: 'lock',
  MotionSensor: 'motion',
  MultiLevelSensor: 'sensor',
  OnOffSwitch: 'switch',
  SmartPlug: 'plug',
  SmokeSensor: 'smoke',
  TemperatureSensor: 'climate',
  Thermostat: 'thermostat',
  WindowSensor: 'window',
  WindowCovering: 'blind',
  Blind: 'blind',
};

const kindByMeaning: Record<string, string> = {
  SmokeProperty: 'smoke',
  LeakProperty: 'leak',
  MotionProperty: 'motion',
  OpenProperty: 'door',
  TargetTemperatureProperty: 'thermostat',
  BrightnessProperty: 'light',
  ColorProperty: 'light',
  TemperatureProperty: 'climate',
  HumidityProperty: 'climate',
  OnOffProperty: 'switch',
  InstantaneousPowerProperty: 'energy',
};

export function typesOf(type: ThingDescription['@type'] | unknown): readonly string[] {
  const all = Array.isArray(type) ? type : [type];
  return all
    .filter((it): it is string => typeof it === 'string')
    .map((it) => it.replace(/^.*[:#/]/, ''));
}

/** `target_temperature` and `targetTemperature` as 'Target temperature'. */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? name : spelt(words[0]!.toUpperCase() + words.slice(1));
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/\bco2\b/gi, 'CO₂'],
  [/\bpm ?2[._ ]?5\b/gi, 'PM2.5'],
  [/\bpm ?10\b/gi, 'PM10'],
  [/\b(t?voc|rssi|uv|led|rgbw?)\b/gi, ''],
];

/** As people write it, whatever case a device's own words came in: 'Co2' is CO₂. */
export function spelt(title: string): string {
  const said = /^[a-z]+(\s|$)/.test(title) ? title[0]!.toUpperCase() + title.slice(1) : title;
  return spellings.reduce(
    (it, [word, right]) => it.replace(word, (found) => right || found.toUpperCase()),
    said,
  );
}

/** What an inbox entry offers, for one line. */
export function offersOf(entry: InboxEntry): string {
  return (entry.properties ?? []).map(spelt).join(', ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function guessType(affordance: Record<string, unknown>): string {
  if (affordance['minimum'] !== undefined || affordance['maximum'] !== undefined) return 'number';
  return '';
}

function decimalsOf(step: number): number {
  const [, fraction = ''] = String(step).split('.');
  return Math.min(fraction.length, 3);
}
