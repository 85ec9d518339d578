import type { components } from './schema.js';

type Schemas = components['schemas'];

export type Activity = Schemas['Activity'];
export type AuditReport = Schemas['AuditReport'];
export type AutoUnlock = Schemas['AutoUnlock'];
export type Backup = Schemas['Backup'];
export type BackupStatus = Schemas['BackupStatus'];
export type BackupPlan = Schemas['BackupPlan'];
export type Checkpoint = Schemas['Checkpoint'];
export type CommandStatus = Schemas['CommandStatus'];
export type Credentials = Schemas['Credentials'];
export type Device = Schemas['Device'];
export type DiscoveryDiagnostics = Schemas['DiscoveryDiagnostics'];
export type Erasure = Schemas['Erasure'];
export type EventHistory = Schemas['EventHistory'];
export type History = Schemas['History'];
export type HomeKeeping = Schemas['HomeKeeping'];
export type Ignored = Schemas['Ignored'];
export type InboxEntry = Schemas['InboxEntry'];
export type Keep = Schemas['Keep'];
export type Keeping = Schemas['Keeping'];
export type Key = Schemas['Key'];
export type KeyMade = Schemas['KeyMade'];
export type DeviceLogin = Schemas['DeviceLogin'];
export type LabelSecret = Schemas['LabelSecret'];
export type LoginStanding = Schemas['LoginStanding'];
export type NewKey = Schemas['NewKey'];
export type Peer = Schemas['Peer'];
export type Pairing = Schemas['Pairing'];
export type Retention = Schemas['Retention'];
export type Room = Schemas['Room'];
export type Scan = Schemas['Scan'];
export type Secret = Schemas['Secret'];
export type Session = Schemas['Session'];
export type Setup = Schemas['Setup'];
export type Status = Schemas['Status'];
export type Storage = Schemas['Storage'];
export type ThingDescription = Schemas['ThingDescription'];
export type Vault = Schemas['Vault'];
export type Verification = Schemas['Verification'];

/** What a property said and when (ISO 8601). */
export interface Value {
  readonly value: unknown;
  readonly time: string;
}

/** Current values by device and property. */
export type Values = ReadonlyMap<string, ReadonlyMap<string, Value>>;

/** Something that happened at a device, and what came with it, if anything did. */
export interface Happening {
  readonly device: string;
  readonly event: string;
  readonly data?: unknown;
  readonly time: string;
}

/** One property's readings as the event stream sends them. */
export interface Readings {
  readonly device: string;
  readonly readings: readonly { property: string; value: unknown; time: string }[];
}
