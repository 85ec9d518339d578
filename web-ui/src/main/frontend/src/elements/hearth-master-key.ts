import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import { told } from './told.js';
import { troubled } from './troubled.js';

/** Gives the store a new master key, and says what remains to be done then. */
@customElement('hearth-master-key')
export class HearthMasterKey extends LitElement {
  static override styles = [base, controls, page, settings];

  @state() private remarks: readonly string[] = [];
  readonly #rotating = new Deed(this);

  override render() {
    const words = text.keys;
    const { isGoing, trouble } = this.#rotating;
    return html`<section>
      <h2>${words.master}</h2>
      <div class="panel line">
        <p class="soft">${words.masterLead}</p>
        <button class="button" ?disabled=${isGoing} @click=${this.#rotate}>
          ${isGoing ? words.masterGoing : words.masterGo}
        </button>
      </div>
      ${troubled(trouble)}
      ${
        this.remarks.length > 0
          ? html`<ul class="panel rows" role="status">
              <li><p class="good-words">${words.masterDone}</p></li>
              ${this.remarks.map((it) => html`<li>${it}</li>`)}
            </ul>`
          : nothing
      }
    </section>`;
  }

  readonly #rotate = async (): Promise<void> => {
    const isDone = await this.#rotating.go(async () => {
      this.remarks = (await hub.rotateMasterKey()).remarks;
    });
    if (!isDone) return;
    if (this.remarks.length === 0) notices.say(text.keys.masterDone);
    this.dispatchEvent(told(''));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-master-key': HearthMasterKey;
  }
}
