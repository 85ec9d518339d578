import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { Secret } from '../api/types.js';
import { begin, home } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-logo.js';
import '../elements/hearth-secret-form.js';
import { door } from './door.js';

/** The whole hub is locked: nobody is signed in and nothing works until somebody unlocks it. */
@customElement('hearth-closed-page')
export class HearthClosedPage extends LitElement {
  static override styles = [base, controls, door];

  @state() private isOpen = false;
  readonly #unlocking = new Deed(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.unlock.homeTitle} · Hearth`;
  }

  override render() {
    const words = text.unlock;
    const isOpening = this.isOpen || home.closedHub?.state === 'opening';
    return html`<main>
      <p class="brand"><hearth-logo></hearth-logo>Hearth</p>
      <h1>${words.homeTitle}</h1>
      <p>${words.homeLead}</p>
      ${home.closedHub?.reason ? html`<p>${home.closedHub.reason}</p>` : nothing}
      <p role="status">${isOpening ? words.opening : nothing}</p>
      ${
        isOpening
          ? nothing
          : html`<hearth-secret-form
              class="form"
              .kinds=${home.closedHub?.opensWith ?? []}
              .go=${words.go}
              .going=${words.going}
              .trouble=${this.#unlocking.trouble}
              ?busy=${this.#unlocking.isGoing}
              @secret=${(event: CustomEvent<Secret>) => void this.#unlock(event.detail)}
            ></hearth-secret-form>`
      }
    </main>`;
  }

  override firstUpdated(): void {
    const form = this.renderRoot.querySelector('hearth-secret-form');
    void form?.updateComplete.then(() => form.focus());
  }

  async #unlock(secret: Secret): Promise<void> {
    if (!(await this.#unlocking.go(() => hub.unlock(secret)))) return;
    this.isOpen = true;
    await begin();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-closed-page': HearthClosedPage;
  }
}
