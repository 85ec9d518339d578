import type { Room } from '../api/types.js';
import { text } from '../text/text.js';

/**
 * As a person walks through a home: the rooms where people live first, then those that serve, then
 * outside. A room with a name of its own stands among those where people live.
 */
export function inUsualOrder(rooms: readonly Room[]): readonly Room[] {
  return [...rooms].sort(
    (a, b) => placeOf(a.title) - placeOf(b.title) || a.title.localeCompare(b.title),
  );
}

const usual = Object.entries(text.usualRooms);
const unusual = Object.keys(text.usualRooms).indexOf('Bathroom') - 0.5;

function placeOf(title: string): number {
  const said = title.toLowerCase();
  const exact = usual.findIndex(([room]) => room.toLowerCase() === said);
  if (exact >= 0) return exact;
  const near = usual.findIndex(([, hints]) => hints.some((it) => ` ${said} `.includes(` ${it} `)));
  return near >= 0 ? near + 0.25 : unusual;
}
