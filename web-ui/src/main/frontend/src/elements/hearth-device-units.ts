import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { hub } from '../api/hub.js';
import type { Device } from '../api/types.js';
import { propertiesOf, type Property } from '../model/thing.js';
import { home } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import { troubled } from './troubled.js';

/** For numbers whose unit a device does not say, or says wrongly. */
@customElement('hearth-device-units')
export class HearthDeviceUnits extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      summary {
        padding: var(--space-2) 0;
        font-weight: 650;
        cursor: pointer;
      }
      ul {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-2) 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      label {
        flex: 1 1 12em;
      }
      select {
        flex: 0 1 16em;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  readonly #deed = new Deed(this);

  override render() {
    const numbers = propertiesOf(this.device).filter(
      (it) => it.type === 'number' || it.type === 'integer',
    );
    if (numbers.length === 0) return nothing;
    const words = text.units;
    const { trouble } = this.#deed;
    return html`<details>
      <summary>${words.title}</summary>
      <p class="soft small">${words.lead}</p>
      <ul>
        ${numbers.map((it) => html`<li>${this.#number(it)}</li>`)}
      </ul>
      ${troubled(trouble, 'small')}
    </details>`;
  }

  #number(number: Property) {
    const words = text.units;
    const { name, title, unit } = number;
    const corrected = this.device.units?.[name];
    const said = corrected ?? unit;
    const isListed = words.groups.some((group) => group.units.some(([code]) => code === unit));
    return html`<label for=${name}>${title}</label>
      <select
        id=${name}
        class="input"
        ?disabled=${this.#deed.isGoing}
        .value=${live(corrected === undefined ? '' : unit)}
        @change=${(event: Event) => this.#choose(name, (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${corrected === undefined}>${words.own(said)}</option>
        ${
          corrected === undefined || isListed
            ? nothing
            : html`<option value=${unit} selected>${unit}</option>`
        }
        ${words.groups.map(
          (group) =>
            html`<optgroup label=${group.title}>
              ${group.units.map(
                ([code, shown]) =>
                  html`<option value=${code} ?selected=${corrected !== undefined && code === unit}>
                    ${words.isIn(shown)}
                  </option>`,
              )}
            </optgroup>`,
        )}
      </select>`;
  }

  async #choose(name: string, unit: string): Promise<void> {
    await this.#deed.go(async () => {
      const changed = await hub.changeProperty(this.device.id, name, unit || null);
      home.apply({ name: 'device', data: changed });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-units': HearthDeviceUnits;
  }
}
