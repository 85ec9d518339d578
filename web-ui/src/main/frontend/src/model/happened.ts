import type { Device, Happening } from '../api/types.js';
import { eventsOf, inWords, type DeviceEvent } from './thing.js';
import { valueText } from './values.js';

const membersShown = 4;

/** What happened last at a device, in words; undefined where nothing has. */
export function lastHappened(
  device: Device,
  happened: readonly Happening[] | undefined,
): { title: string; said: string; time: string } | undefined {
  const last = happened?.[0];
  if (!last) return undefined;
  const event = eventsOf(device).find((it) => it.name === last.event);
  const title = event?.title ?? inWords(last.event);
  return { title, said: dataText(event, last.data), time: last.time };
}

/** What came with an event, for a line; '' for nothing. */
export function dataText(event: DeviceEvent | undefined, data: unknown): string {
  if (data === undefined || data === null) return '';
  if (typeof data === 'object' && !Array.isArray(data)) {
    return Object.entries(data)
      .slice(0, membersShown)
      .map(([name, value]) => memberText(event, name, value))
      .join(', ');
  }
  if (!event?.data) return String(data);
  const said = valueText(event.data, data);
  return event.data.isWord ? inSentence(said) : said;
}

/** A word as it stands behind another: 'short', but 'UV'. */
function inSentence(word: string): string {
  return /^.\p{Lu}/u.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1);
}

function memberText(event: DeviceEvent | undefined, name: string, value: unknown): string {
  const member = event?.members[name];
  const said = member
    ? valueText(member, value)
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
  return `${member?.title ?? inWords(name)} ${said}`;
}

/** Each once, however it was heard of, the newest first. */
export function newestFirst(all: readonly Happening[]): readonly Happening[] {
  const once = new Map(all.map((it) => [`${it.time} ${it.event}`, it]));
  return [...once.values()].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
}
