import type { Room } from '../api/types.js';
import { text } from '../text/text.js';

/** The room that a device's title speaks of: one of the home's own first, else a usual one; '' if none. */
export function guessRoom(title: string, rooms: readonly Room[]): string {
  const said = ` ${words(title)} `;
  const own = rooms
    .map((room) => room.title)
    .filter((room) => said.includes(` ${words(room)} `))
    .sort((a, b) => b.length - a.length)[0];
  if (own) return own;
  let guess = '';
  let longest = 0;
  for (const [room, hints] of Object.entries(text.usualRooms)) {
    for (const hint of hints) {
      if (hint.length > longest && said.includes(` ${hint} `)) {
        guess = room;
        longest = hint.length;
      }
    }
  }
  const same = rooms.find((room) => words(room.title) === words(guess));
  return same?.title ?? guess;
}

/** Rooms worth offering: those of this home, then the usual ones it lacks. */
export function roomSuggestions(rooms: readonly Room[]): readonly string[] {
  const own = rooms.map((room) => room.title);
  const have = new Set(own.map(words));
  return [...own, ...Object.keys(text.usualRooms).filter((room) => !have.has(words(room)))];
}

function words(title: string): string {
  return title
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
