import type { components } from './schema.js';

type Schemas = components['schemas'];

export type Activity = Schemas['Activity'];
export type Credentials = Schemas['Credentials'];
export type Device = Schemas['Device'];
export type History = Schemas['History'];
export type Ignored = Schemas['Ignored'];
export type InboxEntry = Schemas['InboxEntry'];
export type Room = Schemas['Room'];
export type Session = Schemas['Session'];
export type Setup = Schemas['Setup'];
export type Status = Schemas['Status'];
export type ThingDescription = Schemas['ThingDescription'];

/** What a property said and when (ISO 8601). */
export interface Value {
  readonly value: unknown;
  readonly time: string;
}

/** Current values by device and property. */
export type Values = ReadonlyMap<string, ReadonlyMap<string, Value>>;

/** One property's readings as the event stream sends them. */
export interface Readings {
  readonly device: string;
  readonly readings: readonly { property: string; value: unknown; time: string }[];
}
