import type { History } from '../api/types.js';
import { startOfDay } from './times.js';

/** A history as columns for a line chart: seconds, and one figure or a gap for each. */
export interface Columns {
  readonly times: number[];
  readonly values: (number | null)[];
  /** Lowest and highest of each step; undefined for plain readings. */
  readonly low?: (number | null)[];
  readonly high?: (number | null)[];
}

/** A stretch of time with one value, in seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
}

export interface Point {
  readonly time: Date;
  readonly value: unknown;
  readonly low?: number;
  readonly high?: number;
}

const leastGapSeconds = 900;
const usualIntervals = 5;

/** Readings or steps alike, oldest first. */
export function pointsOf(history: History): readonly Point[] {
  if (history.kind === 'states' || history.kind === 'shares') {
    return spansOf(history).map(({ from, value }) => ({ time: new Date(from * 1000), value }));
  }
  if (history.kind === 'increases') {
    return (history.increases ?? []).map((it) => ({ time: new Date(it.time), value: it.increase }));
  }
  if (history.kind === 'steps') {
    return (history.steps ?? []).map((step) => ({
      time: new Date(step.time),
      value: step.mean ?? step.last,
      ...(step.min === undefined ? {} : { low: step.min }),
      ...(step.max === undefined ? {} : { high: step.max }),
    }));
  }
  return (history.readings ?? []).map((it) => ({ time: new Date(it.time), value: it.value }));
}

/**
 * What a line chart draws. Silence much longer than this series' usual pace becomes a gap, unless
 * the value `holds` until it is changed, as a set point does.
 */
export function columnsOf(
  history: History,
  convert: (value: number) => number,
  holds: boolean,
): Columns {
  const points = pointsOf(history).filter((it) => typeof it.value === 'number');
  const isStepped = history.kind === 'steps';
  const isUnbroken = holds || history.kind === 'increases';
  const pause = isUnbroken ? Infinity : gapSeconds(points, isStepped ? (history.step ?? 0) : 0);
  const times: number[] = [];
  const values: (number | null)[] = [];
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  let before = -Infinity;
  for (const point of points) {
    const time = point.time.getTime() / 1000;
    if (time <= before) continue;
    if (before !== -Infinity && time - before > pause) push(before + pause / 2, null, null, null);
    const value = convert(point.value as number);
    const range = [
      convert(point.low ?? (point.value as number)),
      convert(point.high ?? (point.value as number)),
    ];
    push(time, value, Math.min(...range), Math.max(...range));
    before = time;
  }
  const end = new Date(history.to).getTime() / 1000;
  const last = values.at(-1);
  if (holds && last != null && end > before) push(end, last, last, last);
  return isStepped ? { times, values, low, high } : { times, values };

  function push(time: number, value: number | null, least: number | null, most: number | null) {
    times.push(time);
    values.push(value);
    low.push(least);
    high.push(most);
  }
}

function gapSeconds(points: readonly Point[], step: number): number {
  const intervals: number[] = [];
  for (let i = 1; i < points.length; i++) {
    intervals.push((points[i]!.time.getTime() - points[i - 1]!.time.getTime()) / 1000);
  }
  intervals.sort((a, b) => a - b);
  const usual = intervals[Math.floor(intervals.length / 2)] ?? 0;
  return Math.max(leastGapSeconds, usualIntervals * usual, 2.5 * step);
}

/** What a state bar draws: equal neighbours made one, the last one held until the end. */
export function spansOf(history: History): readonly Span[] {
  if (history.kind === 'shares') return sharesOf(history);
  if (history.kind === 'states') {
    return (history.states ?? []).map(({ from, to, value }) => ({
      from: Date.parse(from) / 1000,
      to: Date.parse(to) / 1000,
      value,
    }));
  }
  const end = new Date(history.to).getTime() / 1000;
  const spans: { from: number; to: number; value: unknown }[] = [];
  const states =
    history.kind === 'steps'
      ? (history.steps ?? []).map((it) => ({ time: it.time, value: it.last }))
      : (history.readings ?? []);
  for (const { time, value } of states) {
    const from = new Date(time).getTime() / 1000;
    const open = spans.at(-1);
    if (open) open.to = Math.max(open.from, from);
    if (open && open.value === value) {
      open.to = end;
    } else {
      spans.push({ from, to: end, value });
    }
  }
  return spans.filter((span) => span.to > span.from);
}

