import { html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { mayBePaired } from '../api/problem.js';
import { Deed } from '../state/deed.js';
import { base, controls } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import { labelOf, secretField } from './secret-field.js';
import { troubled } from './troubled.js';

/** The label of a device that is nowhere to be seen: it calls by itself, while the window is open. */
@customElement('hearth-await-device')
export class HearthAwaitDevice extends LitElement {
  static override styles = [base, controls, settings];

  readonly #awaiting = new Deed(this);

  override render() {
    const words = text.pairing;
    const { isGoing, trouble, failure } = this.#awaiting;
    return html`<details>
      <summary>${words.await}</summary>
      <form class="form" novalidate @submit=${this.#expect}>
        <p class="small soft">${words.awaitLead}</p>
        ${secretField('name', words.name, 128)} ${secretField('secret', words.secret, 200)}
        ${troubled(trouble)}
        <div class="row">
          <button class="button" ?disabled=${isGoing}>${words.awaitGo}</button>
          ${
            mayBePaired(failure)
              ? html`<button class="button" name="another" ?disabled=${isGoing}>
                  ${words.another}
                </button>`
              : nothing
          }
        </div>
      </form>
    </details>`;
  }

  async #expect(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const label = labelOf(event);
    if (!label.secret) return this.#awaiting.say(text.pairing.missing);
    if (!label.name) return this.#awaiting.say(text.pairing.missingName);
    if (await this.#awaiting.go(() => hub.expectDevice(label))) form.reset();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-await-device': HearthAwaitDevice;
  }
}
