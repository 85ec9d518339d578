import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base, page } from '../style/base.js';
import { text } from '../text/text.js';

/** An address that leads nowhere. */
@customElement('hearth-not-found-page')
export class HearthNotFoundPage extends LitElement {
  static override styles = [base, page];

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.notFound.title} · Hearth`;
  }

  override render() {
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${text.notFound.title}</h1>
        <p>${text.notFound.lead}</p>
      </div>
      <p><a href="/">${text.notFound.home}</a></p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-not-found-page': HearthNotFoundPage;
  }
}