/** Each step's states side by side, as wide as they lasted: it changed too often to draw each change. */
function sharesOf(history: History): readonly Span[] {
  return (history.shares ?? []).flatMap(({ time, times }) => {
    let from = Date.parse(time) / 1000;
    return times
      .filter(({ seconds }) => seconds > 0)
      .map(({ value, seconds }) => ({ from, to: (from += seconds), value }));
  });
}

const daySeconds = 86_400;

/** What a counter grew by, summed up into bars of hours, days or weeks by the home's clocks. */
export function inBars(history: History, bar: number): History {
  const first = Date.parse(history.from);
  const beginOf = (time: number): number => {
    if (bar < daySeconds) return first + Math.floor((time - first) / (bar * 1000)) * bar * 1000;
    const days = Math.round((startOfDay(new Date(time)).getTime() - first) / (daySeconds * 1000));
    const inBar = days % (bar / daySeconds);
    return startOfDay(new Date(time - inBar * daySeconds * 1000)).getTime();
  };
  const bars = new Map<number, { time: string; count: number; increase: number }>();
  for (const { time, count, increase } of history.increases ?? []) {
    const begin = beginOf(Math.max(first, Date.parse(time)));
    const before = bars.get(begin);
    bars.set(begin, {
      time: new Date(begin).toISOString(),
      count: (before?.count ?? 0) + count,
      increase: (before?.increase ?? 0) + increase,
    });
  }
  return { ...history, step: bar, increases: [...bars.values()] };
}

/** A value that was heard, and when. */
export interface Heard {
  readonly time: string;
  readonly value: unknown;
}

/**
 * A history with what was heard since it was loaded, its window moved on to the newest of it. So a
 * chart grows as values come in, without asking the hub again.
 */
export function withHeard(history: History, heard: readonly Heard[]): History {
  if (history.kind === 'increases' || history.kind === 'shares') return history;
  const end = Date.parse(history.to);
  const last = Date.parse(
    history.readings?.at(-1)?.time ??
      history.steps?.at(-1)?.time ??
      history.states?.at(-1)?.from ??
      '',
  );
  const since = heard.filter(({ time }) => !(Date.parse(time) <= last));
  const newest = Math.max(end, ...since.map(({ time }) => Date.parse(time)));
  if (since.length === 0) return history;
  const moved = {
    ...history,
    from: new Date(Date.parse(history.from) + newest - end).toISOString(),
    to: new Date(newest).toISOString(),
  };
  if (history.kind === 'readings')
    return { ...moved, readings: [...(history.readings ?? []), ...since] };
  if (history.kind === 'states')
    return { ...moved, states: since.reduce(addToStates(moved.to), history.states ?? []) };
  return { ...moved, steps: since.reduce(addToStep(history.step ?? 0), history.steps ?? []) };
}

type States = NonNullable<History['states']>;

/** The last state lasts until now, or until the new one began. */
function addToStates(end: string) {
  return (states: States, { time, value }: Heard): States => {
    const last = states.at(-1);
    if (last && last.value === value) return [...states.slice(0, -1), { ...last, to: end }];
    const before = last ? [...states.slice(0, -1), { ...last, to: time }] : [];
    return [...before, { from: time, to: end, value }];
  };
}

type Steps = NonNullable<History['steps']>;

/** Into the step it falls in, or into one of its own. */
function addToStep(seconds: number) {
  return (steps: Steps, { time, value }: Heard): Steps => {
    const last = steps.at(-1);
    const isInLast = last && Date.parse(time) < Date.parse(last.time) + seconds * 1000;
    const before = isInLast ? last : undefined;
    const count = (before?.count ?? 0) + 1;
    const numbers =
      typeof value === 'number'
        ? {
            min: Math.min(before?.min ?? value, value),
            mean: ((before?.mean ?? 0) * (count - 1) + value) / count,
            max: Math.max(before?.max ?? value, value),
          }
        : {};
    const step = { time: before?.time ?? time, count, last: value, ...numbers };
    return before ? [...steps.slice(0, -1), step] : [...steps, step];
  };
}

const mostWords = 12;

/** True where the values are too many different words for bars, such as a clock's own time. */
export function isWordy(history: History): boolean {
  return new Set(spansOf(history).map((it) => it.value)).size > mostWords;
}
