import { mdiChartLine, mdiClose } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { exportAddress } from '../api/hub.js';
import type { Device } from '../api/types.js';
import { sourceKey, type Source } from '../model/compared.js';
import { rangeOf, spanOf, type Range } from '../model/ranges.js';
import { propertiesOf, propertyOf } from '../model/thing.js';
import { home, router } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { seriesColours } from '../style/series-colours.js';
import { text } from '../text/text.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-history-view.js';
import '../elements/hearth-icon.js';

const most = 6;
const lastChoice = 'hearth.history';

/** Properties of several devices side by side. What is chosen stands in the page's address. */
@customElement('hearth-history-page')
export class HearthHistoryPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    seriesColours,
    css`
      .chosen {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        padding-left: var(--space-3);
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--surface);
      }
      .chip i {
        width: 14px;
        height: 4px;
        border-radius: 2px;
        background: currentColor;
      }
      .field {
        max-width: 420px;
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['devices', 'rooms', 'route', 'vault']);
  #sources: readonly Source[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.history.title} · Hearth`;
    if (!location.search) {
      const last = sessionStorage.getItem(lastChoice);
      if (last) history.replaceState(history.state, '', `/history${last}`);
    }
  }

  override willUpdate(): void {
    const sources = this.#fromAddress();
    const isSame =
      sources.length === this.#sources.length &&
      sources.every((it, i) => {
        const old = this.#sources[i];
        return (
          old?.device === it.device && old.property === it.property && old.colour === it.colour
        );
      });
    if (!isSame) this.#sources = sources;
  }

  override render() {
    const words = text.history;
    return html`<div class="page">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${home.devices.size === 0 ? words.noDevices : words.lead}</p>
      </div>
      ${home.devices.size === 0 ? nothing : this.#choosing()}
      ${
        this.#sources.length > 0
          ? html`<hearth-history-view
                class="panel"
                named
                .sources=${this.#sources}
                .range=${this.#range}
                @range=${(event: CustomEvent<Range>) => this.#choose(this.#sources, event.detail)}
              ></hearth-history-view>
              ${home.isPastLocked ? nothing : this.#export()}`
          : html`<hearth-empty
              .icon=${mdiChartLine}
              .heading=${words.emptyTitle}
              .words=${words.empty}
            ></hearth-empty>`
      }
    </div>`;
  }

  /** The same lines over the same span, every reading of them. */
  #export() {
    const series = this.#sources.map(({ device, property }) => `${device.id}/${property.name}`);
    const { from, to } = spanOf(this.#range ?? '24h', new Date());
    const span = { from: from.toISOString(), to: to.toISOString() };
    return html`<p class="small">
      ${text.exporting.button}:
      <a href=${exportAddress(series, 'csv', span)} download>${text.exporting.csv}</a>,
      <a href=${exportAddress(series, 'jsonl', span)} download>${text.exporting.jsonl}</a>
    </p>`;
  }

  #choosing() {
    const words = text.history;
    return html`
      ${
        this.#sources.length > 0
          ? html`<ul class="chosen">
              ${this.#sources.map((source) => {
                const name = `${source.device.title}: ${source.property.title}`;
                return html`<li class="chip">
                  <i class="series-${source.colour}"></i>${name}
                  <button
                    class="icon-button"
                    aria-label=${words.remove(name)}
                    @click=${() => this.#choose(this.#sources.filter((it) => it !== source))}
                  >
                    <hearth-icon .path=${mdiClose}></hearth-icon>
                  </button>
                </li>`;
              })}
            </ul>`
          : nothing
      }
      ${
        this.#sources.length >= most
          ? html`<p class="soft">${words.full}</p>`
          : html`<div class="field">
              <label for="add">${words.add}</label>
              <select id="add" class="input" @change=${this.#added}>
                <option value="" selected>${words.addHint}</option>
                ${this.#devices().map(
                  (device) =>
                    html`<optgroup label=${this.#nameOf(device)}>
                      ${propertiesOf(device)
                        .map((property) => ({ property, key: sourceKey({ device, property }) }))
                        .filter(({ key }) => !this.#sources.some((it) => sourceKey(it) === key))
                        .map(
                          ({ property, key }) =>
                            html`<option value=${key}>${property.title}</option>`,
                        )}
                    </optgroup>`,
                )}
              </select>
            </div>`
      }
    `;
  }

  #devices(): readonly Device[] {
    return [...home.rooms.flatMap((room) => home.devicesIn(room.id)), ...home.devicesIn(undefined)];
  }

  #nameOf(device: Device): string {
    return device.room ? `${device.title} (${device.room.title})` : device.title;
  }

  get #range(): Range | undefined {
    return rangeOf(new URLSearchParams(location.search).get('span'));
  }

  #fromAddress(): Source[] {
    const keys = new URLSearchParams(location.search).getAll('s').slice(0, most);
    const sources: Source[] = [];
    for (const key of keys) {
      const [id = '', name = '', colour = ''] = key.split('~');
      const device = home.devices.get(id);
      const property = device && propertyOf(device, name);
      if (device && property) sources.push({ device, property, colour: Number(colour) || 1 });
    }
    return sources;
  }

  #added(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const [id = '', name = ''] = select.value.split('~');
    select.selectedIndex = 0;
    const device = home.devices.get(id);
    const property = device && propertyOf(device, name);
    if (!device || !property) return;
    const taken = new Set(this.#sources.map((it) => it.colour));
    const colour = [1, 2, 3, 4, 5, 6].find((it) => !taken.has(it)) ?? 1;
    this.#choose([...this.#sources, { device, property, colour }]);
  }

  #choose(sources: readonly Source[], range = this.#range): void {
    const search = new URLSearchParams([
      ...sources.map((it) => ['s', `${sourceKey(it)}~${it.colour}`]),
      ...(range ? [['span', range]] : []),
    ]);
    const address = `?${search}`;
    sessionStorage.setItem(lastChoice, address);
    router.go(`/history${address}`, { replace: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-history-page': HearthHistoryPage;
  }
}
