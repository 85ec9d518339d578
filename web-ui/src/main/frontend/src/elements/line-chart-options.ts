import uPlot from 'uplot';
import type { Line } from '../model/compared.js';
import { clock, clockWithSeconds, dayKey, dayShort, homeDate, monthYear } from '../model/times.js';

export interface ChartWish {
  readonly lines: readonly Line[];
  /** From and to, in seconds, as they are when it is drawn. */
  readonly span: () => [number, number];
  readonly width: number;
  readonly height: number;
  readonly colour: (name: string) => string;
  readonly onCursor: (index: number | null) => void;
}

/** Only a line that is alone carries an area, its lowest-to-highest band or the soft ground below. */
const bandOf = (lines: readonly Line[]): Line | undefined =>
  lines.length === 1 && lines[0]?.columns.low ? lines[0] : undefined;

/** uPlot's mode that keeps a gap a gap when series of different times are joined. */
const expandNulls = 2;

export function dataOf(lines: readonly Line[]): uPlot.AlignedData {
  const band = bandOf(lines);
  if (band) {
    const { times, values, low, high } = band.columns;
    return [times, values, low!, high!];
  }
  if (lines.length === 1) return [lines[0]!.columns.times, lines[0]!.columns.values];
  const tables = lines.map(({ columns }) => [columns.times, columns.values] as uPlot.AlignedData);
  return uPlot.join(
    tables,
    lines.map(() => [expandNulls, expandNulls]),
  );
}

export function chartOptions(wish: ChartWish): uPlot.Options {
  const { lines, colour } = wish;
  const units = [...new Set(lines.map((it) => it.unit))];
  const band = bandOf(lines);
  const isAlone = lines.length === 1;
  const isBars = lines.some((it) => it.bar !== undefined);
  const grid = { stroke: colour('grid'), width: 1 };
  const axis = {
    stroke: colour('axis'),
    font: '12px system-ui, sans-serif',
    grid,
    ticks: { show: false },
  };
  return {
    width: wish.width,
    height: wish.height,
    tzDate: (seconds) => homeDate(seconds * 1000),
    legend: { show: false },
    padding: [12, units.length > 1 ? 0 : 12, 0, 0],
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 9 } },
    scales: {
      x: { range: wish.span },
      ...Object.fromEntries(
        units.map((unit) => [unit, { range: isBars ? fromGround : rangeOf(unit) }]),
      ),
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        space: 64,
        values: (_chart, splits, _axis, _space, step) => splits.map((it) => timeLabel(it, step)),
      },
      ...units.slice(0, 2).map((unit, i) => ({
        ...axis,
        scale: unit,
        side: i === 0 ? 3 : 1,
        size: 56,
        grid: i === 0 ? grid : { show: false },
        values: (_chart: uPlot, splits: number[]) =>
          splits.map((it) => (unit ? `${trim(it)} ${unit}` : trim(it))),
      })),
    ],
    series: [
      {},
      ...lines.map((line): uPlot.Series => ({
        label: line.label,
        scale: line.unit,
        stroke: colour(`series-${line.colour}`),
        width: 1.75,
        spanGaps: false,
        points: { show: line.bar === undefined && isSparse(line) },
        ...(isAlone && !band ? { fill: colour(`area-${line.colour}`) } : {}),
        ...(line.bar !== undefined
          ? { fill: colour(`series-${line.colour}`), paths: bars }
          : line.isStepped
            ? { paths: uPlot.paths.stepped!({ align: 1 }) }
            : {}),
      })),
      ...(band
        ? [0, 1].map((): uPlot.Series => ({
            scale: band.unit,
            stroke: 'transparent',
            width: 0,
            points: { show: false },
            ...(band.isStepped ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
          }))
        : []),
    ],
    bands: band ? [{ series: [3, 2], fill: colour(`area-${band.colour}`) }] : [],
    hooks: { setCursor: [(chart) => wish.onCursor(chart.cursor.idx ?? null)] },
  };
}

/** The least that an axis spans, so that a sensor's noise does not look like weather. */
const leastSpan: Record<string, number> = {
  '°C': 2,
  '%': 10,
  W: 20,
  V: 5,
  lx: 10,
  ppm: 50,
  hPa: 4,
};
const margin = 0.08;

/** Each bar begins where its step does, with a little air before the next. */
const bars = uPlot.paths.bars!({ size: [0.8, 72], align: 1, radius: 0.15 });

/** Bars are compared by their length, so they stand on zero. */
const fromGround: uPlot.Range.Function = (_chart, low, high) => [
  Math.min(0, low ?? 0),
  Math.max(high ?? 0, 0) * (1 + margin) || 1,
];

function rangeOf(unit: string): uPlot.Range.Function {
  return (_chart, low, high) => {
    if (low == null || high == null) return [0, leastSpan[unit] ?? 1];
    const least = leastSpan[unit] ?? Math.max(Math.abs(high) * 0.02, 0.1);
    const missing = Math.max(0, least - (high - low)) / 2;
    const room = (high - low) * margin;
    const bottom = low - missing - room;
    return [low >= 0 ? Math.max(0, bottom) : bottom, high + missing + room];
  };
}

const fewPoints = 3;

function isSparse({ columns }: Line): boolean {
  return columns.values.filter((it) => it !== null).length <= fewPoints;
}

function trim(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

/** As short as the distance between labels allows; midnight shows its day. */
function timeLabel(seconds: number, step: number): string {
  const time = new Date(seconds * 1000);
  if (step >= 28 * 86_400) return monthYear(time);
  if (step >= 86_400) return dayShort(time);
  const isMidnight = dayKey(time) !== dayKey(new Date(time.getTime() - 1000));
  if (isMidnight) return dayShort(time);
  return step < 60 ? clockWithSeconds(time) : clock(time);
}
