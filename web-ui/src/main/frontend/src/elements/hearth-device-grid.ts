import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Device } from '../api/types.js';
import { base } from '../style/base.js';
import './hearth-device-card.js';

/** Cards of devices: one column on a phone, up to four on a desk. */
@customElement('hearth-device-grid')
export class HearthDeviceGrid extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
      }
      hearth-device-card {
        height: 100%;
      }
      @media (min-width: 640px) {
        ul {
          grid-template-columns: repeat(auto-fill, minmax(min(var(--card), 100%), 1fr));
          gap: var(--space-3);
        }
      }
    `,
  ];

  @property({ attribute: false }) devices: readonly Device[] = [];
  @property({ type: Boolean }) placed = false;

  override render() {
    return html`<ul>
      ${repeat(
        this.devices,
        (device) => device.id,
        (device) =>
          html`<li>
            <hearth-device-card .device=${device} ?placed=${this.placed}></hearth-device-card>
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-grid': HearthDeviceGrid;
  }
}
