import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** One Material Design icon. Always beside words that say the same, so hidden from screen readers. */
@customElement('hearth-icon')
export class HearthIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-grid;
      flex: none;
      width: var(--icon-size, 24px);
      height: var(--icon-size, 24px);
    }
    svg {
      width: 100%;
      height: 100%;
      fill: currentColor;
    }
  `;

  @property() path = '';

  override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">
      ${svg`<path d=${this.path}></path>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-icon': HearthIcon;
  }
}
