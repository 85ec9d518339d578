import { describe, expect, it } from 'vitest';
import type { History } from '../src/api/types.js';
import { chartsOf, lineOf, type Line } from '../src/model/compared.js';
import { columnsOf, inBars, isWordy, pointsOf, spansOf, withHeard } from '../src/model/series.js';
import { propertiesOf } from '../src/model/thing.js';
import { aDevice, affordances } from './homes.js';

const start = Date.parse('2026-01-01T00:00:00Z') / 1000;
const iso = (seconds: number) => new Date((start + seconds) * 1000).toISOString();
const same = (value: number) => value;
const readings = (...pairs: [number, unknown][]): History => ({
  device: 'd',
  property: 'it',
  from: iso(0),
  to: iso(7200),
  kind: 'readings',
  readings: pairs.map(([seconds, value]) => ({ time: iso(seconds), value })),
});
const after = (times: readonly number[]) => times.map((it) => it - start);

describe('a line', () => {
  it('has a gap where the sensor was silent much longer than usual', () => {
    const minutes = [0, 60, 120, 180, 3600, 3660].map((s): [number, number] => [s, 20]);
    const { times, values } = columnsOf(readings(...minutes), same, false);
    expect(values).toEqual([20, 20, 20, 20, null, 20, 20]);
    expect(after(times)[4]).toBeGreaterThan(180);
    expect(after(times)[4]).toBeLessThan(3600);
  });

  it('has no gap where the sensor is always slow', () => {
    const hours = [0, 3600, 7200].map((s): [number, number] => [s, 20]);
    expect(columnsOf(readings(...hours), same, false).values).toEqual([20, 20, 20]);
  });

  it('of what holds its value goes on to the end', () => {
    const { times, values } = columnsOf(readings([0, 18], [60, 21]), same, true);
    expect(values).toEqual([18, 21, 21]);
    expect(after(times)).toEqual([0, 60, 7200]);
  });

  it('leaves out what is no number and what goes back in time', () => {
    const { values } = columnsOf(readings([10, 1], [5, 2], [20, 'x'], [30, 3]), same, false);
    expect(values).toEqual([1, 3]);
  });

  it('of steps carries the band from lowest to highest, converted', () => {
    const history: History = {
      device: 'd',
      property: 'it',
      from: iso(0),
      to: iso(7200),
      kind: 'steps',
      step: 600,
      steps: [{ time: iso(0), count: 3, min: 1000, mean: 2000, max: 4000, last: 2000 }],
    };
    const columns = columnsOf(history, (it) => it / 1000, false);
    expect(columns).toMatchObject({ values: [2], low: [1], high: [4] });
    expect(pointsOf(history)).toMatchObject([{ value: 2000, low: 1000, high: 4000 }]);
  });

  it('says its figures as a card does', () => {
    const { power } = affordances;
    const device = aDevice({ properties: { power } });
    const property = propertiesOf(device)[0]!;
    const line = lineOf({ device, property, colour: 1 }, readings([0, 1214]), 'Power');
    expect(line.say(line.columns.values[0]!).replace(/\u00a0/g, ' ')).toBe('1.21 kW');
  });
});

describe('state bars', () => {
  it('make equal neighbours one and hold the last', () => {
    const spans = spansOf(readings([0, true], [60, true], [120, false], [180, true]));
    expect(spans.map((it) => [it.from - start, it.to - start, it.value])).toEqual([
      [0, 120, true],
      [120, 180, false],
      [180, 7200, true],
    ]);
  });

  it('take the last state of each step', () => {
    const history: History = {
      device: 'd',
      property: 'it',
      from: iso(0),
      to: iso(1200),
      kind: 'steps',
      step: 600,
      steps: [
        { time: iso(0), count: 2, last: 'eco' },
        { time: iso(600), count: 1, last: 'boost' },
      ],
    };
    expect(spansOf(history).map((it) => it.value)).toEqual(['eco', 'boost']);
  });

  it('give way to a table when every value is another word', () => {
    const clock = Array.from({ length: 20 }, (_, i): [number, string] => [i, `12:00:${i}`]);
    expect(isWordy(readings(...clock))).toBe(true);
    expect(isWordy(readings([0, 'eco'], [9, 'boost']))).toBe(false);
  });
});

