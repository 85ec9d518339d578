import { mdiChevronLeft, mdiDevices } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Device } from '../api/types.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-device-details.js';
import '../elements/hearth-device-row.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-icon.js';

const worthSearching = 8;

/** All devices by room and, beside them on a desk and instead of them on a phone, one in detail. */
@customElement('hearth-devices-page')
export class HearthDevicesPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .page {
        max-width: 1280px;
      }
      .list {
        display: grid;
        gap: var(--space-4);
        align-content: start;
      }
      .list section {
        gap: var(--space-1);
      }
      h2 {
        color: var(--ink-soft);
        font-size: var(--text-1);
      }
      .rows {
        padding: var(--space-1);
      }
      .page:not(.has-device) .input {
        max-width: 420px;
      }
      .page:not(.has-device) .groups {
        columns: 300px 3;
        gap: var(--space-5);
      }
      .groups section {
        margin-bottom: var(--space-4);
        break-inside: avoid;
      }
      .back {
        justify-self: start;
        margin: calc(var(--space-2) * -1) 0 calc(var(--space-3) * -1);
      }
      @media (max-width: 1099px) {
        .has-device .list {
          display: none;
        }
      }
      @media (min-width: 1100px) {
        .back {
          display: none;
        }
        .has-device {
          grid-template-columns: 320px minmax(0, 1fr);
          gap: var(--space-6);
        }
      }
    `,
  ];

  @property() deviceId = '';
  @state() private query = '';
  readonly watching = new Watching(this, () => ['devices', 'rooms']);

  override render() {
    const device = home.devices.get(this.deviceId);
    const isEmpty = home.devices.size === 0;
    document.title = `${device?.title ?? text.devices.title} · Hearth`;
    return html`<div class="page ${this.deviceId ? 'has-device' : ''}">
      ${
        this.deviceId
          ? html`<a class="button quiet back" href="/devices"
              ><hearth-icon .path=${mdiChevronLeft}></hearth-icon>${text.device.all}</a
            >`
          : nothing
      }
      <div class="list">
        ${
          this.deviceId
            ? html`<p class="list-title"><a href="/devices">${text.device.all}</a></p>`
            : html`<h1 tabindex="-1">${text.devices.title}</h1>`
        }
        ${
          isEmpty
            ? html`<hearth-empty
                .icon=${mdiDevices}
                .heading=${text.devices.emptyTitle}
                .words=${text.devices.empty}
              >
                <a href="/inbox">${text.add.seeInbox}</a>
              </hearth-empty>`
            : this.#list()
        }
      </div>
      ${
        this.deviceId
          ? html`<hearth-device-details .deviceId=${this.deviceId}></hearth-device-details>`
          : nothing
      }
    </div>`;
  }

  #list() {
    const groups = [
      ...home.rooms.map((room) => ({ title: room.title, devices: home.devicesIn(room.id) })),
      { title: text.home.noRoom, devices: home.devicesIn(undefined) },
    ]
      .map(({ title, devices }) => ({ title, devices: devices.filter((it) => this.#matches(it)) }))
      .filter(({ devices }) => devices.length > 0);
    return html`
      ${
        home.devices.size >= worthSearching
          ? html`<input
              class="input"
              type="search"
              placeholder=${text.devices.search}
              aria-label=${text.devices.search}
              @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
            />`
          : nothing
      }
      ${groups.length === 0 ? html`<p class="soft" role="status">${text.devices.none(this.query)}</p>` : nothing}
      <div class="groups">
        ${groups.map(
          ({ title, devices }) =>
            html`<section aria-label=${title}>
              <h2>${title}</h2>
              <ul class="panel rows">
                ${repeat(
                  devices,
                  (it) => it.id,
                  (it) =>
                    html`<li>
                      <hearth-device-row
                        .device=${it}
                        ?current=${it.id === this.deviceId}
                      ></hearth-device-row>
                    </li>`,
                )}
              </ul>
            </section>`,
        )}
      </div>
    `;
  }

  #matches({ title, room, kind }: Device): boolean {
    const about = `${title} ${room?.title ?? ''} ${text.kind[kind] ?? ''}`.toLowerCase();
    return about.includes(this.query.trim().toLowerCase());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-devices-page': HearthDevicesPage;
  }
}
