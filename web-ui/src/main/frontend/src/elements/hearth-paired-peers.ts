import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { Peer } from '../api/types.js';
import { Deed } from '../state/deed.js';
import { Loading } from '../state/loading.js';
import { base, controls } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-confirm.js';
import type { HearthConfirm } from './hearth-confirm.js';
import './hearth-time.js';
import { troubled } from './troubled.js';

/** Whose keys this hub knows, and how to forget one. */
@customElement('hearth-paired-peers')
export class HearthPairedPeers extends LitElement {
  static override styles = [base, controls, settings];

  @state() private leaving: Peer | undefined;
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly #peers = new Loading(this, () => hub.paired().catch(() => []));
  readonly #forgetting = new Deed(this);

  /** Asks anew: something may have been paired. */
  async again(): Promise<void> {
    await this.#peers.again();
  }

  override render() {
    const words = text.pairing;
    const peers = this.#peers.value ?? [];
    this.hidden = peers.length === 0;
    return html`<details>
        <summary>${words.peers}</summary>
        <ul class="panel rows">
          ${peers.map((it) => html`<li class="line">${this.#peer(it)}</li>`)}
        </ul>
        ${troubled(this.#forgetting.trouble)}
      </details>
      <hearth-confirm
        .question=${words.forgetAsk(this.leaving?.peer ?? '')}
        .consequence=${words.forgetWhat}
        .yes=${words.forgetYes}
        .no=${words.forgetNo}
      ></hearth-confirm>`;
  }

  #peer(peer: Peer) {
    const words = text.pairing;
    return html`<div>
        <p>${peer.devices.length > 0 ? peer.devices.join(', ') : peer.peer}</p>
        <p class="small soft">
          ${peer.peer}, ${words.since} <hearth-time .time=${peer.since}></hearth-time>.
          ${peer.proven ? nothing : words.notYetWorked}
        </p>
      </div>
      <button
        class="button"
        aria-label=${words.forgetNamed(peer.peer)}
        @click=${() => void this.#forget(peer)}
      >
        ${words.forget}
      </button>`;
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
    'hearth-paired-peers': HearthPairedPeers;
  }
}
