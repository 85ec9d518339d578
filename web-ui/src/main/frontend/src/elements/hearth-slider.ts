import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { base } from '../style/base.js';
import { customProperties } from '../style/custom-properties.js';
import { wish } from './wish.js';

/** A number between two ends. Says what it will be while it moves, and wishes when it is let go. */
@customElement('hearth-slider')
export class HearthSlider extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    base,
    css`
      input {
        --thumb: 26px;
        display: block;
        width: 100%;
        height: var(--target);
        margin: 0;
        background: none;
        appearance: none;
        cursor: pointer;
      }
      input::-webkit-slider-runnable-track {
        height: 12px;
        border-radius: 6px;
        background: linear-gradient(
          to right,
          var(--ember) var(--fill, 0%),
          var(--line) var(--fill, 0%)
        );
      }
      input::-moz-range-track {
        height: 12px;
        border-radius: 6px;
        background: var(--line);
      }
      input::-moz-range-progress {
        height: 12px;
        border-radius: 6px;
        background: var(--ember);
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: var(--thumb);
        height: var(--thumb);
        margin-top: -7px;
        border: 3px solid var(--ember);
        border-radius: 50%;
        background: var(--surface);
        box-shadow: var(--shadow-low);
      }
      input::-moz-range-thumb {
        width: 20px;
        height: 20px;
        border: 3px solid var(--ember);
        border-radius: 50%;
        background: var(--surface);
      }
      :host([busy]) input::-webkit-slider-thumb {
        border-style: dashed;
      }
      :host([busy]) input::-moz-range-thumb {
        border-style: dashed;
      }
      input:focus-visible {
        border-radius: var(--radius-small);
      }
    `,
  ];

  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 100;
  @property({ type: Number }) step = 1;
  @property({ attribute: false }) value: number | undefined;
  @property({ type: Boolean, reflect: true }) busy = false;
  @property() label = '';
  /** Says a position as a person would read it. */
  @property({ attribute: false }) say: (value: number) => string = String;
  @state() private draft: number | undefined;

  override render() {
    const value = this.draft ?? this.value ?? this.min;
    const fill = ((value - this.min) / (this.max - this.min || 1)) * 100;
    return html`<input
      type="range"
      min=${this.min}
      max=${this.max}
      step=${this.step}
      .value=${live(String(value))}
      aria-label=${this.label}
      aria-valuetext=${this.say(value)}
      aria-busy=${this.busy}
      ${customProperties({ '--fill': `${Math.min(100, Math.max(0, fill))}%` })}
      @input=${this.#moved}
      @change=${this.#letGo}
    />`;
  }

  #moved(event: Event): void {
    this.draft = (event.target as HTMLInputElement).valueAsNumber;
    this.dispatchEvent(new CustomEvent('draft', { detail: this.draft }));
  }

  #letGo(event: Event): void {
    const value = (event.target as HTMLInputElement).valueAsNumber;
    this.draft = undefined;
    this.dispatchEvent(new CustomEvent('draft', { detail: undefined }));
    this.dispatchEvent(wish(value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-slider': HearthSlider;
  }
}
