import { describe, expect, it } from 'vitest';
import { quantity, quantityText, toShown } from '../src/model/units.js';

const said = (value: number, unit: string, meaning = '', decimals?: number) =>
  quantityText(quantity(value, unit, meaning, decimals)).replace(/[\u00a0\u202f]/g, ' ');

describe('a number in SenML units', () => {
  it.each([
    [21.43, 'Cel', '21.4 °C'],
    [294.55, 'K', '21.4 °C'],
    [350, 'degF', '176.7 °C'],
    [47.3, '%RH', '47 %'],
    [0.62, '/', '62 %'],
    [6.24, 'W', '6.2 W'],
    [84.2, 'W', '84 W'],
    [1214, 'W', '1.21 kW'],
    [-1214, 'W', '−1.21 kW'],
    [128_400, 'Wh', '128.4 kWh'],
    [3_600_000, 'J', '1.0 kWh'],
    [229.6, 'V', '230 V'],
    [0.3456, 'A', '0.35 A'],
    [112.4, 'lx', '112 lx'],
    [101_325, 'Pa', '1013 hPa'],
  ])('%d %s is shown as %s', (value, unit, shown) => {
    expect(said(value, unit)).toBe(shown);
  });

  it('keeps a unit it does not know', () => {
    expect(said(3.14159, 'furlong')).toBe('3.14 furlong');
  });

  it('shows a plain number without the noise of binary fractions', () => {
    expect(said(0.1 + 0.2, '')).toBe('0.3');
  });

  it('never shows a negative zero', () => {
    expect(said(-0.04, 'Cel')).toBe('0.0 °C');
  });

  it('rounds to what the device itself distinguishes', () => {
    expect(said(21.5, 'Cel', '', 2)).toBe('21.50 °C');
    expect(said(62, '%', 'BrightnessProperty', 0)).toBe('62 %');
  });

  it('takes a colour temperature for what it is, not for heat', () => {
    expect(said(2700, 'K', 'ColorTemperatureProperty')).toBe('2700 K');
  });

  it('guesses a missing unit from the meaning', () => {
    expect(said(19, '', 'TemperatureProperty')).toBe('19.0 °C');
    expect(said(40, '', 'LevelProperty')).toBe('40 %');
  });

  it('converts for a chart as it does for a card', () => {
    expect(toShown(294.55, 'K')).toBeCloseTo(21.4);
    expect(toShown(2500, 'Wh')).toBe(2.5);
  });

  it('is not fooled by names that every object has', () => {
    expect(said(1, 'constructor')).toBe('1.00 constructor');
  });
});
