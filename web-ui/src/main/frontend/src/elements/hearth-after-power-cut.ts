import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { AutoUnlock } from '../api/types.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import { wish } from './wish.js';

const choices: readonly AutoUnlock[] = ['all', 'operating', 'none'];

/** What opens by itself when the hub starts: three ways, each with what it protects against and what not. */
@customElement('hearth-after-power-cut')
export class HearthAfterPowerCut extends LitElement {
  static override styles = [
    base,
    css`
      fieldset {
        display: grid;
        gap: var(--space-2);
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
      }
      label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
        cursor: pointer;
      }
      label:has(:checked) {
        border-color: var(--ember);
        background: var(--ember-soft);
      }
      label:has(:focus-visible) {
        outline: 3px solid var(--focus);
        outline-offset: 2px;
      }
      input {
        width: 20px;
        height: 20px;
        margin: 2px 0 0;
        accent-color: var(--ember);
      }
      input:focus-visible {
        outline: none;
      }
      strong {
        font-weight: 600;
      }
      small {
        grid-column: 2;
        color: var(--ink-soft);
        font-size: var(--text-1);
      }
    `,
  ];

  @property() value: AutoUnlock | undefined;
  @property({ type: Boolean }) disabled = false;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input:checked, input')?.focus();
  }

  override render() {
    const words = text.afterPowerCut;
    return html`<fieldset ?disabled=${this.disabled}>
      <legend class="for-readers">${words.title}</legend>
      ${choices.map(
        (choice) =>
          html`<label>
            <input
              type="radio"
              name="choice"
              aria-describedby=${`what-${choice}`}
              .checked=${live(choice === this.value)}
              @change=${() => this.dispatchEvent(wish(choice))}
              @keydown=${this.#pressed}
            />
            <strong>${words.choices[choice]}</strong>
            <small id=${`what-${choice}`}>${words.what[choice]}</small>
          </label>`,
      )}
    </fieldset>`;
  }

  /** The form that it stands in is in another tree, where Enter would not reach it. */
  #pressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('go'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-after-power-cut': HearthAfterPowerCut;
  }
}
