import { text } from '../text/text.js';
import { inWords, type Property } from './thing.js';
import { quantity, quantityText, type Quantity } from './units.js';

/** A value as its figure and unit; words have no unit. */
export function partsOf(property: Property, value: unknown, kind = ''): Quantity {
  if (value === undefined || value === null) return { figure: text.value.none, unit: '' };
  if (typeof value === 'boolean') {
    return { figure: text.value.state(property.meaning, value, kind), unit: '' };
  }
  if (typeof value === 'number') {
    if (kind === 'blind' && positions.has(property.meaning)) return levelOf(value);
    return quantity(value, property.unit, property.meaning, property.decimals);
  }
  if (typeof value === 'string') {
    return { figure: property.isWord ? inWords(value) : value, unit: '' };
  }
  return { figure: JSON.stringify(value), unit: '' };
}

export function valueText(property: Property, value: unknown, kind = ''): string {
  return quantityText(partsOf(property, value, kind));
}

const positions = new Set(['LevelProperty', 'CurrentPositionProperty']);

function levelOf(level: number): Quantity {
  const rounded = Math.round(level);
  if (rounded <= 0) return { figure: text.value.closed, unit: '' };
  if (rounded >= 100) return { figure: text.value.open, unit: '' };
  return { figure: text.value.partlyOpen(rounded), unit: '' };
}

/** True for values that are drawn as bars over time, not as a line. */
export function isState(property: Property): boolean {
  return property.type !== 'number' && property.type !== 'integer';
}

/** True for what only grows, such as a meter: what it grew by says more than where it stands. */
export function isCounter({ meaning, unit, writable }: Property): boolean {
  return !writable && (meaning === 'EnergyProperty' || counted.has(unit));
}

const counted = new Set(['Wh', 'kWh', 'J', 'm3', 'varh']);

/** True for what keeps its value until it is changed, so that silence in between is no gap. */
export function holdsItsValue(property: Property): boolean {
  return property.writable || isState(property);
}

const sameEnough = 1e-6;

export function sameValue(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number')
    return Math.abs(one - other) < sameEnough;
  if (typeof one === 'string' && typeof other === 'string') {
    return one === other || (one.startsWith('#') && one.toLowerCase() === other.toLowerCase());
  }
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
