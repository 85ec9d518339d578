import { html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { HubProblem, sentenceOf } from '../api/problem.js';
import type { AutoUnlock } from '../api/types.js';
import { codeFromLink, tidySetupCode } from '../model/setup-code.js';
import { shortestPassword } from '../model/passwords.js';
import { enter } from '../state/app.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-after-power-cut.js';
import '../elements/hearth-logo.js';
import type { Wish } from '../elements/wish.js';
import { door } from './door.js';
import { troubled } from '../elements/troubled.js';

const steps = 2;

/** The first run: whoever has the one-time code becomes the owner, and says what a power cut may open. */
@customElement('hearth-setup-page')
export class HearthSetupPage extends LitElement {
  static override styles = [base, controls, door];

  @state() private isGoing = false;
  @state() private trouble = '';
  @state() private showsPassword = false;
  @state() private step = 1;
  @state() private autoUnlock: AutoUnlock = 'all';
  readonly #given = codeFromLink(location.hash);
  #owner = { code: this.#given, name: '', password: '' };

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.setup.title} · Hearth`;
    if (this.#given) history.replaceState(null, '', location.pathname);
  }

  override render() {
    return html`<main>
      <p class="brand"><hearth-logo></hearth-logo>Hearth</p>
      <p class="step">${text.setupSteps.step(this.step, steps)}</p>
      ${this.step === 1 ? this.#who() : this.#powerCut()}
    </main>`;
  }

  #who() {
    const words = text.setup;
    return html`<h1>${words.title}</h1>
      <p>${words.lead}</p>
      <form @submit=${this.#named} novalidate>
        <div class="field">
          <label for="code">${words.code}</label>
          <input
            id="code"
            name="code"
            class="input code"
            .value=${this.#owner.code}
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
            .value=${this.#owner.name}
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
            .value=${this.#owner.password}
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
            .checked=${this.showsPassword}
            @change=${(event: Event) => (this.showsPassword = (event.target as HTMLInputElement).checked)}
          />${words.show}</label
        >
        ${this.#alert()}
        <button class="button primary">${text.setupSteps.next}</button>
      </form>`;
  }

  #powerCut() {
    const words = text.afterPowerCut;
    return html`<h1>${words.title}</h1>
      <p>${words.lead}</p>
      <form
        novalidate
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          void this.#setUp();
        }}
      >
        <hearth-after-power-cut
          .value=${this.autoUnlock}
          ?disabled=${this.isGoing}
          @wish=${(event: Wish) => (this.autoUnlock = event.detail as AutoUnlock)}
          @go=${() => void this.#setUp()}
        ></hearth-after-power-cut>
        ${this.#alert()}
        <div class="row">
          <button class="button primary" ?disabled=${this.isGoing}>
            ${this.isGoing ? text.setup.going : text.setup.go}
          </button>
          <button
            type="button"
            class="button quiet"
            ?disabled=${this.isGoing}
            @click=${() => this.#back('')}
          >
            ${text.setupSteps.back}
          </button>
        </div>
      </form>`;
  }

  #alert() {
    return troubled(this.trouble);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>('[autofocus]')?.focus();
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('step') || changed.get('step') === undefined) return;
    const choice = this.renderRoot.querySelector('hearth-after-power-cut');
    if (choice) void choice.updateComplete.then(() => choice.focus());
    else this.renderRoot.querySelector<HTMLInputElement>('#code')?.focus();
  }

  #named(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const code = tidySetupCode(String(form.get('code')));
    const name = String(form.get('name')).trim();
    const password = String(form.get('password'));
    this.#owner = { code, name, password };
    if (!code || !name || !password) {
      this.trouble = text.setup.missing;
    } else if (password.length < shortestPassword) {
      this.trouble = text.setup.short;
    } else {
      this.trouble = '';
      this.step = 2;
    }
  }

  #back(trouble: string): void {
    this.trouble = trouble;
    this.step = 1;
  }

  async #setUp(): Promise<void> {
    if (this.isGoing) return;
    this.isGoing = true;
    this.trouble = '';
    try {
      enter(await hub.setUp({ ...this.#owner, autoUnlock: this.autoUnlock }));
    } catch (failure) {
      // A code or a name that will not do is changed where it was typed.
      const isAboutWho = failure instanceof HubProblem && [400, 403].includes(failure.status);
      if (isAboutWho) this.#back(sentenceOf(failure));
      else this.trouble = sentenceOf(failure);
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
