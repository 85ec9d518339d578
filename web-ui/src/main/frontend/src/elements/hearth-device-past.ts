import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { exportAddress, hub } from '../api/hub.js';
import type { Device, Erasure, Keeping, Retention } from '../api/types.js';
import { propertiesOf } from '../model/thing.js';
import { notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-confirm.js';
import type { HearthConfirm } from './hearth-confirm.js';
import './hearth-keep-fields.js';
import type { Wish } from './wish.js';
import { troubled } from './troubled.js';

/** A device's past as a thing of its own: how long it is kept, taking it along, forgetting it. */
@customElement('hearth-device-past')
export class HearthDevicePast extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    settings,
    css`
      summary {
        padding: var(--space-2) 0;
        font-weight: 650;
        cursor: pointer;
      }
      .inner {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-2) 0;
      }
      .danger {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  /** Which property the rule is for; '' for all of them. */
  @state() private about = '';
  @state() private retention: Retention | undefined;
  @state() private erasure: Erasure | undefined;
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly #loading = new Deed(this);
  readonly #saving = new Deed(this);
  readonly #erasing = new Deed(this);

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('device') as Device | undefined;
    if (before && before.id !== this.device.id) {
      this.erasure = undefined;
      this.about = '';
    }
  }

  override render() {
    const words = text.keeping;
    const { isGoing, trouble } = this.#erasing;
    const { device } = this;
    return html`<details @toggle=${this.#opened}>
        <summary>${words.title}</summary>
        <div class="inner">
          ${troubled(this.#loading.trouble)}
          ${this.retention ? this.#rule(this.retention) : nothing}
          <p>
            ${text.exporting.button}:
            <a href=${exportAddress([device.id], 'csv')} download>${text.exporting.csv}</a>,
            <a href=${exportAddress([device.id], 'jsonl')} download>${text.exporting.jsonl}</a>
          </p>
          <div>
            <button
              class="button quiet-danger danger"
              ?disabled=${isGoing}
              @click=${() => void this.#erase()}
            >
              ${isGoing ? text.forget.going : text.forget.button}
            </button>
            ${troubled(trouble)}
          </div>
          <div role="status">${this.erasure ? this.#erased(this.erasure) : nothing}</div>
        </div>
      </details>
      <hearth-confirm
        .question=${text.forget.ask(device.title)}
        .consequence=${text.forget.what}
        .yes=${text.forget.yes}
        .no=${text.forget.no}
      ></hearth-confirm>`;
  }

  #rule(retention: Retention) {
    const words = text.keeping;
    const own = retention.exceptions.find(
      (it) => it.device === this.device.id && (it.property ?? '') === this.about,
    );
    const properties = propertiesOf(this.device);
    const { isGoing, trouble } = this.#saving;
    return html`<div class="form">
      ${
        properties.length > 1
          ? html`<div class="field">
              <label for="about">${words.about}</label>
              <select
                id="about"
                class="input"
                @change=${(event: Event) => (this.about = (event.target as HTMLSelectElement).value)}
              >
                <option value="">${words.everything}</option>
                ${properties.map((it) => html`<option value=${it.name}>${it.title}</option>`)}
              </select>
            </div>`
          : nothing
      }
      <label class="check"
        ><input
          type="checkbox"
          .checked=${own !== undefined}
          ?disabled=${isGoing}
          @change=${(event: Event) =>
            void this.#keep(
              (event.target as HTMLInputElement).checked ? retention.home : undefined,
            )}
        />${words.own}</label
      >
      ${
        own
          ? html`<hearth-keep-fields
              .value=${own}
              ?disabled=${isGoing}
              @wish=${(event: Wish) => void this.#keep(event.detail as Keeping)}
            ></hearth-keep-fields>`
          : html`<p class="small soft">
              ${words.asHome}. <a href="/storage">${text.storage.title}</a>
            </p>`
      }
      ${troubled(trouble)}
    </div>`;
  }

  #erased(erasure: Erasure) {
    const { done, remains } = erasure;
    // A hub of before tells of no failures.
    const failures = (erasure as { failures?: readonly string[] }).failures ?? [];
    const words = text.forget;
    return html`<div class="panel form">
      <h3>${words.done(this.device.title)}</h3>
      ${done.map((it) => html`<p>${it}</p>`)}
      ${failures.map((it) => html`<p class="bad-words">${it}</p>`)}
      ${
        remains.length > 0
          ? html`<h3>${words.remains}</h3>
              ${remains.map((it) => html`<p>${it}</p>`)}`
          : nothing
      }
      <button class="button" @click=${() => (this.erasure = undefined)}>${words.close}</button>
    </div>`;
  }

  #opened(event: Event): void {
    if ((event.target as HTMLDetailsElement).open && !this.retention)
      void this.#loading.go(async () => (this.retention = await hub.retention()));
  }

  async #keep(keeping: Keeping | undefined): Promise<void> {
    const { id } = this.device;
    const isDone = await this.#saving.go(async () => {
      if (keeping) {
        const { raw, rollUps } = keeping;
        this.retention = this.about
          ? await hub.setPropertyRetention(id, this.about, { raw, rollUps })
          : await hub.setDeviceRetention(id, { raw, rollUps });
      } else {
        if (this.about) await hub.clearPropertyRetention(id, this.about);
        else await hub.clearDeviceRetention(id);
        this.retention = await hub.retention();
      }
    });
    if (isDone) notices.say(text.keeping.saved);
  }

  async #erase(): Promise<void> {
    if (!(await this.confirm.ask())) return;
    await this.#erasing.go(async () => (this.erasure = await hub.erasePast(this.device.id)));
    await this.updateComplete;
    this.renderRoot.querySelector('[role=status]')?.scrollIntoView({ block: 'nearest' });
    this.dispatchEvent(new CustomEvent('erased', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-past': HearthDevicePast;
  }
}
