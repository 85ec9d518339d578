import {
  mdiFileKeyOutline,
  mdiFormTextboxPassword,
  mdiNoteTextOutline,
  mdiServerOutline,
} from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { Key, Secret } from '../api/types.js';
import { shortestPassword } from '../model/passwords.js';
import { notices, router } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-confirm.js';
import type { HearthConfirm } from './hearth-confirm.js';
import './hearth-icon.js';
import './hearth-secret-form.js';
import './hearth-time.js';
import { told } from './told.js';
import { troubled } from './troubled.js';

const icons: Record<Key['kind'], string> = {
  passphrase: mdiFormTextboxPassword,
  'recovery-code': mdiNoteTextOutline,
  'key-file': mdiFileKeyOutline,
  credential: mdiServerOutline,
};

/** One way to open the store: whether it works, and how to test, replace or remove it. */
@customElement('hearth-key')
export class HearthKey extends LitElement {
  static override styles = [
    base,
    controls,
    settings,
    css`
      .key {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-1) var(--space-3);
      }
      .key > hearth-icon {
        margin-top: 2px;
        color: var(--ink-soft);
      }
      .deeds,
      .inner {
        grid-column: 2;
      }
      .deeds {
        gap: var(--space-1);
        margin-left: calc(var(--space-3) * -1);
      }
      .deeds .button {
        padding: 0 var(--space-3);
      }
      .inner {
        display: grid;
        gap: var(--space-3);
        max-width: 420px;
        padding: var(--space-2) 0;
      }
    `,
  ];

  @property({ attribute: false }) key!: Key;
  @state() private open: 'test' | 'replace' | undefined;
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly #deed = new Deed(this);

  override render() {
    const { key } = this;
    const words = text.keys;
    const label = this.#label;
    return html`<div class="key">
      <hearth-icon .path=${icons[key.kind]}></hearth-icon>
      <div>
        <p><strong>${label}</strong> ${this.#isHuman ? this.#tag() : nothing}</p>
        <p class="small soft">
          ${label === words.kinds[key.kind] ? nothing : html`${words.kinds[key.kind]}, `}${opensOf(key)}${
            key.made ? html`, ${words.made} <hearth-time .time=${key.made}></hearth-time>` : nothing
          }
        </p>
        ${key.proven || !this.#isHuman ? nothing : html`<p class="small">${words.unprovenWhy}</p>`}
        ${key.removable || !this.#isHuman ? nothing : html`<p class="small soft">${words.last}</p>`}
      </div>
      ${this.open === undefined ? this.#deeds() : this.open === 'test' ? this.#test() : this.#renewal()}
      <hearth-confirm
        .question=${words.removeAsk(label)}
        .consequence=${words.removeWhat}
        .yes=${words.removeYes}
        .no=${words.removeNo}
      ></hearth-confirm>
    </div>`;
  }

  #tag() {
    const { proven } = this.key;
    return html`<span class="tag ${proven ? 'good' : 'bad'}"
      >${proven ? text.keys.proven : text.keys.unproven}</span
    >`;
  }

  /** What lies on the machine is tried and replaced there; here it can be taken away. */
  #deeds() {
    const words = text.keys;
    const label = this.#label;
    const deed = (name: string, full: string, act: () => void) =>
      html`<button
        class="button quiet"
        aria-label=${full}
        ?disabled=${this.#deed.isGoing}
        @click=${act}
      >
        ${name}
      </button>`;
    return html`<div class="row deeds">
      ${this.#isHuman ? deed(words.test, words.testNamed(label), () => this.#show('test')) : nothing}
      ${this.#isHuman ? deed(words.replace, words.replaceNamed(label), this.#replace) : nothing}
      ${this.key.removable ? deed(words.remove, words.removeNamed(label), this.#remove) : nothing}
    </div>`;
  }

  #test() {
    const words = text.keys;
    return html`<div class="inner">
      <p><strong>${words.testTitle(this.#label)}</strong></p>
      <hearth-secret-form
        .kinds=${[this.key.kind]}
        .go=${words.testGo}
        .going=${text.recovery.checking}
        .trouble=${this.#deed.trouble}
        ?busy=${this.#deed.isGoing}
        @secret=${(event: CustomEvent<Secret>) => void this.#prove(event.detail)}
        >${this.#cancel()}</hearth-secret-form
      >
    </div>`;
  }

  #renewal() {
    const words = text.keys;
    return html`<form class="inner" novalidate @submit=${this.#renew}>
      <p><strong>${words.replaceTitle(this.#label)}</strong></p>
      <div class="field">
        <label for="fresh">${words.newPassword}</label>
        <input
          id="fresh"
          name="password"
          type="password"
          class="input"
          maxlength="200"
          autocomplete="new-password"
          aria-describedby="fresh-hint"
        />
        <p id="fresh-hint" class="hint">${words.newPasswordHint}</p>
      </div>
      ${troubled(this.#deed.trouble)}
      <div class="row">
        <button class="button primary" ?disabled=${this.#deed.isGoing}>${words.replaceGo}</button>
        ${this.#cancel()}
      </div>
    </form>`;
  }

  #cancel() {
    return html`<button type="button" class="button quiet" @click=${() => this.#show(undefined)}>
      ${text.keys.cancel}
    </button>`;
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('open') || !this.open) return;
    const form = this.renderRoot.querySelector('hearth-secret-form');
    if (form) void form.updateComplete.then(() => form.focus());
    else this.renderRoot.querySelector<HTMLInputElement>('#fresh')?.focus();
  }

  get #label(): string {
    return this.key.label || text.keys.kinds[this.key.kind] || this.key.kind;
  }

  /** Whether a person can type it. */
  get #isHuman(): boolean {
    return this.key.kind === 'passphrase' || this.key.kind === 'recovery-code';
  }

  #show(open: 'test' | 'replace' | undefined): void {
    this.#deed.say('');
    this.open = open;
    if (open) this.dispatchEvent(told(''));
  }

  async #prove(secret: Secret): Promise<void> {
    if (!(await this.#deed.go(() => hub.proveKey(this.key.id, secret)))) return;
    this.open = undefined;
    this.dispatchEvent(told(text.keys.works(this.#label)));
  }

  readonly #replace = (): void => {
    if (this.key.kind === 'passphrase') this.#show('replace');
    else router.go(`/recovery?replaces=${encodeURIComponent(this.key.id)}`);
  };

  async #renew(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const password = String(new FormData(event.target as HTMLFormElement).get('password'));
    if (password.length < shortestPassword) return this.#deed.say(text.keys.short);
    if (!(await this.#deed.go(() => hub.replaceKey(this.key.id, password)))) return;
    this.open = undefined;
    this.dispatchEvent(told(text.keys.replaced(this.#label)));
  }

  readonly #remove = async (): Promise<void> => {
    if (!(await this.confirm.ask())) return;
    if (await this.#deed.go(() => hub.removeKey(this.key.id)))
      this.dispatchEvent(told(text.keys.removed(this.#label)));
    else notices.say(this.#deed.trouble);
  };
}

function opensOf({ opens }: Key): string {
  const words = text.keys;
  return opens.length > 1
    ? words.opensBoth
    : words.opensOnly(opens.map((it) => words.opens[it] ?? it).join(''));
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-key': HearthKey;
  }
}
