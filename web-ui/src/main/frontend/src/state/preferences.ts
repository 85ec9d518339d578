import type { Topics } from './topics.js';

export type Appearance = 'system' | 'light' | 'dark';

const appearanceKey = 'hearth.appearance';
const favouritesKey = 'hearth.favourites';
const laterKey = 'hearth.recovery-later';

/** What this screen, not this home, was told to do. Kept in the browser. */
export class Preferences {
  #putOff = false;
  #favourites: readonly string[] = parse(load(favouritesKey));

  constructor(private readonly topics: Topics) {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
      topics.changed('preferences'),
    );
  }

  get appearance(): Appearance {
    const chosen = document.documentElement.dataset['appearance'];
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  }

  set appearance(appearance: Appearance) {
    if (appearance === 'system') delete document.documentElement.dataset['appearance'];
    else document.documentElement.dataset['appearance'] = appearance;
    save(appearanceKey, appearance === 'system' ? null : appearance);
    this.topics.changed('preferences');
  }

  get favourites(): readonly string[] {
    return this.#favourites;
  }

  /** Whether the recovery code was put off here; forgotten with this tab, so that it is asked again. */
  get isRecoveryPutOff(): boolean {
    try {
      return sessionStorage.getItem(laterKey) !== null;
    } catch {
      return this.#putOff;
    }
  }

  putOffRecovery(): void {
    this.#putOff = true;
    try {
      sessionStorage.setItem(laterKey, 'yes');
    } catch {
      // As below: it holds until the page is closed.
    }
    this.topics.changed('session');
  }

  isFavourite(device: string): boolean {
    return this.#favourites.includes(device);
  }

  toggleFavourite(device: string): void {
    this.#favourites = this.isFavourite(device)
      ? this.#favourites.filter((it) => it !== device)
      : [...this.#favourites, device];
    save(favouritesKey, JSON.stringify(this.#favourites));
    this.topics.changed('preferences');
  }
}

function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // A browser without storage forgets, and works.
  }
}

function save(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // As above: the choice holds until the page is closed.
  }
}

function parse(stored: string | null): readonly string[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(list) ? list.filter((it): it is string => typeof it === 'string') : [];
  } catch {
    return [];
  }
}
