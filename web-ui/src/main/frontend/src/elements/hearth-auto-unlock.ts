import { html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { AutoUnlock } from '../api/types.js';
import { home, notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Watching } from '../state/watching.js';
import { base, page } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-after-power-cut.js';
import { troubled } from './troubled.js';
import type { Wish } from './wish.js';

/** What opens by itself after a power cut, and the choice of something else. */
@customElement('hearth-auto-unlock')
export class HearthAutoUnlock extends LitElement {
  static override styles = [base, page];

  readonly watching = new Watching(this, () => ['vault']);
  readonly #choosing = new Deed(this);

  override render() {
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
      ${troubled(this.#choosing.trouble)}
    </section>`;
  }

  async #choose(autoUnlock: AutoUnlock): Promise<void> {
    const isDone = await this.#choosing.go(async () =>
      home.apply({ name: 'vault', data: await hub.changeVault(autoUnlock) }),
    );
    if (isDone) notices.say(text.afterPowerCut.saved);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-auto-unlock': HearthAutoUnlock;
  }
}
