import { en } from './en.js';

/** All words of the dashboard. Another language is another catalogue of this shape. */
export const text = en;
export type Catalogue = typeof en;
