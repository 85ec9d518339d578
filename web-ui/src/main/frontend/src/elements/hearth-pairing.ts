import { mdiKeyWireless } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { mayBePaired } from '../api/problem.js';
import type { Peer } from '../api/types.js';
import { countdown } from '../model/times.js';
import { home } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Loading } from '../state/loading.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-confirm.js';
import type { HearthConfirm } from './hearth-confirm.js';
import './hearth-icon.js';
import './hearth-time.js';

/** The pairing window: opened by the owner for two minutes, with what came of it; and whose keys are known. */
@customElement('hearth-pairing')
export class HearthPairing extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    settings,
    css`
      .window {
        display: grid;
        gap: var(--space-3);
      }
      .open {
        border-color: var(--ember);
      }
      .left {
        font-size: var(--text-3);
        font-weight: 650;
      }
      .head-line {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
    `,
  ];

  @state() private leaving: Peer | undefined;
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly watching = new Watching(this, () => ['pairing']);
  readonly #peers = new Loading(this, () => hub.paired().catch(() => []));
  readonly #window = new Deed(this);
  readonly #awaiting = new Deed(this);
  readonly #forgetting = new Deed(this);
  #tick: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#tick = undefined;
  }

  override render() {
    const words = text.pairing;
    const isOpen = home.isPairingOpen;
    this.#keepTime(isOpen);
    return html`<section>
      <div class="panel window ${isOpen ? 'open' : ''}">
        <div class="head-line">
          <hearth-icon .path=${mdiKeyWireless}></hearth-icon>
          <h2>${words.title}</h2>
        </div>
        <p class="soft">${words.lead}</p>
        <div class="line">
          ${
            isOpen
              ? html`<p class="left figure" role="timer">${words.left(countdown(this.#left))}</p>
                  <button class="button" @click=${this.#close}>${words.close}</button>`
              : html`<button class="button" ?disabled=${this.#window.isGoing} @click=${this.#open}>
                  ${words.open}
                </button>`
          }
        </div>
        <p class="for-readers" role="status">${words.said(isOpen)}</p>
        <div role="alert">
          ${this.#window.trouble ? html`<p class="error">${this.#window.trouble}</p>` : nothing}
        </div>
        ${isOpen ? this.#await() : nothing} ${this.#tries()}
      </div>
      ${this.#known()}
      <hearth-confirm
        .question=${words.forgetAsk(this.leaving?.peer ?? '')}
        .consequence=${words.forgetWhat}
        .yes=${words.forgetYes}
        .no=${words.forgetNo}
      ></hearth-confirm>
    </section>`;
  }

  #await() {
    const words = text.pairing;
    return html`<details>
      <summary>${words.await}</summary>
      <form class="form" novalidate @submit=${this.#expect}>
        <p class="small soft">${words.awaitLead}</p>
        <div class="field">
          <label for="name">${words.name}</label>
          <input id="name" name="name" class="input" maxlength="128" autocomplete="off" />
        </div>
        <div class="field">
          <label for="secret">${words.secret}</label>
          <input
            id="secret"
            name="secret"
            class="input"
            maxlength="200"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
          />
        </div>
        <div role="alert">
          ${this.#awaiting.trouble ? html`<p class="error">${this.#awaiting.trouble}</p>` : nothing}
        </div>
        <button class="button" ?disabled=${this.#awaiting.isGoing}>${words.awaitGo}</button>
        ${
          mayBePaired(this.#awaiting.failure)
            ? html`<button class="button" name="another" ?disabled=${this.#awaiting.isGoing}>
                ${words.another}
              </button>`
            : nothing
        }
      </form>
    </details>`;
  }

  #tries() {
    const words = text.pairing;
    const { tries } = home.pairing;
    if (tries.length === 0) return nothing;
    return html`<div role="log" aria-label=${words.tries}>
      <h3>${words.tries}</h3>
      ${tries.map(
        ({ who, outcome, sentence }) =>
          html`<p class="small">
            <span class="tag ${outcome === 'paired' ? 'good' : outcome === 'awaited' ? '' : 'bad'}"
              >${words.outcomes[outcome] ?? outcome}</span
            >
            ${who}: ${sentence}
          </p>`,
      )}
    </div>`;
  }

  #known() {
    const words = text.pairing;
    const peers = this.#peers.value ?? [];
    if (peers.length === 0) return nothing;
    return html`<details>
      <summary>${words.peers}</summary>
      <ul class="panel rows">
        ${peers.map(
          (it) =>
            html`<li class="line">
              <div>
                <p>${it.devices.length > 0 ? it.devices.join(', ') : it.peer}</p>
                <p class="small soft">
                  ${it.peer}, ${words.since} <hearth-time .time=${it.since}></hearth-time>.
                  ${it.proven ? nothing : words.notYetWorked}
                </p>
              </div>
              <button
                class="button"
                aria-label=${words.forgetNamed(it.peer)}
                @click=${() => void this.#forget(it)}
              >
                ${words.forget}
              </button>
            </li>`,
        )}
      </ul>
      <div role="alert">
        ${
          this.#forgetting.trouble
            ? html`<p class="error">${this.#forgetting.trouble}</p>`
            : nothing
        }
      </div>
    </details>`;
  }

  get #left(): number {
    const { closes } = home.pairing;
    return closes ? Math.max(0, (Date.parse(closes) - Date.now()) / 1000) : 0;
  }

  /** Once a second while it is open, and not at all otherwise. */
  #keepTime(isOpen: boolean): void {
    if (isOpen && this.#tick === undefined && this.isConnected) {
      this.#tick = setInterval(() => this.requestUpdate(), 1000);
    } else if (!isOpen && this.#tick !== undefined) {
      clearInterval(this.#tick);
      this.#tick = undefined;
      home.topics.changed('pairing');
      void this.#peers.again();
    }
  }

  readonly #open = (): void => {
    void this.#window.go(async () =>
      home.apply({ name: 'pairing', data: await hub.openPairing() }),
    );
  };

  readonly #close = (): void => {
    void this.#window.go(async () => {
      await hub.closePairing();
      home.apply({ name: 'pairing', data: { ...home.pairing, open: false } });
    });
  };

  async #expect(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const told = new FormData(form);
    const secret = String(told.get('secret')).trim();
    const name = String(told.get('name')).trim();
    const another = (event.submitter as HTMLButtonElement | null)?.name === 'another';
    if (!secret) return this.#awaiting.say(text.pairing.missing);
    const isDone = await this.#awaiting.go(() =>
      hub.expectDevice({
        secret,
        ...(name ? { name } : {}),
        ...(another ? { another } : {}),
      }),
    );
    if (isDone) form.reset();
  }

  async #forget(peer: Peer): Promise<void> {
    this.leaving = peer;
    if (!(await this.confirm.ask())) return;
    await this.#forgetting.go(() => hub.forgetPeer(peer.adapter, peer.peer));
    await this.#peers.again();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-pairing': HearthPairing;
  }
}