describe('charts', () => {
  it('hold at most two units each', () => {
    const line = (unit: string) => ({ unit }) as Line;
    const charts = chartsOf([line('°C'), line('W'), line('%'), line('°C')]);
    expect(charts.map((it) => it.map((one) => one.unit))).toEqual([['°C', 'W', '°C'], ['%']]);
  });
});

describe('what is heard after a history was loaded', () => {
  const base = {
    device: 'd',
    property: 'it',
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-01-01T01:00:00.000Z',
  };
  const heard = [
    { time: '2026-01-01T00:59:00Z', value: 1 },
    { time: '2026-01-01T01:00:30Z', value: 3 },
  ];

  it('is drawn where nothing was recorded before, and the window moves with it', () => {
    const grown = withHeard({ ...base, kind: 'readings', readings: [] }, heard);
    expect(grown.readings).toEqual(heard);
    expect(grown).toMatchObject({
      from: '2026-01-01T00:00:30.000Z',
      to: '2026-01-01T01:00:30.000Z',
    });
  });

  it('follows the newest reading, none of them twice', () => {
    const readings = [{ time: '2026-01-01T00:59:00Z', value: 1 }];
    const grown = withHeard({ ...base, kind: 'readings', readings }, heard);
    expect(grown.readings?.map((it) => it.value)).toEqual([1, 3]);
  });

  it('joins the step it falls in', () => {
    const steps = [{ time: '2026-01-01T00:58:00Z', count: 1, min: 1, mean: 1, max: 1, last: 1 }];
    const grown = withHeard({ ...base, kind: 'steps', step: 300, steps }, [heard[1]!]);
    expect(grown.steps).toEqual([
      { time: '2026-01-01T00:58:00Z', count: 2, min: 1, mean: 2, max: 3, last: 3 },
    ]);
  });

  it('changes nothing when there is none', () => {
    const history = { ...base, kind: 'readings', readings: [] } as const;
    expect(withHeard({ ...history, readings: [] }, [])).toMatchObject(base);
  });
});

describe('states and counters', () => {
  const base = {
    device: 'd',
    property: 'it',
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-01-01T02:00:00.000Z',
  };
  const at = (time: string) => Date.parse(time) / 1000;

  it('come as spans, whether each change is told or only how long it was what', () => {
    const states = [{ from: base.from, to: '2026-01-01T01:00:00Z', value: 'on' }];
    expect(spansOf({ ...base, kind: 'states', states })).toEqual([
      { from: at(base.from), to: at('2026-01-01T01:00:00Z'), value: 'on' },
    ]);
    const times = [
      { value: 'on', seconds: 600 },
      { value: 'off', seconds: 3000 },
    ];
    const shares = [{ time: base.from, times }];
    expect(spansOf({ ...base, kind: 'shares', step: 3600, shares }).map((it) => it.to)).toEqual([
      at('2026-01-01T00:10:00Z'),
      at('2026-01-01T01:00:00Z'),
    ]);
  });

  it('a state that is heard anew ends the one before', () => {
    const states = [{ from: base.from, to: base.to, value: true }];
    const time = '2026-01-01T02:00:10Z';
    const grown = withHeard({ ...base, kind: 'states', states }, [{ time, value: false }]);
    expect(grown.states?.map((it) => it.value)).toEqual([true, false]);
    expect(grown.states?.[0]?.to).toBe(time);
  });

  it('what a counter grew by is summed up into the bars of a person', () => {
    const increases = ['00:10', '00:50', '01:10'].map((clock, i) => ({
      time: `2026-01-01T${clock}:00.000Z`,
      count: 1,
      increase: i + 1,
    }));
    const barred = inBars({ ...base, kind: 'increases', step: 600, increases }, 3600);
    expect(barred).toMatchObject({
      step: 3600,
      increases: [
        { time: base.from, increase: 3, count: 2 },
        { time: '2026-01-01T01:00:00.000Z', increase: 3, count: 1 },
      ],
    });
  });
});
