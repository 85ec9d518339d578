import { mdiShieldOffOutline } from '@mdi/js';
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';

/** On the icon of a device that cannot prove who it is: small, and said to screen readers. */
@customElement('hearth-unproven-badge')
export class HearthUnprovenBadge extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        right: -4px;
        bottom: -4px;
        display: grid;
        place-items: center;
        width: 17px;
        height: 17px;
        border-radius: 50%;
        background: var(--surface);
        color: var(--ink-soft);
        --icon-size: 12px;
      }
    `,
  ];

  override render() {
    return html`<hearth-icon .path=${mdiShieldOffOutline}></hearth-icon>
      <span class="for-readers">${text.unproven.short}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-unproven-badge': HearthUnprovenBadge;
  }
}
