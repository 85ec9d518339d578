import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hub } from '../api/hub.js';
import { Loading } from '../state/loading.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import '../elements/hearth-auto-unlock.js';
import '../elements/hearth-key.js';
import '../elements/hearth-lock-past.js';
import '../elements/hearth-master-key.js';
import '../elements/hearth-new-key.js';
import type { Told } from '../elements/told.js';

/** Every way to open the store: which there are, whether they work, adding and removing. */
@customElement('hearth-keys-page')
export class HearthKeysPage extends LitElement {
  static override styles = [base, controls, page, settings];

  @state() private said = '';
  readonly #keys = new Loading(this, () => hub.keys());

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.keys.title} · Hearth`;
  }

  override render() {
    const words = text.keys;
    const said = this.said ? html`<p class="good-words">${this.said}</p>` : nothing;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      <div role="status">${said}</div>
      ${this.#list()}
      <hearth-new-key @told=${this.#told}></hearth-new-key>
      <hearth-auto-unlock></hearth-auto-unlock>
      <hearth-lock-past></hearth-lock-past>
      <hearth-master-key @told=${this.#told}></hearth-master-key>
    </div>`;
  }

  #list() {
    const { value, trouble } = this.#keys;
    if (trouble) return html`<p class="error" role="alert">${trouble}</p>`;
    if (!value) return html`<p class="soft" role="status">${text.keys.loading}</p>`;
    return html`<ul class="panel rows">
      ${repeat(
        value,
        (key) => key.id,
        (key) => html`<li><hearth-key .key=${key} @told=${this.#told}></hearth-key></li>`,
      )}
    </ul>`;
  }

  readonly #told = ({ detail }: Told): void => {
    this.said = detail;
    void this.#keys.again();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-keys-page': HearthKeysPage;
  }
}
