import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Status } from '../api/types.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-time.js';

/** Whether a device is heard, since when, and the likely reason if not. */
@customElement('hearth-device-status')
export class HearthDeviceStatus extends LitElement {
  static override styles = [
    base,
    css`
      .state {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--ink-soft);
      }
      .state::before {
        content: '';
        width: 10px;
        height: 10px;
        border-radius: 50%;
        border: 2px solid var(--line-strong);
      }
      .online::before {
        border-color: var(--safe);
        background: var(--safe);
      }
      .offline::before,
      .quarantined::before {
        border-color: var(--ember);
      }
      .reason {
        margin-top: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-small);
        background: var(--ember-soft);
      }
    `,
  ];

  @property({ attribute: false }) status!: Status;

  override render() {
    const { state, since, reason } = this.status;
    const words = {
      online: text.device.online,
      offline: text.device.offline,
      quarantined: text.device.quarantined,
      unknown: text.device.unknown,
    }[state];
    return html`<p class="state ${state}">
        <span
          >${words}
          ${state === 'unknown' ? nothing : html`<hearth-time says="since" .time=${since}></hearth-time>`}</span
        >
      </p>
      ${reason && state !== 'online' ? html`<p class="reason">${reason}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-status': HearthDeviceStatus;
  }
}
