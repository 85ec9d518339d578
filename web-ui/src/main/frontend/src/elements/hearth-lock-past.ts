import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { home, notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-locked.js';
import { troubled } from './troubled.js';

/** Locks the past, or says that it is locked. */
@customElement('hearth-lock-past')
export class HearthLockPast extends LitElement {
  static override styles = [base, controls, page, settings];

  readonly watching = new Watching(this, () => ['vault']);
  readonly #locking = new Deed(this);

  override render() {
    const words = text.keys;
    if (home.isPastLocked) return html`<div class="panel"><hearth-locked></hearth-locked></div>`;
    return html`<section>
      <h2>${words.lockTitle}</h2>
      <div class="panel line">
        <p class="soft">${words.lockLead}</p>
        <button class="button" ?disabled=${this.#locking.isGoing} @click=${this.#lock}>
          ${words.lock}
        </button>
      </div>
      ${troubled(this.#locking.trouble)}
    </section>`;
  }

  readonly #lock = async (): Promise<void> => {
    const isDone = await this.#locking.go(async () =>
      home.apply({ name: 'vault', data: await hub.lockPast() }),
    );
    if (isDone) notices.say(text.keys.locked);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-lock-past': HearthLockPast;
  }
}
