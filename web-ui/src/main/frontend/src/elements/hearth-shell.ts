import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { home, notices, router } from '../state/app.js';
import type { Route } from '../state/router.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import '../pages/hearth-activity-page.js';
import '../pages/hearth-add-page.js';
import '../pages/hearth-unlock-page.js';
import '../pages/hearth-devices-page.js';
import '../pages/hearth-history-page.js';
import '../pages/hearth-home-page.js';
import '../pages/hearth-ignored-page.js';
import '../pages/hearth-inbox-page.js';
import '../pages/hearth-more-page.js';
import '../pages/hearth-not-found-page.js';
import '../pages/hearth-room-page.js';
import '../pages/hearth-rooms-page.js';
import './hearth-alarm-banner.js';
import './hearth-connection-banner.js';
import './hearth-nav.js';
import './hearth-notice.js';
import './hearth-safety-banner.js';

/** Pages that are seldom opened come when they are. */
const later: Partial<Record<Route['page'], () => Promise<unknown>>> = {
  backups: () => import('../pages/hearth-backups-page.js'),
  check: () => import('../pages/hearth-check-page.js'),
  discovery: () => import('../pages/hearth-discovery-page.js'),
  journal: () => import('../pages/hearth-journal-page.js'),
  keys: () => import('../pages/hearth-keys-page.js'),
  password: () => import('../pages/hearth-password-page.js'),
  storage: () => import('../pages/hearth-storage-page.js'),
};

/** What surrounds every page of a signed-in person: places, banners, and the page itself. */
@customElement('hearth-shell')
export class HearthShell extends LitElement {
  static override styles = [
    base,
    css`
      .frame {
        min-height: 100dvh;
        padding-bottom: calc(var(--bar) + env(safe-area-inset-bottom));
      }
      .banners {
        position: sticky;
        z-index: 4;
        top: 0;
      }
      .loading {
        padding: var(--space-7) var(--space-5);
        color: var(--ink-soft);
      }
      main:focus {
        outline: none;
      }
      hearth-notice {
        position: fixed;
        z-index: 6;
        bottom: calc(var(--bar) + var(--space-3) + env(safe-area-inset-bottom));
        left: 50%;
        translate: -50% 0;
      }
      @media (min-width: 900px) {
        .frame {
          padding: 0 0 0 var(--rail);
        }
        hearth-notice {
          bottom: var(--space-5);
          left: calc(50% + var(--rail) / 2);
        }
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['route', 'session']);
  #shown: Route | undefined;

  override render() {
    const { route } = router;
    return html`
      <hearth-nav @skip=${() => this.renderRoot.querySelector('main')?.focus()}></hearth-nav>
      <div class="frame">
        <div class="banners">
          <hearth-alarm-banner></hearth-alarm-banner>
          <hearth-connection-banner></hearth-connection-banner>
          <hearth-safety-banner></hearth-safety-banner>
        </div>
        <main tabindex="-1">
          ${
            home.isLoaded
              ? keyed(route.page === 'device' ? 'devices' : route.page, this.#page(route))
              : html`<p class="loading" role="status">${text.connection.connecting}</p>`
          }
        </main>
      </div>
      <hearth-notice></hearth-notice>
    `;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { route } = router;
    const isSame = JSON.stringify(route) === JSON.stringify(this.#shown);
    const isFirst = this.#shown === undefined;
    this.#shown = route;
    if (!isSame && !isFirst && router.hasMoved) void this.#focusHeading();
  }

  /** After a move a screen reader starts at the new page's heading, not at the old link. */
  async #focusHeading(): Promise<void> {
    await later[router.route.page]?.();
    const page = this.renderRoot.querySelector('main')?.firstElementChild as LitElement | null;
    await page?.updateComplete;
    if (page?.shadowRoot) headingIn(page.shadowRoot)?.focus({ preventScroll: true });
  }

  #page(route: Route) {
    void later[route.page]?.().catch(() => notices.say(text.problem.ours));
    switch (route.page) {
      case 'home':
        return html`<hearth-home-page></hearth-home-page>`;
      case 'inbox':
        return html`<hearth-inbox-page></hearth-inbox-page>`;
      case 'ignored':
        return html`<hearth-ignored-page></hearth-ignored-page>`;
      case 'devices':
        return html`<hearth-devices-page></hearth-devices-page>`;
      case 'device':
        return html`<hearth-devices-page .deviceId=${route.id}></hearth-devices-page>`;
      case 'history':
        return html`<hearth-history-page></hearth-history-page>`;
      case 'activity':
        return html`<hearth-activity-page></hearth-activity-page>`;
      case 'more':
        return html`<hearth-more-page></hearth-more-page>`;
      case 'rooms':
        return html`<hearth-rooms-page></hearth-rooms-page>`;
      case 'room':
        return html`<hearth-room-page .roomId=${route.id}></hearth-room-page>`;
      case 'add':
        return html`<hearth-add-page></hearth-add-page>`;
      case 'backups':
        return html`<hearth-backups-page></hearth-backups-page>`;
      case 'check':
        return html`<hearth-check-page></hearth-check-page>`;
      case 'discovery':
        return html`<hearth-discovery-page></hearth-discovery-page>`;
      case 'journal':
        return html`<hearth-journal-page></hearth-journal-page>`;
      case 'keys':
        return html`<hearth-keys-page></hearth-keys-page>`;
      case 'password':
        return html`<hearth-password-page></hearth-password-page>`;
      case 'storage':
        return html`<hearth-storage-page></hearth-storage-page>`;
      case 'unlock':
        return html`<hearth-unlock-page></hearth-unlock-page>`;
      case 'recovery':
        return html`<p class="loading">${text.connection.connecting}</p>`;
      case 'not-found':
        return html`<hearth-not-found-page></hearth-not-found-page>`;
    }
  }
}

/** The page's heading, which may stand in an element of its own. */
function headingIn(root: ShadowRoot): HTMLElement | null {
  const own = root.querySelector<HTMLElement>('h1');
  if (own) return own;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const nested = shadowRoot && headingIn(shadowRoot);
    if (nested) return nested;
  }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-shell': HearthShell;
  }
}
