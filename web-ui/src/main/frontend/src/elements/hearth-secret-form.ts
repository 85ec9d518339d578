import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Secret } from '../api/types.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import { troubled } from './troubled.js';

/** Asks for the password or the recovery code, and sends `secret` with what was typed. */
@customElement('hearth-secret-form')
export class HearthSecretForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: var(--space-3);
      }
      .code {
        font-family: var(--font-mono);
        letter-spacing: 0.04em;
        text-transform: uppercase;
      }
    `,
  ];

  /** What can be typed here; both where the page does not know. */
  @property({ attribute: false }) kinds: readonly string[] = ['passphrase', 'recovery-code'];
  @property() go = '';
  @property() going = '';
  @property({ type: Boolean }) busy = false;
  @property() trouble = '';
  @state() private wantsCode = false;
  @state() private missing = '';

  override focus(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#secret')?.focus();
  }

  override render() {
    const words = text.unlock;
    const isCode = this.#isCode;
    const hasBoth = this.kinds.includes('passphrase') && this.kinds.includes('recovery-code');
    const trouble = this.missing || this.trouble;
    return html`<form @submit=${this.#submit} novalidate>
      <div class="field">
        <label for="secret">${isCode ? text.recovery.field : words.password}</label>
        <input
          id="secret"
          class="input ${isCode ? 'code' : ''}"
          type=${isCode ? 'text' : 'password'}
          maxlength="200"
          autocomplete=${isCode ? 'off' : 'current-password'}
          autocapitalize=${isCode ? 'characters' : 'none'}
          spellcheck="false"
          aria-describedby="hint"
          aria-invalid=${trouble !== ''}
        />
        <p id="hint" class="hint">${isCode ? text.recovery.hint : words.passwordHint}</p>
      </div>
      ${troubled(trouble)}
      <div class="row">
        <button class="button primary" ?disabled=${this.busy}>
          ${this.busy ? this.going || this.go : this.go}
        </button>
        ${
          hasBoth
            ? html`<button type="button" class="text-button" @click=${this.#turn}>
                ${isCode ? words.usePassword : words.useCode}
              </button>`
            : nothing
        }
        <slot></slot>
      </div>
    </form>`;
  }

  get #isCode(): boolean {
    return this.kinds.includes('passphrase') ? this.wantsCode : true;
  }

  #turn(): void {
    this.wantsCode = !this.wantsCode;
    this.missing = '';
    const input = this.renderRoot.querySelector<HTMLInputElement>('#secret')!;
    input.value = '';
    void this.updateComplete.then(() => input.focus());
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const { value } = this.renderRoot.querySelector<HTMLInputElement>('#secret')!;
    const isCode = this.#isCode;
    this.missing =
      value.trim() === '' ? (isCode ? text.recovery.missing : text.unlock.missingPassword) : '';
    if (this.missing) return;
    const detail: Secret = isCode ? { recoveryCode: value.trim() } : { passphrase: value };
    this.dispatchEvent(new CustomEvent('secret', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-secret-form': HearthSecretForm;
  }
}
