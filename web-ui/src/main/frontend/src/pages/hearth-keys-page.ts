import {
  mdiFileKeyOutline,
  mdiFormTextboxPassword,
  mdiNoteTextOutline,
  mdiServerOutline,
} from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hub } from '../api/hub.js';
import type { AutoUnlock, Key, Secret } from '../api/types.js';
import { home, notices, router } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Loading } from '../state/loading.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import '../elements/hearth-after-power-cut.js';
import '../elements/hearth-confirm.js';
import type { HearthConfirm } from '../elements/hearth-confirm.js';
import '../elements/hearth-icon.js';
import '../elements/hearth-locked.js';
import '../elements/hearth-secret-form.js';
import '../elements/hearth-time.js';
import type { Wish } from '../elements/wish.js';

const icons: Record<Key['kind'], string> = {
  passphrase: mdiFormTextboxPassword,
  'recovery-code': mdiNoteTextOutline,
  'key-file': mdiFileKeyOutline,
  credential: mdiServerOutline,
};
const shortest = 8;

type Open = { readonly id: string; readonly as: 'test' | 'replace' } | undefined;

/** Every way to open the store: which there are, whether they work, adding and removing. */
@customElement('hearth-keys-page')
export class HearthKeysPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
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
      .key .row,
      .key .inner {
        grid-column: 2;
      }
      .key .row {
        gap: var(--space-1);
        margin-left: calc(var(--space-3) * -1);
      }
      .key .row .button {
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

  @state() private open: Open;
  @state() private said = '';
  @state() private leaving: Key | undefined;
  @state() private remarks: readonly string[] = [];
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly watching = new Watching(this, () => ['vault', 'session']);
  readonly #keys = new Loading(this, () => hub.keys());
  readonly #deed = new Deed(this);
  readonly #adding = new Deed(this);
  readonly #choosing = new Deed(this);
  readonly #locking = new Deed(this);
  readonly #master = new Deed(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.keys.title} · Hearth`;
  }

  override render() {
    const words = text.keys;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      <div role="status">${this.said ? html`<p class="good-words">${this.said}</p>` : nothing}</div>
      ${this.#list()} ${this.#adds()} ${this.#powerCut()} ${this.#lock()} ${this.#masterKey()}
      <hearth-confirm
        .question=${words.removeAsk(this.leaving?.label ?? '')}
        .consequence=${words.removeWhat}
        .yes=${words.removeYes}
        .no=${words.removeNo}
      ></hearth-confirm>
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
        (key) => html`<li>${this.#key(key)}</li>`,
      )}
    </ul>`;
  }

  #key(key: Key) {
    const words = text.keys;
    const label = labelOf(key);
    const isHuman = key.kind === 'passphrase' || key.kind === 'recovery-code';
    return html`<div class="key">
      <hearth-icon .path=${icons[key.kind]}></hearth-icon>
      <div>
        <p>
          <strong>${label}</strong>
          ${
            !isHuman
              ? nothing
              : key.proven
                ? html`<span class="tag good">${words.proven}</span>`
                : html`<span class="tag bad">${words.unproven}</span>`
          }
        </p>
        <p class="small soft">
          ${label === words.kinds[key.kind] ? nothing : html`${words.kinds[key.kind]}, `}${opensOf(key)}${
            key.made ? html`, ${words.made} <hearth-time .time=${key.made}></hearth-time>` : nothing
          }
        </p>
        ${key.proven || !isHuman ? nothing : html`<p class="small">${words.unprovenWhy}</p>`}
        ${key.removable || !isHuman ? nothing : html`<p class="small soft">${words.last}</p>`}
      </div>
      ${this.open?.id === key.id ? this.#opened(key, this.open.as) : this.#deeds(key, label)}
    </div>`;
  }

  /** What lies on the machine is tried and replaced there; here it can be taken away. */
  #deeds(key: Key, label: string) {
    const words = text.keys;
    const isHuman = key.kind === 'passphrase' || key.kind === 'recovery-code';
    const deed = (name: string, full: string, act: () => void) =>
      html`<button
        class="button quiet"
        aria-label=${full}
        ?disabled=${this.#deed.isGoing}
        @click=${act}
      >
        ${name}
      </button>`;
    return html`<div class="row">
      ${isHuman ? deed(words.test, words.testNamed(label), () => this.#test(key)) : nothing}
      ${isHuman ? deed(words.replace, words.replaceNamed(label), () => this.#replace(key)) : nothing}
      ${
        key.removable
          ? deed(words.remove, words.removeNamed(label), () => void this.#remove(key))
          : nothing
      }
    </div>`;
  }

  #opened(key: Key, as: 'test' | 'replace') {
    const words = text.keys;
    const cancel = html`<button type="button" class="button quiet" @click=${this.#close}>
      ${words.cancel}
    </button>`;
    if (as === 'test') {
      return html`<div class="inner">
        <p><strong>${words.testTitle(labelOf(key))}</strong></p>
        <hearth-secret-form
          .kinds=${[key.kind]}
          .go=${words.testGo}
          .going=${text.recovery.checking}
          .trouble=${this.#deed.trouble}
          ?busy=${this.#deed.isGoing}
          @secret=${(event: CustomEvent<Secret>) => void this.#prove(key, event.detail)}
          >${cancel}</hearth-secret-form
        >
      </div>`;
    }
    return html`<form
      class="inner"
      novalidate
      @submit=${(event: SubmitEvent) => this.#renew(event, key)}
    >
      <p><strong>${words.replaceTitle(labelOf(key))}</strong></p>
      ${this.#passwordField()}
      <div role="alert">
        ${this.#deed.trouble ? html`<p class="error">${this.#deed.trouble}</p>` : nothing}
      </div>
      <div class="row">
        <button class="button primary" ?disabled=${this.#deed.isGoing}>${words.replaceGo}</button>
        ${cancel}
      </div>
    </form>`;
  }

  #passwordField() {
    return html`<div class="field">
      <label for="fresh">${text.keys.newPassword}</label>
      <input
        id="fresh"
        name="password"
        type="password"
        class="input"
        maxlength="200"
        autocomplete="new-password"
        aria-describedby="fresh-hint"
      />
      <p id="fresh-hint" class="hint">${text.keys.newPasswordHint}</p>
    </div>`;
  }

  #adds() {
    const words = text.keys;
    return html`<section>
      <h2>${words.add}</h2>
      <div class="panel">
        <div class="line">
          <div>
            <p><strong>${words.addCode}</strong></p>
            <p class="small soft">${words.addCodeLead}</p>
          </div>
          <a class="button" href="/recovery">${text.recovery.make}</a>
        </div>
      </div>
      <form class="panel form" novalidate @submit=${this.#add}>
        <div>
          <p><strong>${words.addPassword}</strong></p>
          <p class="small soft">${words.addPasswordLead}</p>
        </div>
        <div class="field">
          <label for="label">${words.label}</label>
          <input id="label" name="label" class="input" maxlength="50" autocomplete="off" />
        </div>
        <div class="field">
          <label for="added">${words.newPassword}</label>
          <input
            id="added"
            name="password"
            type="password"
            class="input"
            maxlength="200"
            autocomplete="new-password"
          />
        </div>
        <div role="alert">
          ${this.#adding.trouble ? html`<p class="error">${this.#adding.trouble}</p>` : nothing}
        </div>
        <button class="button" ?disabled=${this.#adding.isGoing}>${words.addGo}</button>
      </form>
      <p class="small soft">${words.addFile}: ${words.addFileLead}</p>
    </section>`;
  }

  #powerCut() {
    const words = text.afterPowerCut;
    const { vault } = home;
    if (!vault?.autoUnlock) return nothing;
    return html`<section>
      <h2>${words.title}</h2>
      <p class="soft">${words.change}</p>
      <hearth-after-power-cut
        .value=${vault.autoUnlock}
        ?disabled=${this.#choosing.isGoing}
        @wish=${(event: Wish) => void this.#choose(event.detail as AutoUnlock)}
      ></hearth-after-power-cut>
      <div role="alert">
        ${this.#choosing.trouble ? html`<p class="error">${this.#choosing.trouble}</p>` : nothing}
      </div>
    </section>`;
  }

  #lock() {
    const words = text.keys;
    if (home.isPastLocked) return html`<div class="panel"><hearth-locked></hearth-locked></div>`;
    return html`<section>
      <h2>${words.lockTitle}</h2>
      <div class="panel line">
        <p class="soft">${words.lockLead}</p>
        <button class="button" ?disabled=${this.#locking.isGoing} @click=${this.#lockPast}>
          ${words.lock}
        </button>
      </div>
      <div role="alert">
        ${this.#locking.trouble ? html`<p class="error">${this.#locking.trouble}</p>` : nothing}
      </div>
    </section>`;
  }

  #masterKey() {
    const words = text.keys;
    const { isGoing, trouble } = this.#master;
    return html`<section>
      <h2>${words.master}</h2>
      <div class="panel line">
        <p class="soft">${words.masterLead}</p>
        <button class="button" ?disabled=${isGoing} @click=${this.#rotate}>
          ${isGoing ? words.masterGoing : words.masterGo}
        </button>
      </div>
      <div role="alert">${trouble ? html`<p class="error">${trouble}</p>` : nothing}</div>
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

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('open') || !this.open) return;
    const form = this.renderRoot.querySelector('hearth-secret-form');
    if (form) void form.updateComplete.then(() => form.focus());
    else this.renderRoot.querySelector<HTMLInputElement>('#fresh')?.focus();
  }

  readonly #close = (): void => {
    this.open = undefined;
    this.#deed.say('');
  };

  #test(key: Key): void {
    this.said = '';
    this.#deed.say('');
    this.open = { id: key.id, as: 'test' };
  }

  async #prove(key: Key, secret: Secret): Promise<void> {
    if (!(await this.#deed.go(() => hub.proveKey(key.id, secret)))) return;
    this.open = undefined;
    await this.#tell(text.keys.works(labelOf(key)));
  }

  #replace(key: Key): void {
    this.said = '';
    this.#deed.say('');
    if (key.kind === 'passphrase') this.open = { id: key.id, as: 'replace' };
    else router.go(`/recovery?replaces=${encodeURIComponent(key.id)}`);
  }

  async #renew(event: SubmitEvent, key: Key): Promise<void> {
    event.preventDefault();
    const password = String(new FormData(event.target as HTMLFormElement).get('password'));
    if (password.length < shortest) return this.#deed.say(text.keys.short);
    if (!(await this.#deed.go(() => hub.replaceKey(key.id, password)))) return;
    this.open = undefined;
    await this.#tell(text.keys.replaced(labelOf(key)));
  }

  async #remove(key: Key): Promise<void> {
    this.leaving = key;
    if (!(await this.confirm.ask())) return;
    if (await this.#deed.go(() => hub.removeKey(key.id)))
      await this.#tell(text.keys.removed(labelOf(key)));
    else notices.say(this.#deed.trouble);
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const told = new FormData(form);
    const label = String(told.get('label')).trim();
    const passphrase = String(told.get('password'));
    if (!label) return this.#adding.say(text.keys.labelMissing);
    if (passphrase.length < shortest) return this.#adding.say(text.keys.short);
    const isDone = await this.#adding.go(() =>
      hub.addKey({ kind: 'passphrase', label, passphrase }),
    );
    if (!isDone) return;
    form.reset();
    await this.#tell(text.keys.added(label));
  }

  async #choose(autoUnlock: AutoUnlock): Promise<void> {
    const isDone = await this.#choosing.go(async () =>
      home.apply({ name: 'vault', data: await hub.changeVault(autoUnlock) }),
    );
    if (isDone) notices.say(text.afterPowerCut.saved);
    this.requestUpdate();
  }

  readonly #lockPast = async (): Promise<void> => {
    const isDone = await this.#locking.go(async () =>
      home.apply({ name: 'vault', data: await hub.lockPast() }),
    );
    if (isDone) notices.say(text.keys.locked);
  };

  readonly #rotate = async (): Promise<void> => {
    await this.#master.go(async () => {
      const { keys, remarks } = await hub.rotateMasterKey();
      this.#keys.put(keys);
      this.remarks = remarks;
      if (remarks.length === 0) notices.say(text.keys.masterDone);
    });
  };

  async #tell(said: string): Promise<void> {
    this.said = said;
    await this.#keys.again();
  }
}

function labelOf(key: Key): string {
  return key.label || text.keys.kinds[key.kind] || key.kind;
}

function opensOf({ opens }: Key): string {
  const words = text.keys;
  return opens.length > 1
    ? words.opensBoth
    : words.opensOnly(opens.map((it) => words.opens[it] ?? it).join(''));
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-keys-page': HearthKeysPage;
  }
}
