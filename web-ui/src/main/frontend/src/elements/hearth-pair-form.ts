import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { mayBePaired } from '../api/problem.js';
import type { InboxEntry } from '../api/types.js';
import { home, notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import { labelOf, secretField } from './secret-field.js';
import { troubled } from './troubled.js';

/** The secret on the label of a found device, typed or pasted while the pairing window is open. */
@customElement('hearth-pair-form')
export class HearthPairForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3);
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
      }
      .secret {
        font-family: var(--font-mono);
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-2);
      }
      .field {
        flex: 1 1 12em;
      }
    `,
  ];

  @property({ attribute: false }) entry!: InboxEntry;
  readonly watching = new Watching(this, () => ['pairing']);
  readonly #pairing = new Deed(this);

  override render() {
    const words = text.pairing;
    const { pairing, title } = this.entry;
    if (!pairing) return nothing;
    const isOpen = home.isPairingOpen;
    const { isGoing, trouble } = this.#pairing;
    return html`<form @submit=${this.#submit} novalidate>
      <p class="small">${pairing.hint} ${pairing.required ? words.required : words.optional}</p>
      ${
        isOpen
          ? html`<div class="fields">
              ${pairing.named ? secretField('name', words.nameIfAny, 128) : nothing}
              ${secretField('secret', words.secret, 200)}
              <button
                class="button primary"
                ?disabled=${isGoing}
                aria-label=${words.pairNamed(title)}
              >
                ${words.pair}
              </button>
            </div>`
          : html`<p class="small soft">${words.closedHint}</p>`
      }
      <div role="status">${isGoing ? html`<p class="small">${words.going}</p>` : nothing}</div>
      ${troubled(trouble, 'small')}
      ${
        isOpen && mayBePaired(this.#pairing.failure)
          ? html`<button class="button" name="another" ?disabled=${isGoing}>
              ${words.another}
            </button>`
          : nothing
      }
    </form>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const label = labelOf(event);
    if (!label.secret) return this.#pairing.say(text.pairing.missing);
    const isDone = await this.#pairing.go(async () => {
      const { sentence } = await hub.pair(this.entry.id, label);
      notices.say(sentence);
    });
    if (isDone) form.reset();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-pair-form': HearthPairForm;
  }
}
