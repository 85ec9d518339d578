import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '../style/base.js';

/** A roof over an ember. */
@customElement('hearth-logo')
export class HearthLogo extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        width: var(--icon-size, 32px);
        height: var(--icon-size, 32px);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
      }
      .roof {
        fill: none;
        stroke: var(--ink);
        stroke-width: 5;
        stroke-linejoin: round;
        stroke-linecap: round;
      }
      .ember {
        fill: var(--ember);
      }
    `,
  ];

  override render() {
    return html`<svg viewBox="6 6 52 52" aria-hidden="true">
      <path class="roof" d="M12 54V29L32 11l20 18v25"></path>
      <path
        class="ember"
        d="M32 25c1.4 6.5 10 9.7 10 17.7A10 10 0 0 1 32 53a10 10 0 0 1-10-10.2c0-3.5 1.9-5.8 3.5-8.2.6 2.4 1.7 3.4 3.2 4C28 33.2 29.9 28.5 32 25Z"
      ></path>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-logo': HearthLogo;
  }
}
