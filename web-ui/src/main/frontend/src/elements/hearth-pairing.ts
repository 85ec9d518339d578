import { mdiKeyWireless } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { countdown } from '../model/times.js';
import { home } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-await-device.js';
import './hearth-icon.js';
import './hearth-paired-peers.js';
import type { HearthPairedPeers } from './hearth-paired-peers.js';
import { troubled } from './troubled.js';

/** The pairing window: opened by the owner for two minutes, with what came of it. */
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

  @query('hearth-paired-peers') private peers: HearthPairedPeers | null | undefined;
  readonly watching = new Watching(this, () => ['pairing']);
  readonly #window = new Deed(this);
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
        ${
          isOpen
            ? html`<div class="line">
                <p class="left figure" role="timer">${words.left(countdown(this.#left))}</p>
                <button class="button" @click=${this.#close}>${words.close}</button>
              </div>`
            : html`<div>
                <button class="button" ?disabled=${this.#window.isGoing} @click=${this.#open}>
                  ${words.open}
                </button>
              </div>`
        }
        <p class="for-readers" role="status">${words.said(isOpen)}</p>
        ${troubled(this.#window.trouble)}
        ${isOpen ? html`<hearth-await-device></hearth-await-device>` : nothing} ${this.#tries()}
      </div>
      <hearth-paired-peers></hearth-paired-peers>
    </section>`;
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
      void this.peers?.again();
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
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-pairing': HearthPairing;
  }
}
