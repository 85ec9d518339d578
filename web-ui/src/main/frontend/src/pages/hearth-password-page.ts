import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { shortestPassword } from '../model/passwords.js';
import { notices, router } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import { troubled } from '../elements/troubled.js';

/** One's own password, changed. */
@customElement('hearth-password-page')
export class HearthPasswordPage extends LitElement {
  static override styles = [base, controls, page, settings];

  readonly #changing = new Deed(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.password.title} · Hearth`;
  }

  override render() {
    const words = text.password;
    const { isGoing, trouble } = this.#changing;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      <form class="panel form" novalidate @submit=${this.#submit}>
        <div class="field">
          <label for="old">${words.old}</label>
          <input
            id="old"
            name="old"
            type="password"
            class="input"
            maxlength="200"
            autocomplete="current-password"
          />
        </div>
        <div class="field">
          <label for="fresh">${words.fresh}</label>
          <input
            id="fresh"
            name="fresh"
            type="password"
            class="input"
            maxlength="200"
            autocomplete="new-password"
            aria-describedby="hint"
          />
          <p id="hint" class="hint">${text.keys.newPasswordHint}</p>
        </div>
        ${troubled(trouble)}
        <button class="button primary" ?disabled=${isGoing}>
          ${isGoing ? words.going : words.go}
        </button>
      </form>
    </div>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const told = new FormData(event.target as HTMLFormElement);
    const old = String(told.get('old'));
    const fresh = String(told.get('fresh'));
    if (!old || !fresh) return this.#changing.say(text.password.missing);
    if (fresh.length < shortestPassword) return this.#changing.say(text.keys.short);
    if (!(await this.#changing.go(() => hub.changePassword(old, fresh)))) return;
    notices.say(text.password.done);
    router.go('/more', { replace: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-password-page': HearthPasswordPage;
  }
}
