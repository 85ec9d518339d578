import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { hub } from '../api/hub.js';
import type { Device } from '../api/types.js';
import { home, notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import { labelOf, secretField } from './secret-field.js';
import { troubled } from './troubled.js';

/** For an owner: what to do about a device that cannot prove who it is, or lost its key. */
@customElement('hearth-device-proof')
export class HearthDeviceProof extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      summary {
        padding: var(--space-2) 0;
        font-weight: 650;
        cursor: pointer;
      }
      form,
      .allow {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-2) 0;
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
      .secret {
        font-family: var(--font-mono);
      }
      label.check {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
      }
      .check input {
        width: 20px;
        height: 20px;
        margin: 0;
        accent-color: var(--ember);
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  readonly watching = new Watching(this, () => ['pairing']);
  readonly #deed = new Deed(this);

  override render() {
    const { device } = this;
    const words = text.device;
    const { isGoing, trouble } = this.#deed;
    return html`<details ?open=${device.sensitive === true}>
      <summary>${device.authenticated ? words.proofAgain : words.proof}</summary>
      ${
        device.sensitive
          ? html`<div class="allow">
              <p class="small">${words.sensitive}</p>
              <label class="check"
                ><input
                  type="checkbox"
                  .checked=${live(device.allowed === true)}
                  ?disabled=${isGoing}
                  @change=${this.#allow}
                />${words.allow}</label
              >
            </div>`
          : nothing
      }
      ${home.isPairingOpen ? this.#form(isGoing) : html`<p class="small">${device.authenticated ? words.pairAgain : words.pairHere}</p>`}
      <div role="status">
        ${isGoing ? html`<p class="small">${text.pairing.going}</p>` : nothing}
      </div>
      ${troubled(trouble, 'small')}
    </details>`;
  }

  #form(isGoing: boolean) {
    const words = text.pairing;
    return html`<form @submit=${this.#pair} novalidate>
      <div class="fields">
        ${secretField('name', words.nameIfAny, 128)} ${secretField('secret', words.secret, 200)}
        <button
          class="button primary"
          ?disabled=${isGoing}
          aria-label=${words.pairNamed(this.device.title)}
        >
          ${words.pair}
        </button>
      </div>
      <label class="check"><input type="checkbox" name="calls" />${text.device.callsItself}</label>
    </form>`;
  }

  async #allow(event: Event): Promise<void> {
    const allowed = (event.target as HTMLInputElement).checked;
    await this.#deed.go(() => hub.changeDevice(this.device.id, { allowed }));
  }

  async #pair(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const label = labelOf(event);
    const calls = new FormData(form).has('calls');
    if (!label.secret) return this.#deed.say(text.pairing.missing);
    if (calls && !label.name) return this.#deed.say(text.pairing.missingName);
    const isDone = await this.#deed.go(async () => {
      const { sentence } = calls
        ? await hub.expectDevice({ ...label, device: this.device.id })
        : await hub.pairDevice(this.device.id, label);
      notices.say(sentence);
    });
    if (isDone) form.reset();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-proof': HearthDeviceProof;
  }
}
