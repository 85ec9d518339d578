/** A sentence about what was just done, for the page to say where people look for it. */
export type Told = CustomEvent<string>;

export function told(sentence: string): Told {
  return new CustomEvent('told', { detail: sentence });
}
