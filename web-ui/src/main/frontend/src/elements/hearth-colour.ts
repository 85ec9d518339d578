import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { base } from '../style/base.js';
import { wish } from './wish.js';

/** A colour as #rrggbb, chosen with the browser's own picker. */
@customElement('hearth-colour')
export class HearthColour extends LitElement {
  static override styles = [
    base,
    css`
      input {
        width: 72px;
        height: var(--target);
        padding: 4px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
        cursor: pointer;
      }
      input::-webkit-color-swatch {
        border: 0;
        border-radius: 6px;
      }
      input::-webkit-color-swatch-wrapper {
        padding: 0;
      }
    `,
  ];

  @property({ attribute: false }) value: unknown;
  @property() label = '';
  @property({ type: Boolean }) busy = false;

  override render() {
    const isColour = typeof this.value === 'string' && /^#[\da-f]{6}$/i.test(this.value);
    return html`<input
      type="color"
      aria-label=${this.label}
      aria-busy=${this.busy}
      .value=${live(isColour ? (this.value as string) : '#000000')}
      @change=${(event: Event) => this.dispatchEvent(wish((event.target as HTMLInputElement).value))}
    />`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-colour': HearthColour;
  }
}
