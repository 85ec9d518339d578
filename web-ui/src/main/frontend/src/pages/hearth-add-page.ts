import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import { troubled } from '../elements/troubled.js';

/** For a device that does not announce itself. */
@customElement('hearth-add-page')
export class HearthAddPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      form {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }
      .field {
        width: 100%;
      }
    `,
  ];

  @state() private isAsking = false;
  @state() private asked = '';
  @state() private trouble = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.add.title} · Hearth`;
  }

  override render() {
    const words = text.add;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      <form class="panel" @submit=${this.#submit} novalidate>
        <div class="field">
          <label for="address">${words.address}</label>
          <input
            id="address"
            name="address"
            class="input"
            maxlength="300"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            inputmode="url"
            aria-describedby="hint"
          />
          <p id="hint" class="hint">${words.hint}</p>
        </div>
        ${troubled(this.trouble)}
        <button class="button primary" ?disabled=${this.isAsking}>
          ${this.isAsking ? words.going : words.go}
        </button>
        <div role="status">
          ${
            this.asked
              ? html`<p>${words.asked(this.asked)} <a href="/inbox">${words.seeInbox}</a></p>`
              : nothing
          }
        </div>
      </form>
    </div>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const address = String(new FormData(form).get('address')).trim();
    this.asked = '';
    this.trouble = address ? '' : text.add.missing;
    if (!address) return;
    this.isAsking = true;
    try {
      await hub.addByAddress(address);
      this.asked = address;
      form.reset();
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    } finally {
      this.isAsking = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-add-page': HearthAddPage;
  }
}
