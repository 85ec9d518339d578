import type { Topics } from './topics.js';

const plain = new Set([
  'inbox',
  'ignored',
  'discovery',
  'unlock',
  'recovery',
  'keys',
  'password',
  'backups',
  'storage',
  'journal',
  'check',
  'history',
  'activity',
  'more',
  'rooms',
  'add',
  'devices',
] as const);
type Plain = typeof plain extends Set<infer P> ? P : never;

/** The page that is open. */
export type Route =
  | { readonly page: 'home' | Plain }
  | { readonly page: 'device'; readonly id: string }
  | { readonly page: 'room'; readonly id: string }
  | { readonly page: 'not-found' };

export function routeOf(path: string): Route {
  const [first = '', second, ...rest] = path.split('/').filter((it) => it !== '');
  if (first === '') return { page: 'home' };
  if (rest.length === 0 && second !== undefined) {
    const id = decode(second);
    if (first === 'devices') return { page: 'device', id: withUrn(id) };
    if (first === 'rooms') return { page: 'room', id };
  }
  if (second === undefined && plain.has(first as Plain)) return { page: first as Plain };
  return { page: 'not-found' };
}

const urn = 'urn:uuid:';
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Addresses of pages carry the bare uuid, which is shorter to read. */
export function devicePath(id: string): string {
  const bare = id.startsWith(urn) ? id.slice(urn.length) : '';
  return `/devices/${uuid.test(bare) ? bare : encodeURIComponent(id)}`;
}

export const roomPath = (id: string): string => `/rooms/${encodeURIComponent(id)}`;

function withUrn(id: string): string {
  return uuid.test(id) ? urn + id : id;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Pages on the History API; links are plain `<a href>`. */
export class Router {
  route: Route = routeOf(location.pathname);
  /** True once a person moved: only then is it right to move the focus too. */
  hasMoved = false;

  constructor(private readonly topics: Topics) {
    history.scrollRestoration = 'manual';
    window.addEventListener('popstate', (event) => {
      this.#arrive();
      const top = (event.state as { top?: number } | null)?.top ?? 0;
      setTimeout(() => scrollTo(0, top), 60);
    });
    document.addEventListener('click', (event) => this.#clicked(event));
  }

  go(path: string, { replace = false } = {}): void {
    if (replace) {
      history.replaceState(null, '', path);
    } else {
      history.replaceState({ top: scrollY }, '');
      history.pushState(null, '', path);
      scrollTo(0, 0);
    }
    this.#arrive();
  }

  #arrive(): void {
    this.hasMoved = true;
    this.route = routeOf(location.pathname);
    this.topics.changed('route');
  }

  #clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event
      .composedPath()
      .find((it): it is HTMLAnchorElement => it instanceof HTMLAnchorElement);
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute('download'))
      return;
    if (/\.[a-z]+$/.test(link.pathname) || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    if (link.href !== location.href) this.go(link.pathname + link.search + link.hash);
  }
}
