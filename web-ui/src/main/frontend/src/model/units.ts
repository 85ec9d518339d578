/** A number made ready for a person: the figure and its unit apart, so that they can look apart. */
export interface Quantity {
  readonly figure: string;
  readonly unit: string;
}

interface Shown {
  readonly unit: string;
  readonly factor?: number;
  readonly offset?: number;
  readonly decimals: number;
  /** From this size (after `factor`) on, shown as the larger unit. */
  readonly larger?: { readonly from: number; readonly as: Shown };
}

const kilowattHours: Shown = { unit: 'kWh', factor: 0.001, decimals: 1 };
const watts: Shown = {
  unit: 'W',
  decimals: 0,
  larger: { from: 1000, as: { unit: 'kW', factor: 0.001, decimals: 2 } },
};

/** SenML units (RFC 8428, RFC 8798) and the few others that devices really send. */
const shown: Record<string, Shown> = {
  Cel: { unit: '°C', decimals: 1 },
  degC: { unit: '°C', decimals: 1 },
  degF: { unit: '°C', factor: 5 / 9, offset: -160 / 9, decimals: 1 },
  K: { unit: '°C', offset: -273.15, decimals: 1 },
  '%RH': { unit: '%', decimals: 0 },
  '%': { unit: '%', decimals: 0 },
  percent: { unit: '%', decimals: 0 },
  '/': { unit: '%', factor: 100, decimals: 0 },
  '%EL': { unit: '%', decimals: 0 },
  'EL%': { unit: '%', decimals: 0 },
  W: watts,
  watt: watts,
  kW: { unit: 'kW', decimals: 2 },
  VA: { unit: 'VA', decimals: 0 },
  Wh: kilowattHours,
  kWh: { unit: 'kWh', decimals: 1 },
  J: { unit: 'kWh', factor: 1 / 3_600_000, decimals: 1 },
  V: { unit: 'V', decimals: 0 },
  mV: { unit: 'V', factor: 0.001, decimals: 2 },
  A: { unit: 'A', decimals: 2 },
  mA: { unit: 'mA', decimals: 0 },
  Hz: { unit: 'Hz', decimals: 1 },
  lx: { unit: 'lx', decimals: 0 },
  Pa: { unit: 'hPa', factor: 0.01, decimals: 0 },
  hPa: { unit: 'hPa', decimals: 0 },
  ppm: { unit: 'ppm', decimals: 0 },
  kelvin: { unit: 'K', decimals: 0 },
  dBm: { unit: 'dBm', decimals: 0 },
  dB: { unit: 'dB', decimals: 0 },
  m: { unit: 'm', decimals: 2 },
  mm: { unit: 'mm', decimals: 1 },
  'm/s': { unit: 'm/s', decimals: 1 },
  m3: { unit: 'm³', decimals: 2 },
  l: { unit: 'l', decimals: 0 },
  'l/s': { unit: 'l/s', decimals: 2 },
  s: { unit: 's', decimals: 0 },
  min: { unit: 'min', decimals: 0 },
  h: { unit: 'h', decimals: 1 },
  deg: { unit: '°', decimals: 0 },
  'ug/m3': { unit: 'µg/m³', decimals: 0 },
};

const noUnitNeeded = new Set(['', 'count', '1']);

/** How a number of this unit is written; `meaning` settles what a unit alone leaves open. */
function rule(unit: string, meaning: string): Shown {
  if (meaning === 'ColorTemperatureProperty')
    return { unit: unit === 'mired' ? 'mired' : 'K', decimals: 0 };
  if (unit === '' && meaning === 'BrightnessProperty') return shown['%']!;
  if (unit === '' && /Level|CurrentPosition/.test(meaning)) return shown['%']!;
  if (unit === '' && meaning === 'HumidityProperty') return shown['%RH']!;
  if (unit === '' && /Temperature/.test(meaning)) return shown['Cel']!;
  const known = Object.hasOwn(shown, unit) ? shown[unit] : undefined;
  return known ?? { unit: noUnitNeeded.has(unit) ? '' : unit, decimals: 2 };
}

/** The number in the unit it is shown in, such as 1.2 for 1200 Wh. */
export function toShown(value: number, unit: string, meaning = ''): number {
  const { factor = 1, offset = 0 } = rule(unit, meaning);
  return value * factor + offset;
}

/** The unit a chart's axis carries. */
export function shownUnit(unit: string, meaning = ''): string {
  return rule(unit, meaning).unit;
}

export function quantity(
  value: number,
  unit: string,
  meaning = '',
  deviceDecimals?: number,
): Quantity {
  const base = rule(unit, meaning);
  const plain = value * (base.factor ?? 1) + (base.offset ?? 0);
  const { larger } = base;
  if (larger && Math.abs(plain) >= larger.from) {
    return {
      figure: figure(plain * (larger.as.factor ?? 1), larger.as.decimals),
      unit: larger.as.unit,
    };
  }
  const isOwnScale = base.factor === undefined || base.factor === 1;
  const known = isOwnScale && deviceDecimals !== undefined ? deviceDecimals : base.decimals;
  const small =
    base.unit === 'W' && Math.abs(plain) < 10 && deviceDecimals === undefined ? 1 : known;
  const isFree = base.unit === '' && deviceDecimals === undefined;
  return { figure: isFree ? freeFigure(plain) : figure(plain, small), unit: base.unit };
}

function figure(value: number, decimals: number): string {
  const rounded = value.toFixed(decimals);
  const honest = Number(rounded) === 0 ? (0).toFixed(decimals) : rounded;
  return honest.replace('-', '−');
}

/** Of a number without a unit we know nothing: as it is, without the noise of binary fractions. */
function freeFigure(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

const narrowSpace = '\u202f';
const noBreakSpace = '\u00a0';

/** Figure and unit in one, with a space between that never breaks. */
export function quantityText({ figure, unit }: Quantity): string {
  if (unit === '') return figure;
  const space = unit === '°' ? '' : unit === '%' ? narrowSpace : noBreakSpace;
  return figure + space + unit;
}
