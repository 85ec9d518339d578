import type { Device } from '../api/types.js';

/** A bare 'Window' in the kitchen is the 'Kitchen window', as people say it. */
export function placedName(device: Device): string {
  const { title, room } = device;
  const isBare = !/\s/.test(title.trim());
  if (!room || !isBare) return lowerName(device);
  return `${room.title} ${lowerFirst(title)}`;
}

/** Under its room's own heading a 'Kitchen lamp' is a 'Lamp'. */
export function titleInRoom({ title, room }: Device): string {
  const own = room && title.toLowerCase().startsWith(`${room.title.toLowerCase()} `);
  return own ? upperFirst(title.slice(room.title.length + 1).trim()) : title;
}

export function lowerName(device: Device): string {
  return lowerFirst(device.title);
}

/** Only a plain word: 'Heat pump' but not 'IKEA lamp' or 'iPad'. */
export function lowerFirst(title: string): string {
  return /^[A-Z][a-z]+(\s|$)/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
}

export function upperFirst(sentence: string): string {
  return sentence === '' ? '' : sentence[0]!.toUpperCase() + sentence.slice(1);
}
