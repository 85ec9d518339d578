/** The code as the hub writes it, XXXX-XXXX, whatever a person made of O, I and L (Crockford base32). */
export function tidySetupCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .slice(0, 8);
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}

/** The code that a link carries behind `#code=`, so that it never reaches a log. */
export function codeFromLink(hash: string): string {
  return tidySetupCode(new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? '');
}
