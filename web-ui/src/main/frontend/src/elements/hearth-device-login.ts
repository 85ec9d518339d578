import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { Device, LoginStanding } from '../api/types.js';
import { notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import { troubled } from './troubled.js';

/** For an owner: the user and password that a device asks for before it obeys. */
@customElement('hearth-device-login')
export class HearthDeviceLogin extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      summary {
        padding: var(--space-2) 0;
        font-weight: 650;
        cursor: pointer;
      }
      form {
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
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @state() private standing: LoginStanding | undefined;
  readonly #deed = new Deed(this);
  #of = '';

  override willUpdate(): void {
    if (this.#of === this.device.id) return;
    this.#of = this.device.id;
    this.standing = undefined;
    void this.#ask();
  }

  override render() {
    const { standing } = this;
    if (!standing?.possible) return nothing;
    const words = text.login;
    const { isGoing, trouble } = this.#deed;
    return html`<details>
      <summary>${words.title}</summary>
      <p class="soft small">${standing.kept ? words.kept : words.lead} ${words.limit}</p>
      <form @submit=${this.#give} novalidate>
        <div class="fields">
          <div class="field">
            <label for="user">${words.user}</label>
            <input
              id="user"
              name="user"
              class="input"
              maxlength="64"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              .value=${standing.user ?? ''}
            />
          </div>
          <div class="field">
            <label for="password">${words.password}</label>
            <input
              id="password"
              name="password"
              type="password"
              class="input"
              maxlength="64"
              autocomplete="off"
            />
          </div>
          <button class="button primary" ?disabled=${isGoing}>${words.give}</button>
          ${
            standing.kept
              ? html`<button
                  type="button"
                  class="button"
                  ?disabled=${isGoing}
                  @click=${this.#forget}
                >
                  ${words.forget}
                </button>`
              : nothing
          }
        </div>
      </form>
      <div role="status">${isGoing ? html`<p class="small">${words.going}</p>` : nothing}</div>
      ${troubled(trouble, 'small')}
    </details>`;
  }

  async #ask(): Promise<void> {
    const { id } = this.device;
    try {
      const standing = await hub.login(id);
      if (id === this.device.id) this.standing = standing;
    } catch {
      // Then there is nothing to type here; why, the rest of the page tells.
    }
  }

  async #give(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const told = new FormData(form);
    const user = String(told.get('user') ?? '').trim();
    const password = String(told.get('password') ?? '');
    if (!password) return this.#deed.say(text.login.missing);
    const isDone = await this.#deed.go(async () => {
      const { sentence } = await hub.giveLogin(this.device.id, {
        password,
        ...(user ? { user } : {}),
      });
      notices.say(sentence);
    });
    if (isDone) {
      form.reset();
      await this.#ask();
    }
  }

  async #forget(): Promise<void> {
    if (await this.#deed.go(() => hub.forgetLogin(this.device.id))) {
      notices.say(text.login.forgotten);
      await this.#ask();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-login': HearthDeviceLogin;
  }
}
