import { mdiDownload } from '@mdi/js';
import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { exportAddress } from '../api/hub.js';
import { propertiesOf } from '../model/thing.js';
import { endOfDay, startOfDayNamed } from '../model/times.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';

/** The past as a file: of what, as what, from when to when. The browser fetches it as it is written. */
@customElement('hearth-export')
export class HearthExport extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .export {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        width: 100%;
      }
      .field {
        flex: 1 1 10em;
      }
    `,
  ];

  @state() private series = '';
  @state() private format: 'csv' | 'jsonl' = 'csv';
  @state() private from = '';
  @state() private to = '';
  readonly watching = new Watching(this, () => ['devices']);

  override render() {
    const words = text.storage;
    return html`<div class="export">
      <div class="fields">
        <div class="field">
          <label for="what">${words.what}</label>
          <select
            id="what"
            class="input"
            @change=${(event: Event) => (this.series = (event.target as HTMLSelectElement).value)}
          >
            <option value="">${words.everything}</option>
            ${[...home.devices.values()]
              .sort((a, b) => a.title.localeCompare(b.title))
              .map((device) => this.#options(device))}
          </select>
        </div>
        <div class="field">
          <label for="format">${words.format}</label>
          <select
            id="format"
            class="input"
            @change=${(event: Event) =>
              (this.format = (event.target as HTMLSelectElement).value as 'csv' | 'jsonl')}
          >
            <option value="csv">${words.csv}</option>
            <option value="jsonl">${words.jsonl}</option>
          </select>
        </div>
      </div>
      <div class="fields">
        ${this.#day('from', words.from, (it) => (this.from = it))}
        ${this.#day('to', words.to, (it) => (this.to = it))}
      </div>
      <p class="hint">${words.fromHint}</p>
      <a class="button" href=${this.#address} download
        ><hearth-icon .path=${mdiDownload}></hearth-icon>${words.exportGo}</a
      >
    </div>`;
  }

  #options(device: Device) {
    return html`<optgroup label=${device.title}>
      <option value=${device.id}>${device.title}</option>
      ${propertiesOf(device).map(
        (it) =>
          html`<option value=${`${device.id}/${it.name}`}>${device.title}: ${it.title}</option>`,
      )}
    </optgroup>`;
  }

  #day(id: string, label: string, put: (day: string) => void) {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        type="date"
        class="input"
        @change=${(event: Event) => put((event.target as HTMLInputElement).value)}
      />
    </div>`;
  }

  get #address(): string {
    return exportAddress(this.series ? [this.series] : [], this.format, {
      ...(this.from ? { from: startOfDayNamed(this.from).toISOString() } : {}),
      ...(this.to ? { to: endOfDay(this.to).toISOString() } : {}),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-export': HearthExport;
  }
}
