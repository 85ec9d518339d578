/** The spans a person can look at, with how often a page looks again. Seconds. */
export const ranges = {
  '1h': { seconds: 3600, refresh: 10 },
  '24h': { seconds: 86_400, refresh: 60 },
  '7d': { seconds: 7 * 86_400, refresh: 600 },
  '30d': { seconds: 30 * 86_400, refresh: 1800 },
  '1y': { seconds: 365 * 86_400, refresh: 3600 },
} as const;

export type Range = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as readonly Range[];

export function rangeOf(name: string | null): Range | undefined {
  return rangeNames.find((it) => it === name);
}
