import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { kindOf } from '../model/thing.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';

/** What a person seldom needs and an engineer asks first. */
@customElement('hearth-device-about')
export class HearthDeviceAbout extends LitElement {
  static override styles = [
    base,
    css`
      summary {
        padding: var(--space-2) 0;
        font-weight: 650;
        cursor: pointer;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-2) var(--space-4);
        padding: var(--space-2) 0;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        overflow-wrap: anywhere;
      }
      pre {
        max-height: 420px;
        margin: 0;
        padding: var(--space-4);
        overflow: auto;
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
        font: var(--text-1) / 1.5 var(--font-mono);
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;

  override render() {
    const { device } = this;
    const words = text.device;
    return html`<details>
      <summary>${words.about}</summary>
      <dl>
        <dt>${words.kind}</dt>
        <dd>${text.kind[kindOf(device)] ?? text.kind['unknown']}</dd>
        <dt>${words.adapter}</dt>
        <dd>${device.adapter}</dd>
        <dt>${words.address}</dt>
        <dd>${device.address}</dd>
        <dt>${words.identity}</dt>
        <dd>${device.authenticated ? words.proven : words.unproven}</dd>
        <dt>${words.id}</dt>
        <dd>${device.id}</dd>
      </dl>
      <details>
        <summary>${words.description}</summary>
        <pre tabindex="0">${JSON.stringify(device.description, null, 2)}</pre>
      </details>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-about': HearthDeviceAbout;
  }
}
