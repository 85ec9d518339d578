/** What a person wants a property to become; controls send it, pages turn it into a command. */
export type Wish = CustomEvent<unknown>;

export function wish(value: unknown): Wish {
  return new CustomEvent('wish', { detail: value });
}
