import type { Keep } from '../api/types.js';
import { text } from '../text/text.js';

const offered = Object.keys(text.storage.keeps);

/** How long something is kept, in words. */
export function keepWords(keep: Keep): string {
  const known = text.storage.keeps[keep];
  if (known) return known;
  const days = /^P(\d+)D$/.exec(keep)?.[1];
  return days ? text.storage.days(Number(days)) : keep;
}

/** What a person can choose from, with what holds now in its place. */
export function keepChoices(now: Keep): readonly Keep[] {
  return offered.includes(now) ? offered : [...offered, now].sort((a, b) => daysOf(a) - daysOf(b));
}

function daysOf(keep: Keep): number {
  if (keep === 'none') return 0;
  return keep === 'forever' ? Infinity : Number(/\d+/.exec(keep)?.[0] ?? 0);
}
