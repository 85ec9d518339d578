import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { shortestPassword } from '../model/passwords.js';
import { Deed } from '../state/deed.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import { told } from './told.js';
import { troubled } from './troubled.js';

/** Adds a way to open the store: a code on paper, another password, or on the machine itself. */
@customElement('hearth-new-key')
export class HearthNewKey extends LitElement {
  static override styles = [base, controls, page, settings];

  readonly #adding = new Deed(this);

  override render() {
    const words = text.keys;
    return html`<section>
      <h2>${words.add}</h2>
      <div class="panel">
        <div class="line">
          <div>
            <p><strong>${words.addCode}</strong></p>
            <p class="small soft">${words.addCodeLead}</p>
          </div>
          <a class="button" href="/recovery">${text.recovery.make}</a>
        </div>
      </div>
      <form class="panel form" novalidate @submit=${this.#add}>
        <div>
          <p><strong>${words.addPassword}</strong></p>
          <p class="small soft">${words.addPasswordLead}</p>
        </div>
        <div class="field">
          <label for="label">${words.label}</label>
          <input id="label" name="label" class="input" maxlength="50" autocomplete="off" />
        </div>
        <div class="field">
          <label for="added">${words.newPassword}</label>
          <input
            id="added"
            name="password"
            type="password"
            class="input"
            maxlength="200"
            autocomplete="new-password"
            aria-describedby="added-hint"
          />
          <p id="added-hint" class="hint">${words.newPasswordHint}</p>
        </div>
        ${troubled(this.#adding.trouble)}
        <button class="button" ?disabled=${this.#adding.isGoing}>${words.addGo}</button>
      </form>
      <p class="small soft">${words.addFile} <code>hearth keys add --help</code></p>
    </section>`;
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const typed = new FormData(form);
    const label = String(typed.get('label')).trim();
    const passphrase = String(typed.get('password'));
    if (!label) return this.#adding.say(text.keys.labelMissing);
    if (passphrase.length < shortestPassword) return this.#adding.say(text.keys.short);
    const isDone = await this.#adding.go(() =>
      hub.addKey({ kind: 'passphrase', label, passphrase }),
    );
    if (!isDone) return;
    form.reset();
    this.dispatchEvent(told(text.keys.added(label)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-new-key': HearthNewKey;
  }
}
