import type { Device, Values } from '../api/types.js';
import { text } from '../text/text.js';
import { alarmsOf } from './alarms.js';
import { isHeard, kindOf, propertiesOf, type Property } from './thing.js';
import { lowerFirst, lowerName, placedName, titleInRoom, upperFirst } from './titles.js';
import { valueText } from './values.js';

/** The state of the house in words: what leads, and what else is true. */
export interface HouseSentence {
  readonly lead: string;
  readonly rest: string;
  readonly tone: 'calm' | 'attention' | 'danger';
}

export interface House {
  readonly devices: readonly Device[];
  readonly values: Values;
  /** How many found devices wait to be accepted. */
  readonly waiting: number;
}

/** From this power on, what a device uses is worth a word. */
const noticeableWatts = 300;
const namedAtMost = 2;

export function houseSentence(house: House): HouseSentence {
  const words = text.house;
  if (house.devices.length === 0) {
    return house.waiting > 0
      ? { lead: words.foundFirst(house.waiting), rest: words.foundFirstRest, tone: 'calm' }
      : { lead: words.empty, rest: words.emptyRest, tone: 'calm' };
  }
  const alarms = alarmsOf(house.devices, house.values);
  const silent = house.devices.filter((it) => !isHeard(it));
  const facts = [...openings(house), ...power(house), ...lights(house)];
  const rest = facts.length === 0 ? '' : `${upperFirst(facts.join(', '))}.`;
  const first = alarms[0];
  if (first)
    return { lead: words.alarm(first.danger, first.device.room?.title), rest, tone: 'danger' };
  if (silent.length > 0) {
    const name = upperFirst(placedName(silent[0]!));
    return { lead: words.needsLook(name, silent.length), rest, tone: 'attention' };
  }
  return { lead: words.calm, rest, tone: 'calm' };
}

function openings({ devices, values }: House): string[] {
  const open = devices.filter(
    (device) =>
      isHeard(device) &&
      propertiesOf(device).some(
        (it) => it.meaning === 'OpenProperty' && valueOf(values, device, it) === true,
      ),
  );
  if (open.length === 0) return [];
  const words = text.house;
  if (open.length <= namedAtMost) return open.map((it) => words.open(placedName(it)));
  const windows = open.filter((it) => kindOf(it) === 'window').length;
  const doors = open.length - windows;
  return [
    ...(windows > 0 ? [words.windowsOpen(windows)] : []),
    ...(doors > 0 ? [words.doorsOpen(doors)] : []),
  ];
}

function power({ devices, values }: House): string[] {
  const facts: { watts: number; fact: string }[] = [];
  for (const device of devices) {
    if (!isHeard(device)) continue;
    const property = propertiesOf(device).find((it) => it.meaning === 'InstantaneousPowerProperty');
    const watts = property && valueOf(values, device, property);
    if (!property || typeof watts !== 'number' || Math.abs(watts) < noticeableWatts) continue;
    const words = text.house;
    const amount = valueText(property, Math.abs(watts)).replace(/(\.\d)\d+/, '$1');
    const kind = kindOf(device);
    const isSource = kind === 'solar';
    const name = isOneOfAKind(kind) ? lowerFirst(titleInRoom(device)) : lowerName(device);
    facts.push({
      watts: Math.abs(watts),
      fact: isSource ? words.gives(name, amount) : words.uses(name, amount),
    });
  }
  return facts
    .sort((a, b) => b.watts - a.watts)
    .slice(0, namedAtMost)
    .map((it) => it.fact);
}

/** A home has one of it: nobody says in which room. */
function isOneOfAKind(kind: string): boolean {
  return kind === 'solar' || kind === 'heat-pump';
}

function lights({ devices, values }: House): string[] {
  const on = devices.filter(
    (device) =>
      isHeard(device) &&
      kindOf(device) === 'light' &&
      propertiesOf(device).some(
        (it) => it.meaning === 'OnOffProperty' && valueOf(values, device, it) === true,
      ),
  );
  if (on.length === 0) return [];
  return [on.length === 1 ? text.house.on(lowerName(on[0]!)) : text.house.lightsOn(on.length)];
}

function valueOf(values: Values, device: Device, property: Property): unknown {
  return values.get(device.id)?.get(property.name)?.value;
}
