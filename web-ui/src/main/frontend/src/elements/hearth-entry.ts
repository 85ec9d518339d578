import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import { wish } from './wish.js';

/** A number or a word typed by a person; wishes on Enter or with the button. */
@customElement('hearth-entry')
export class HearthEntry extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: flex;
        gap: var(--space-2);
        align-items: center;
      }
      .input {
        width: 11em;
      }
      .input.number {
        width: 7em;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property() kind: 'number' | 'text' = 'text';
  @property({ attribute: false }) value: unknown;
  @property({ attribute: false }) min: number | undefined;
  @property({ attribute: false }) max: number | undefined;
  @property({ attribute: false }) step: number | undefined;
  @property({ attribute: false }) maxLength: number | undefined;
  @property({ type: Boolean }) busy = false;
  @property() label = '';
  @state() private draft: string | undefined;

  override render() {
    const isNumber = this.kind === 'number';
    const value =
      this.draft ?? (this.value === undefined || this.value === null ? '' : String(this.value));
    return html`<form @submit=${this.#submit}>
      <input
        class="input ${isNumber ? 'number' : ''}"
        type=${this.kind}
        aria-label=${this.label}
        aria-busy=${this.busy}
        min=${this.min ?? nothing}
        max=${this.max ?? nothing}
        step=${isNumber ? 'any' : nothing}
        maxlength=${this.maxLength ?? nothing}
        .value=${live(value)}
        @input=${(event: Event) => (this.draft = (event.target as HTMLInputElement).value)}
      />
      <button class="button" ?disabled=${this.draft === undefined}>
        ${isNumber ? text.command.set : text.command.save}
      </button>
    </form>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const { draft } = this;
    if (draft === undefined) return;
    const value = this.kind === 'number' ? Number(draft) : draft;
    if (this.kind === 'number' && (draft.trim() === '' || !Number.isFinite(value))) return;
    this.draft = undefined;
    this.dispatchEvent(wish(value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-entry': HearthEntry;
  }
}
