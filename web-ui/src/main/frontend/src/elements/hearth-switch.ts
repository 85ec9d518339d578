import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import { wish } from './wish.js';

/**
 * On or off, or on its way between the two: then the thumb stands in the middle until the device
 * has said which it is. With `stretch` the whole nearest positioned box can be pressed.
 */
@customElement('hearth-switch')
export class HearthSwitch extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
      button {
        display: grid;
        place-items: center;
        min-width: 56px;
        min-height: var(--target);
        padding: 0;
        border: 0;
        background: none;
        cursor: pointer;
        -webkit-tap-highlight-color: transparent;
      }
      :host([stretch]) button::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: var(--radius-large);
      }
      :host([stretch]) button:focus-visible {
        outline: none;
      }
      :host([stretch]) button:focus-visible::after {
        outline: 3px solid var(--focus);
        outline-offset: 2px;
      }
      .track {
        display: block;
        width: 50px;
        height: 30px;
        padding: 3px;
        border-radius: 15px;
        border: 2px solid var(--line-strong);
        background: var(--surface-sunken);
        transition:
          background var(--ease),
          border-color var(--ease);
      }
      .thumb {
        display: block;
        width: 20px;
        height: 20px;
        border-radius: 50%;
        background: var(--line-strong);
        transition:
          translate var(--ease),
          background var(--ease);
      }
      [aria-checked='true'] .track {
        background: var(--ember);
        border-color: var(--ember);
      }
      [aria-checked='true'] .thumb {
        translate: 20px 0;
        background: var(--on-ember);
      }
      :host([unknown]) .track {
        border-style: dashed;
        background: none;
      }
      :host([unknown]) .thumb {
        translate: 10px 0;
        background: none;
        border: 2px dashed var(--line-strong);
      }
      [aria-busy='true'] .track {
        background: var(--ember-soft);
        border-color: var(--ember);
        border-style: dashed;
      }
      [aria-busy='true'] .thumb {
        translate: 10px 0;
        background: var(--ember);
        animation: waiting 900ms ease-in-out infinite alternate;
      }
      @keyframes waiting {
        to {
          opacity: 0.35;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        [aria-busy='true'] .thumb {
          animation: none;
        }
      }
    `,
  ];

  @property({ type: Boolean }) checked = false;
  /** Nobody has said yet which it is. */
  @property({ type: Boolean, reflect: true }) unknown = false;
  /** A command is on its way. */
  @property({ type: Boolean }) busy = false;
  @property() label = '';
  @property({ type: Boolean, reflect: true }) stretch = false;

  override render() {
    return html`<button
      role="switch"
      type="button"
      aria-checked=${this.checked}
      aria-busy=${this.busy}
      aria-label=${this.unknown ? text.command.unknown(this.label) : this.label}
      @click=${() => this.dispatchEvent(wish(!this.checked))}
    >
      <span class="track"><span class="thumb"></span></span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-switch': HearthSwitch;
  }
}
