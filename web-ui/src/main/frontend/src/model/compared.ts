import type { Form } from '../api/hub.js';
import type { Device, History } from '../api/types.js';
import { kindOf, type Property } from './thing.js';
import { columnsOf, spansOf, type Columns, type Span } from './series.js';
import { shownUnit, toShown } from './units.js';
import { ranges, type Range } from './ranges.js';
import { holdsItsValue, isCounter, isState, valueText } from './values.js';

/** One property of one device, to be looked at over time. */
export interface Source {
  readonly device: Device;
  readonly property: Property;
  /** 1 to 6: which of the categorical colours is its own. */
  readonly colour: number;
}

export interface Line {
  readonly label: string;
  readonly unit: string;
  readonly colour: number;
  readonly columns: Columns;
  readonly isStepped: boolean;
  /** Drawn as one bar for each step of so many seconds: what a counter grew in it. */
  readonly bar?: number;
  /** Says a figure in the shown unit. */
  readonly say: (shown: number) => string;
}

export interface Bar {
  readonly label: string;
  readonly colour: number;
  readonly spans: readonly Span[];
  /** How long it was what, longest first. */
  readonly totals: readonly { readonly value: unknown; readonly seconds: number }[];
  readonly say: (value: unknown) => string;
}

export const sourceKey = ({ device, property }: Pick<Source, 'device' | 'property'>): string =>
  `${device.id}~${property.name}`;

/** How its past is asked for: a state as states, a counter as what it grew by, else as it was. */
export function formOf({ property }: Source, range: Range): Form {
  if (property.type === 'boolean' || property.isWord) return 'states';
  return isCounter(property) && ranges[range].bar !== undefined ? 'increases' : 'auto';
}

export const isBar = ({ property }: Source): boolean => isState(property);

export function lineOf(source: Source, history: History, label: string): Line {
  const { property } = source;
  const unit = history.unit ?? property.unit;
  const convert = (value: number) => toShown(value, unit, property.meaning);
  const back = 1 / (convert(1) - convert(0));
  const zero = convert(0);
  return {
    label,
    unit: shownUnit(unit, property.meaning),
    colour: source.colour,
    columns: columnsOf(history, convert, holdsItsValue(property)),
    isStepped: holdsItsValue(property),
    ...(history.kind === 'increases' && history.step ? { bar: history.step } : {}),
    say: (shown) => valueText({ ...property, unit }, (shown - zero) * back),
  };
}

export function barOf(source: Source, history: History, label: string): Bar {
  const kind = kindOf(source.device);
  return {
    label,
    colour: source.colour,
    spans: spansOf(history),
    totals: [...(history.totals ?? [])].sort((a, b) => b.seconds - a.seconds),
    say: (value) => valueText(source.property, value, kind),
  };
}

/** At most two units share one chart, one on each side; bars stand by themselves, on the ground. */
export function chartsOf(all: readonly Line[]): readonly (readonly Line[])[] {
  const lines = all.filter((it) => it.bar === undefined);
  const units = [...new Set(lines.map((it) => it.unit))];
  const charts: Line[][] = [];
  for (let i = 0; i < units.length; i += 2) {
    const pair = units.slice(i, i + 2);
    charts.push(lines.filter((it) => pair.includes(it.unit)));
  }
  return [...charts, ...all.filter((it) => it.bar !== undefined).map((it) => [it])];
}
