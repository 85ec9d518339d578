import { mdiChevronRight, mdiHomeOutline, mdiInboxArrowDown } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Device, Room } from '../api/types.js';
import { home, preferences } from '../state/app.js';
import { roomPath } from '../state/router.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-device-grid.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-house-sentence.js';
import '../elements/hearth-icon.js';
import '../elements/hearth-room-summary.js';

/** The state of the house, what needs a person, favourites, rooms. */
@customElement('hearth-home-page')
export class HearthHomePage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .page {
        gap: var(--space-6);
      }
      .found {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--ember-line);
        border-radius: var(--radius-large);
        background: var(--ember-soft);
        color: var(--ink);
        text-decoration: none;
      }
      .found:hover {
        border-color: var(--ember);
      }
      .found > hearth-icon:first-child {
        color: var(--ember-ink);
        --icon-size: 28px;
      }
      .found strong {
        display: block;
      }
      .found .go {
        display: inline-flex;
        align-items: center;
        margin-left: auto;
        color: var(--ember-ink);
        font-weight: 600;
        white-space: nowrap;
      }
      .room-head {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--space-3);
        padding: 0 var(--space-1);
      }
      .room-head a {
        color: inherit;
        text-decoration: none;
      }
      .room-head a:hover {
        text-decoration: underline;
      }
      .rooms {
        display: grid;
        gap: var(--space-6) var(--space-3);
      }
      .rooms > section {
        grid-column: 1 / -1;
        align-content: start;
        /* Hundreds of cards cost nothing until they are scrolled to; the padding leaves room for focus. */
        margin: -6px;
        padding: 6px;
        content-visibility: auto;
        contain-intrinsic-size: auto 240px;
      }
      /* Small rooms stand side by side, each as wide as its cards; all cards keep one grid. */
      @media (min-width: 640px) {
        .rooms {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .rooms > .wide-1 {
          grid-column: span 1;
        }
      }
      @media (min-width: 1100px) {
        .rooms {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
        .rooms > .wide-2 {
          grid-column: span 2;
        }
      }
      @media (min-width: 1360px) {
        .rooms {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
        .rooms > .wide-3 {
          grid-column: span 3;
        }
      }
      @media (max-width: 639px) {
        .go-words {
          display: none;
        }
      }
      .demo {
        margin-top: var(--space-2);
      }
    `,
  ];

  readonly watching = new Watching(this, () => [
    'devices',
    'rooms',
    'inbox',
    'preferences',
    'session',
  ]);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.home.title} · Hearth`;
  }

  override render() {
    const favourites = preferences.favourites
      .map((id) => home.devices.get(id))
      .filter((it) => it !== undefined);
    const homeless = home.devicesIn(undefined);
    return html`<div class="page">
      <div class="head">
        <hearth-house-sentence></hearth-house-sentence>
        ${home.session?.home.demo ? html`<p class="demo small">${text.home.demo}</p>` : nothing}
      </div>
      ${this.#found()}
      <div class="rooms" ?hidden=${home.devices.size === 0}>
        ${favourites.length > 0 ? this.#section(text.home.favourites, favourites) : nothing}
        ${repeat(
          home.rooms,
          (room) => room.id,
          (room) => this.#room(room),
        )}
        ${
          homeless.length > 0
            ? this.#section(
                home.rooms.length > 0 ? text.home.noRoom : text.places.devices,
                homeless,
              )
            : nothing
        }
      </div>
      ${
        home.devices.size === 0 && home.inbox.size === 0
          ? html`<hearth-empty
              .icon=${mdiHomeOutline}
              .heading=${text.home.emptyTitle}
              .words=${text.inbox.empty}
            >
              <a href="/add">${text.home.emptyAdd}</a>
            </hearth-empty>`
          : nothing
      }
    </div>`;
  }

  #found() {
    const { waiting } = home;
    if (waiting === 0) return nothing;
    return html`<a class="found" href="/inbox">
      <hearth-icon .path=${mdiInboxArrowDown}></hearth-icon>
      <span><strong>${text.home.found(waiting)}</strong>${text.home.foundDetail}</span>
      <span class="go"
        ><span class="go-words">${text.home.haveALook}</span
        ><hearth-icon .path=${mdiChevronRight}></hearth-icon
      ></span>
    </a>`;
  }

  #room(room: Room) {
    const devices = home.devicesIn(room.id);
    if (devices.length === 0) return nothing;
    return html`<section class=${widthOf(devices)} aria-label=${room.title}>
      <div class="room-head">
        <h2><a href=${roomPath(room.id)}>${room.title}</a></h2>
        <hearth-room-summary .roomId=${room.id}></hearth-room-summary>
      </div>
      <hearth-device-grid .devices=${devices}></hearth-device-grid>
    </section>`;
  }

  #section(title: string, devices: readonly Device[]) {
    return html`<section class=${widthOf(devices)} aria-label=${title}>
      <div class="room-head"><h2>${title}</h2></div>
      <hearth-device-grid .devices=${devices} placed></hearth-device-grid>
    </section>`;
  }
}

const columns = 4;

function widthOf(devices: readonly Device[]): string {
  return `wide-${Math.min(devices.length, columns)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-home-page': HearthHomePage;
  }
}
