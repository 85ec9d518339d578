import { mdiShieldOffOutline } from '@mdi/js';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';

/** A quiet mark on a device that cannot prove who it is; pressed, it says what that means. */
@customElement('hearth-unproven')
export class HearthUnproven extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        vertical-align: -0.3em;
        font-size: var(--text-2);
        font-weight: 400;
        letter-spacing: 0;
        line-height: 1.45;
      }
      button {
        display: inline-grid;
        place-items: center;
        width: 32px;
        height: 28px;
        border: 0;
        border-radius: var(--radius-small);
        background: none;
        color: var(--ink-soft);
        cursor: pointer;
        --icon-size: 17px;
      }
      button:hover {
        background: var(--surface-sunken);
        color: var(--ink);
      }
      [popover] {
        max-width: min(380px, calc(100vw - 2 * var(--space-4)));
        padding: var(--space-4) var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-high);
      }
      [popover]::backdrop {
        background: var(--shade);
      }
      p + p {
        margin-top: var(--space-2);
        color: var(--ink-soft);
      }
    `,
  ];

  /** Whom it marks. */
  @property() of = '';

  override render() {
    const words = text.unproven;
    return html`<button
        type="button"
        popovertarget="why"
        aria-label=${words.mark(this.of)}
        title=${words.mark(this.of)}
      >
        <hearth-icon .path=${mdiShieldOffOutline}></hearth-icon>
      </button>
      <div id="why" popover role="dialog" aria-label=${words.mark(this.of)}>
        <p><strong>${words.lead}</strong></p>
        <p>${words.why}</p>
        <p>${words.what}</p>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-unproven': HearthUnproven;
  }
}
