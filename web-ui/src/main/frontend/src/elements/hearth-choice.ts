import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { base, controls } from '../style/base.js';
import { wish } from './wish.js';

const fewEnoughToSee = 4;

/** One of several: side by side when they are few, a list otherwise. */
@customElement('hearth-choice')
export class HearthChoice extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .few {
        display: inline-flex;
        padding: 3px;
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: calc(var(--target) - 6px);
        padding: 0 var(--space-3);
        border-radius: 8px;
        color: var(--ink-soft);
        font-weight: 600;
        font-size: var(--text-1);
        cursor: pointer;
      }
      label:has(:checked) {
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow-low);
      }
      label:has(:focus-visible) {
        outline: 3px solid var(--focus);
        outline-offset: 1px;
      }
      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      @media (max-width: 639px) {
        label {
          padding: 0 7px;
        }
      }
      select {
        min-width: 9em;
      }
    `,
  ];

  @property({ attribute: false }) options: readonly unknown[] = [];
  @property({ attribute: false }) value: unknown;
  @property() label = '';
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) say: (value: unknown) => string = String;

  override render() {
    return this.options.length <= fewEnoughToSee || this.hasAttribute('inline')
      ? html`<div class="few" role="radiogroup" aria-label=${this.label} aria-busy=${this.busy}>
          ${this.options.map(
            (option) =>
              html`<label
                ><input
                  type="radio"
                  name="choice"
                  .checked=${live(option === this.value)}
                  @change=${() => this.dispatchEvent(wish(option))}
                />${this.say(option)}</label
              >`,
          )}
        </div>`
      : html`<select
          class="input"
          aria-label=${this.label}
          aria-busy=${this.busy}
          @change=${(event: Event) =>
            this.dispatchEvent(
              wish(this.options[(event.target as HTMLSelectElement).selectedIndex]),
            )}
        >
          ${this.options.map(
            (option) =>
              html`<option .selected=${live(option === this.value)}>${this.say(option)}</option>`,
          )}
        </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-choice': HearthChoice;
  }
}
