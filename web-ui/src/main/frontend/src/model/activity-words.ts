import type { Activity, Device } from '../api/types.js';
import { text } from '../text/text.js';
import { actionTitle, inWords, kindOf, propertyOf, type Property } from './thing.js';
import { lowerFirst } from './titles.js';
import { sameValue, valueText } from './values.js';

/** One activity entry in words: the sentence, what it was before, and why it did not happen. */
export interface ActivityWords {
  readonly sentence: string;
  readonly before: string;
  /** Why it did not happen, or what else there is to say. */
  readonly remark: string;
}

export function activityWords(
  entry: Activity,
  devices: ReadonlyMap<string, Device>,
): ActivityWords {
  const words = text.activity;
  const device = entry.thing?.id ? devices.get(entry.thing.id) : undefined;
  const property = device && entry.property ? propertyOf(device, entry.property) : undefined;
  const kind = device ? kindOf(device) : '';
  const inPlainWords = (value: unknown): string => {
    if (value === undefined || value === null) return '';
    if (property) return shortened(valueText(property, value, kind));
    return typeof value === 'object' ? '' : shortened(String(value));
  };
  const done = entry.outcome === 'done';
  const isOnOff =
    typeof entry.new === 'boolean' &&
    (property ? property.meaning === 'OnOffProperty' : entry.property === 'on');
  return {
    sentence: words.sentence({
      who: whoOf(entry),
      action: entry.action,
      thing: entry.thing?.title ?? device?.title ?? '',
      property: nameOf(entry, device, property),
      value: inPlainWords(entry.new),
      old: inPlainWords(entry.old),
      room: entry.room?.title ?? '',
      isOnOff,
      isOn: entry.new === true,
      done,
      isItself: entry.actor.kind === 'device' && entry.actor.name === entry.thing?.title,
    }),
    before: isOnOff || !done || sameValue(entry.old, entry.new) ? '' : inPlainWords(entry.old),
    // Of a room the sentence says it all.
    remark: entry.room && done ? '' : (entry.reason ?? words.outcome[entry.outcome] ?? ''),
  };
}

function nameOf(
  entry: Activity,
  device: Device | undefined,
  property: Property | undefined,
): string {
  const name = entry.property ?? '';
  if (entry.action === 'invoke-action' && device) return actionTitle(device, name);
  return lowerFirst(property?.title ?? inWords(name));
}

function whoOf({ actor }: Activity): string {
  const words = text.activity;
  switch (actor.kind) {
    case 'person':
    case 'device':
      return actor.name;
    case 'app':
      return words.app(actor.name);
    case 'rule':
      return words.rule(actor.name);
    case 'schedule':
      return words.schedule(actor.name);
    case 'operator':
      return words.operator;
    case 'hub':
      return words.hub;
  }
}

const longestValue = 80;

function shortened(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue - 1).trimEnd()}…` : value;
}
