import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { essentialsOf } from '../model/main-value.js';
import type { Range } from '../model/ranges.js';
import { propertiesOf, propertyOf, type Property } from '../model/thing.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-history-view.js';

/** The past of one device, one property at a time. */
@customElement('hearth-device-history')
export class HearthDeviceHistory extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
      }
      select.input {
        width: auto;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @state() private chosen = '';
  @state() private range: Range | undefined;
  #shown: { device: Device; property: Property; colour: number }[] = [];

  override willUpdate(): void {
    const property =
      propertyOf(this.device, this.chosen) ??
      essentialsOf(this.device).main ??
      propertiesOf(this.device)[0];
    const [shown] = this.#shown;
    if (!property) this.#shown = [];
    else if (shown?.device !== this.device || shown.property !== property) {
      this.#shown = [{ device: this.device, property, colour: 1 }];
    }
  }

  /** Asks for the past anew, as after it was forgotten. */
  again(): void {
    this.#shown = [];
    this.requestUpdate();
    this.renderRoot.querySelector('hearth-history-view')?.again();
  }

  override render() {
    const properties = propertiesOf(this.device);
    const current = this.#shown[0]?.property;
    return html`<section aria-label=${text.device.history}>
      <div class="head">
        <h2>${text.device.history}</h2>
        ${
          properties.length > 1
            ? html`<select
                class="input"
                aria-label=${text.device.property}
                @change=${(event: Event) =>
                  (this.chosen =
                    properties[(event.target as HTMLSelectElement).selectedIndex]?.name ?? '')}
              >
                ${properties.map(
                  (it) => html`<option ?selected=${it === current}>${it.title}</option>`,
                )}
              </select>`
            : nothing
        }
      </div>
      ${
        current
          ? html`<hearth-history-view
              class="panel"
              .sources=${this.#shown}
              .range=${this.range}
              @range=${(event: CustomEvent<Range>) => (this.range = event.detail)}
            ></hearth-history-view>`
          : html`<p class="soft">${text.device.noHistory}</p>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-history': HearthDeviceHistory;
  }
}
