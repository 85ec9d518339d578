import { mdiMinus, mdiPlus } from '@mdi/js';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import { wish } from './wish.js';

const settled = 700;

/** A little more, a little less; wishes once the presses have come to rest. */
@customElement('hearth-stepper')
export class HearthStepper extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        border-radius: 999px;
        background: var(--surface-sunken);
      }
      .icon-button {
        color: var(--ink);
      }
      .icon-button:hover {
        background: var(--line);
      }
      .icon-button:disabled {
        color: var(--line-strong);
        background: none;
        cursor: default;
      }
      output {
        min-width: 4.2em;
        text-align: center;
        font-weight: 600;
      }
      output.draft {
        color: var(--ember-ink);
      }
    `,
  ];

  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 100;
  @property({ type: Number }) step = 1;
  @property({ attribute: false }) value: number | undefined;
  @property({ type: Boolean }) busy = false;
  @property() label = '';
  @property({ attribute: false }) say: (value: number) => string = String;
  @state() private draft: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#send();
  }

  override render() {
    const value = this.draft ?? this.value;
    return html`
      <button
        type="button"
        class="icon-button"
        aria-label=${text.command.decrease(this.label)}
        ?disabled=${value !== undefined && value <= this.min}
        @click=${() => this.#move(-1)}
      >
        <hearth-icon .path=${mdiMinus}></hearth-icon>
      </button>
      <output
        class="figure ${this.draft !== undefined || this.busy ? 'draft' : ''}"
        aria-label=${this.label}
        >${value === undefined ? text.value.none : this.say(value)}</output
      >
      <button
        type="button"
        class="icon-button"
        aria-label=${text.command.increase(this.label)}
        ?disabled=${value !== undefined && value >= this.max}
        @click=${() => this.#move(1)}
      >
        <hearth-icon .path=${mdiPlus}></hearth-icon>
      </button>
    `;
  }

  #move(direction: 1 | -1): void {
    const from = this.draft ?? this.value ?? (this.min + this.max) / 2;
    const steps = Math.round((from - this.min) / this.step) + direction;
    const next = Math.min(this.max, Math.max(this.min, this.min + steps * this.step));
    this.draft = Number(next.toFixed(4));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), settled);
  }

  #send(): void {
    clearTimeout(this.#timer);
    const { draft } = this;
    this.draft = undefined;
    if (draft !== undefined) this.dispatchEvent(wish(draft));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-stepper': HearthStepper;
  }
}
