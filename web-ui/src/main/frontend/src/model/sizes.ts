const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size as a person reads it: three figures at most. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const figure = unit === 0 || value >= 99.5 ? value.toFixed(0) : value.toPrecision(2);
  return `${Number(figure)}\u00a0${units[unit]}`;
}

export const countText = (n: number): string => n.toLocaleString('en-GB');
