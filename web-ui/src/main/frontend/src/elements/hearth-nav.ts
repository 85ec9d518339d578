import {
  mdiChartLine,
  mdiDevices,
  mdiDotsHorizontal,
  mdiHistory,
  mdiHomeOutline,
  mdiInboxArrowDown,
} from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { home, router } from '../state/app.js';
import type { Route } from '../state/router.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-logo.js';

interface Place {
  readonly path: string;
  readonly name: string;
  readonly icon: string;
  readonly pages: readonly Route['page'][];
  /** Only on the rail; on a phone it is found under More. */
  readonly onRail?: boolean;
}

const places: readonly Place[] = [
  { path: '/', name: text.places.home, icon: mdiHomeOutline, pages: ['home', 'room'] },
  {
    path: '/devices',
    name: text.places.devices,
    icon: mdiDevices,
    pages: ['devices', 'device'],
    onRail: true,
  },
  {
    path: '/inbox',
    name: text.places.inbox,
    icon: mdiInboxArrowDown,
    pages: ['inbox', 'add', 'ignored', 'discovery'],
    onRail: true,
  },
  { path: '/history', name: text.places.history, icon: mdiChartLine, pages: ['history'] },
  { path: '/activity', name: text.places.activity, icon: mdiHistory, pages: ['activity'] },
  {
    path: '/more',
    name: text.places.more,
    icon: mdiDotsHorizontal,
    pages: [
      'more',
      'rooms',
      'keys',
      'password',
      'backups',
      'storage',
      'journal',
      'check',
      'unlock',
    ],
  },
];

/** A bar at the thumb on a phone, a rail at the side of a desk. */
@customElement('hearth-nav')
export class HearthNav extends LitElement {
  static override styles = [
    base,
    css`
      nav {
        position: fixed;
        z-index: 5;
        inset: auto 0 0;
        padding-bottom: env(safe-area-inset-bottom);
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      ul {
        display: flex;
        height: var(--bar);
      }
      li {
        flex: 1;
      }
      .skip {
        position: fixed;
        z-index: 9;
        top: var(--space-2);
        left: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border: 0;
        border-radius: var(--radius-small);
        background: var(--ink);
        color: var(--paper);
      }
      .skip:not(:focus) {
        width: 1px;
        height: 1px;
        padding: 0;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .rail-only,
      .brand,
      .foot {
        display: none;
      }
      a {
        position: relative;
        display: grid;
        place-items: center;
        align-content: center;
        gap: 2px;
        height: 100%;
        color: var(--ink-soft);
        font-size: 0.75rem;
        font-weight: 600;
        text-decoration: none;
      }
      a:focus-visible {
        outline-offset: -4px;
        border-radius: var(--radius-small);
      }
      a[aria-current] {
        color: var(--ember-ink);
      }
      .count {
        display: grid;
        place-items: center;
        min-width: 22px;
        height: 22px;
        padding: 0 6px;
        border-radius: 11px;
        background: var(--ember);
        color: var(--on-ember);
        font-size: var(--text-1);
        font-weight: 650;
      }
      @media (max-width: 899px) {
        .count {
          position: absolute;
          top: 6px;
          left: calc(50% + 6px);
          min-width: 18px;
          height: 18px;
          padding: 0 5px;
          font-size: 0.6875rem;
        }
      }
      @media (min-width: 900px) {
        nav {
          display: flex;
          flex-direction: column;
          inset: 0 auto 0 0;
          width: var(--rail);
          padding: var(--space-5) var(--space-3);
          border-top: 0;
          border-right: 1px solid var(--line);
          background: none;
        }
        .brand {
          display: flex;
          align-items: center;
          gap: var(--space-2);
          padding: 0 var(--space-3) var(--space-5);
          font-size: var(--text-4);
          font-weight: 700;
          letter-spacing: -0.02em;
        }
        ul {
          flex-direction: column;
          gap: var(--space-1);
          height: auto;
        }
        li {
          flex: none;
        }
        .rail-only {
          display: block;
        }
        a {
          display: flex;
          gap: var(--space-3);
          height: var(--target);
          place-content: center start;
          padding: 0 var(--space-3);
          border-radius: var(--radius-small);
          font-size: var(--text-2);
          white-space: nowrap;
        }
        a:hover {
          background: var(--surface-sunken);
          color: var(--ink);
        }
        a[aria-current] {
          background: var(--ember-soft);
        }
        .count {
          margin-left: auto;
        }
        .on-bar {
          display: none;
        }
        .foot {
          display: grid;
          gap: 2px;
          margin-top: auto;
          padding: 0 var(--space-3);
          color: var(--ink-soft);
          font-size: var(--text-1);
        }
        .foot strong {
          color: var(--ink);
          font-weight: 600;
        }
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['route', 'inbox', 'session']);

  override render() {
    const { waiting } = home;
    const { page } = router.route;
    return html`<nav aria-label=${text.places.main}>
      <button class="skip" @click=${() => this.dispatchEvent(new CustomEvent('skip'))}>
        ${text.places.skip}
      </button>
      <p class="brand"><hearth-logo></hearth-logo>Hearth</p>
      <ul>
        ${places.map(({ path, name, icon, pages, onRail }) => {
          const counts = waiting > 0 && (path === '/inbox' || path === '/more');
          const isHere =
            pages.includes(page) || (!onRail && path === '/more' && this.#isBelowMore(page));
          return html`<li class=${onRail ? 'rail-only' : ''}>
            <a href=${path} aria-current=${isHere ? 'page' : nothing}>
              <hearth-icon .path=${icon}></hearth-icon>
              <span>${name}</span>
              ${
                counts
                  ? html`<span class="count ${path === '/more' ? 'on-bar' : ''}"
                      ><span aria-hidden="true">${waiting}</span
                      ><span class="for-readers">${text.home.found(waiting)}</span></span
                    >`
                  : nothing
              }
            </a>
          </li>`;
        })}
      </ul>
      <p class="foot">
        <strong>${home.session?.home.title}</strong>
        <span>${home.session?.resident?.name}</span>
      </p>
    </nav>`;
  }

  /** On a phone, what the rail shows by itself belongs to More. */
  #isBelowMore(page: Route['page']): boolean {
    return (
      matchMedia('(max-width: 899px)').matches &&
      ['inbox', 'ignored', 'discovery', 'add', 'devices', 'device'].includes(page)
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-nav': HearthNav;
  }
}
