import { startOfDay } from './times.js';

const day = 86_400;

/** The spans a person can look at, with how often a page looks again. Seconds. */
export const ranges = {
  '1h': { seconds: 3600, refresh: 10, bar: undefined },
  '24h': { seconds: day, refresh: 60, bar: 3600 },
  '7d': { seconds: 7 * day, refresh: 600, bar: day },
  '30d': { seconds: 30 * day, refresh: 1800, bar: day },
  '1y': { seconds: 364 * day, refresh: 3600, bar: 7 * day },
} as const;

export type Range = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as readonly Range[];

export function rangeOf(name: string | null): Range | undefined {
  return rangeNames.find((it) => it === name);
}

/** From when to when; whole bars of a counter, which are hours or the days of the home's clocks. */
export function spanOf(range: Range, now: Date): { from: Date; to: Date } {
  const { seconds, bar } = ranges[range];
  if (bar === undefined) return { from: new Date(now.getTime() - seconds * 1000), to: now };
  if (bar < day) {
    const next = Math.ceil(now.getTime() / (bar * 1000)) * bar * 1000;
    return { from: new Date(next - seconds * 1000), to: now };
  }
  const first = new Date(now.getTime() - (seconds - day) * 1000);
  return { from: startOfDay(first), to: now };
}
