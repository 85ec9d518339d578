import { text } from '../text/text.js';

let zone: string | undefined;
const locale = globalThis.navigator?.language?.startsWith('en') ? navigator.language : 'en-GB';
const formats = new Map<string, Intl.DateTimeFormat>();

/** All times are shown as the home's clocks show them. An unknown zone leaves the browser's own. */
export function useTimeZone(timeZone: string): void {
  formats.clear();
  try {
    new Intl.DateTimeFormat(locale, { timeZone });
    zone = timeZone;
  } catch {
    zone = undefined;
  }
}

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let made = formats.get(name);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { ...options, ...(zone ? { timeZone: zone } : {}) });
    formats.set(name, made);
  }
  return made;
}

export const clock = (time: Date): string =>
  format('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);

export const clockWithSeconds = (time: Date): string =>
  format('seconds', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(time);

export const dayShort = (time: Date): string =>
  format('day', { day: 'numeric', month: 'short' }).format(time);

export const monthYear = (time: Date): string =>
  format('month', { month: 'short', year: 'numeric' }).format(time);

const dayFull = (time: Date): string =>
  format('fullday', { weekday: 'long', day: 'numeric', month: 'long' }).format(time);

/** '28 October 2026'. */
export const dayLong = (time: Date): string =>
  format('daylong', { day: 'numeric', month: 'long', year: 'numeric' }).format(time);

/** A moment to come: '28 Oct, 03:00'. */
export const moment = (time: Date): string => `${dayShort(time)}, ${clock(time)}`;

/** 'Wednesday, 28 October 2026 at 14:05:07'. */
export const absolute = (time: Date): string =>
  format('absolute', { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' }).format(time);

export const dayKey = (time: Date): string =>
  format('key', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(time);

/** A date whose local fields read as the home's clocks do, for a chart that places its labels by them. */
export function homeDate(milliseconds: number): Date {
  const time = new Date(milliseconds);
  if (!zone) return time;
  const parts = Object.fromEntries(
    format('parts', {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    })
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return new Date(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'] ?? 1,
    parts['hour'] ?? 0,
    parts['minute'] ?? 0,
    parts['second'] ?? 0,
    milliseconds % 1000,
  );
}

/** Midnight by the home's clocks, on days too that have 23 or 25 hours. */
export function startOfDay(time: Date): Date {
  let start = time.getTime();
  for (let tries = 0; tries < 3; tries++) {
    const local = homeDate(start);
    const since = ((local.getHours() * 60 + local.getMinutes()) * 60 + local.getSeconds()) * 1000;
    if (since === 0 && start % 1000 === 0) break;
    // Past noon of the day before: an hour went missing in between.
    const isBefore = tries > 0 && local.getHours() > 12;
    start += isBefore ? 86_400_000 - since : -since - (start % 1000);
  }
  return new Date(start);
}

/** Midnight at which a day such as '2026-03-29' begins by the home's clocks. */
export function startOfDayNamed(day: string): Date {
  return startOfDay(new Date(`${day}T12:00:00Z`));
}

export function endOfDay(day: string): Date {
  return startOfDay(new Date(startOfDayNamed(day).getTime() + 36 * 3_600_000));
}

/** '1:07', of what is left of a few minutes. */
export function countdown(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** '3 h 20 min', '12 min', '40 s'. */
export function lasting(seconds: number): string {
  if (seconds < 60) return text.time.lastingSeconds(Math.round(seconds));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return text.time.lastingMinutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return text.time.lastingHours(hours, minutes % 60);
  return text.time.lastingDays(Math.round(hours / 24));
}

/** 'Today', 'Yesterday' or the day's name. */
export function dayName(time: Date, now: Date): string {
  const key = dayKey(time);
  if (key === dayKey(now)) return text.time.today;
  if (key === dayKey(new Date(now.getTime() - 86_400_000))) return text.time.yesterday;
  return dayFull(time);
}

/** Relative near now, absolute otherwise. */
export function near(time: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - time.getTime()) / 1000);
  if (seconds < 10) return text.time.justNow;
  if (seconds < 60) return text.time.seconds(Math.floor(seconds / 10) * 10);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return text.time.minutes(minutes);
  if (dayKey(time) === dayKey(now)) return text.time.at(clock(time));
  if (dayKey(time) === dayKey(new Date(now.getTime() - 86_400_000))) {
    return text.time.yesterdayAt(clock(time));
  }
  return text.time.onDay(dayShort(time), clock(time));
}

/** How long something has been so: 'for 12 min' near now, 'since 14:05' otherwise. */
export function since(time: Date, now: Date): string {
  const seconds = Math.max(1, Math.round((now.getTime() - time.getTime()) / 1000));
  if (seconds < 60) return text.time.forSeconds(seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? text.time.forMinutes(minutes) : text.time.since(near(time, now));
}

/** Where the day stands above already. */
export function nearInDay(time: Date, now: Date): string {
  return now.getTime() - time.getTime() < 3_600_000 ? near(time, now) : clock(time);
}

/** A time inside a span, with no more of the date than the span needs. */
export function withinSpan(time: Date, spanSeconds: number): string {
  if (spanSeconds <= 2 * 3600) return clockWithSeconds(time);
  if (spanSeconds <= 36 * 3600) return clock(time);
  if (spanSeconds <= 100 * 86_400) return `${dayShort(time)}, ${clock(time)}`;
  return `${dayShort(time)} ${monthYear(time).slice(-4)}`;
}
