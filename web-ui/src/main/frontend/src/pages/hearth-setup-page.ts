import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import { codeFromLink, tidySetupCode } from '../model/setup-code.js';
import { enter } from '../state/app.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-logo.js';
import { door } from './door.js';

const shortest = 8;

/** The first run: whoever has the one-time code becomes the owner. */
@customElement('hearth-setup-page')
export class HearthSetupPage extends LitElement {
  static override styles = [base, controls, door];

  @state() private isGoing = false;
  @state() private trouble = '';
  @state() private showsPassword = false;
  readonly #given = codeFromLink(location.hash);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.setup.title} · Hearth`;
    if (this.#given) history.replaceState(null, '', location.pathname);
  }

  override render() {
    const words = text.setup;
    return html`<main>
      <p class="brand"><hearth-logo></hearth-logo>Hearth</p>
      <h1>${words.title}</h1>
      <p>${words.lead}</p>
      <form @submit=${this.#submit} novalidate>
        <div class="field">
          <label for="code">${words.code}</label>
          <input
            id="code"
            name="code"
            class="input code"
            value=${this.#given}
            maxlength="20"
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck="false"
            aria-describedby="code-hint"
            required
            ?autofocus=${!this.#given}
            @change=${(event: Event) => {
              const input = event.target as HTMLInputElement;
              input.value = tidySetupCode(input.value);
            }}
          />
          <p id="code-hint" class="hint">${this.#given ? words.codePrefilled : words.codeHint}</p>
        </div>
        <div class="field">
          <label for="name">${words.name}</label>
          <input
            id="name"
            name="name"
            class="input"
            maxlength="50"
            autocomplete="username"
            aria-describedby="name-hint"
            required
            ?autofocus=${this.#given !== ''}
          />
          <p id="name-hint" class="hint">${words.nameHint}</p>
        </div>
        <div class="field">
          <label for="password">${words.password}</label>
          <input
            id="password"
            name="password"
            class="input"
            type=${this.showsPassword ? 'text' : 'password'}
            maxlength="200"
            autocomplete="new-password"
            aria-describedby="password-hint"
            required
          />
          <p id="password-hint" class="hint">${words.passwordHint}</p>
        </div>
        <label class="check"
          ><input
            type="checkbox"
            @change=${(event: Event) => (this.showsPassword = (event.target as HTMLInputElement).checked)}
          />${words.show}</label
        >
        <div role="alert">
          ${this.trouble ? html`<p class="error">${this.trouble}</p>` : nothing}
        </div>
        <button class="button primary" ?disabled=${this.isGoing}>
          ${this.isGoing ? words.going : words.go}
        </button>
      </form>
    </main>`;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>('[autofocus]')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const code = tidySetupCode(String(form.get('code')));
    const name = String(form.get('name')).trim();
    const password = String(form.get('password'));
    if (!code || !name || !password) {
      this.trouble = text.setup.missing;
    } else if (password.length < shortest) {
      this.trouble = text.setup.short;
    } else {
      await this.#setUp(code, name, password);
    }
  }

  async #setUp(code: string, name: string, password: string): Promise<void> {
    this.isGoing = true;
    this.trouble = '';
    try {
      enter(await hub.setUp({ code, name, password }));
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    } finally {
      this.isGoing = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-setup-page': HearthSetupPage;
  }
}
