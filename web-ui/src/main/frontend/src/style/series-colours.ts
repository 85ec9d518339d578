import { css } from 'lit';

/** The categorical set as classes: a line's colour, and its soft area. */
export const seriesColours = css`
  .series-1 {
    color: var(--series-1);
  }
  .series-2 {
    color: var(--series-2);
  }
  .series-3 {
    color: var(--series-3);
  }
  .series-4 {
    color: var(--series-4);
  }
  .series-5 {
    color: var(--series-5);
  }
  .series-6 {
    color: var(--series-6);
  }
  .area-1 {
    color: color-mix(in oklch, var(--series-1) 18%, transparent);
  }
  .area-2 {
    color: color-mix(in oklch, var(--series-2) 18%, transparent);
  }
  .area-3 {
    color: color-mix(in oklch, var(--series-3) 18%, transparent);
  }
  .area-4 {
    color: color-mix(in oklch, var(--series-4) 18%, transparent);
  }
  .area-5 {
    color: color-mix(in oklch, var(--series-5) 18%, transparent);
  }
  .area-6 {
    color: color-mix(in oklch, var(--series-6) 18%, transparent);
  }
`;
