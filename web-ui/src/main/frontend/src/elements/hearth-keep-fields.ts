import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { css } from 'lit';
import type { Keep, Keeping } from '../api/types.js';
import { keepChoices, keepWords } from '../model/keeping.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import { wish } from './wish.js';

/** How long readings and their hourly and daily figures are kept: two lists; wishes a Keeping. */
@customElement('hearth-keep-fields')
export class HearthKeepFields extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      .field {
        flex: 1 1 11em;
        max-width: 260px;
      }
    `,
  ];

  @property({ attribute: false }) value!: Keeping;
  @property({ type: Boolean }) disabled = false;

  override render() {
    const words = text.storage;
    return html`<div class="fields">
      ${this.#field('raw', words.raw)} ${this.#field('rollUps', words.rollUps)}
    </div>`;
  }

  #field(name: 'raw' | 'rollUps', label: string) {
    const chosen = this.value[name];
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        class="input"
        ?disabled=${this.disabled}
        @change=${(event: Event) => {
          const keep = (event.target as HTMLSelectElement).value as Keep;
          const { raw, rollUps } = this.value;
          this.dispatchEvent(wish({ raw, rollUps, [name]: keep }));
        }}
      >
        ${keepChoices(chosen).map(
          (it) => html`<option value=${it} ?selected=${it === chosen}>${keepWords(it)}</option>`,
        )}
      </select>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-keep-fields': HearthKeepFields;
  }
}
