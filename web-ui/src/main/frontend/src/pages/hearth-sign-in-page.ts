import { html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import { enter } from '../state/app.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-logo.js';
import { door } from './door.js';
import { troubled } from '../elements/troubled.js';

/** Who is at the door? */
@customElement('hearth-sign-in-page')
export class HearthSignInPage extends LitElement {
  static override styles = [base, controls, door];

  @state() private isGoing = false;
  @state() private trouble = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.signIn.go} · Hearth`;
  }

  override render() {
    const words = text.signIn;
    return html`<main>
      <p class="brand"><hearth-logo></hearth-logo>Hearth</p>
      <h1>${words.title}</h1>
      <p>${words.lead}</p>
      <form @submit=${this.#submit} novalidate>
        <div class="field">
          <label for="name">${words.name}</label>
          <input
            id="name"
            name="name"
            class="input"
            maxlength="50"
            autocomplete="username"
            required
          />
        </div>
        <div class="field">
          <label for="password">${words.password}</label>
          <input
            id="password"
            name="password"
            class="input"
            type="password"
            maxlength="200"
            autocomplete="current-password"
            required
          />
        </div>
        ${troubled(this.trouble)}
        <button class="button primary" ?disabled=${this.isGoing}>
          ${this.isGoing ? words.going : words.go}
        </button>
      </form>
    </main>`;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#name')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const name = String(form.get('name')).trim();
    const password = String(form.get('password'));
    if (!name || !password) {
      this.trouble = text.signIn.missing;
      return;
    }
    this.isGoing = true;
    this.trouble = '';
    try {
      enter(await hub.signIn({ name, password }));
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    } finally {
      this.isGoing = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-sign-in-page': HearthSignInPage;
  }
}
