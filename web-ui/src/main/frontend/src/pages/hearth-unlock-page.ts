import { html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { Secret } from '../api/types.js';
import { home, notices, router } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-secret-form.js';
import '../elements/hearth-time.js';

/** The home works and its past is locked: somebody opens it here. */
@customElement('hearth-unlock-page')
export class HearthUnlockPage extends LitElement {
  static override styles = [base, controls, page];

  readonly watching = new Watching(this, () => ['vault']);
  readonly #unlocking = new Deed(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.unlock.title} · Hearth`;
  }

  override render() {
    const words = text.unlock;
    const { vault } = home;
    if (!home.isPastLocked) {
      return html`<div class="page narrow">
        <div class="head">
          <h1 tabindex="-1">${words.title}</h1>
          <p>${words.isOpen}</p>
        </div>
        <p><a href="/history">${words.toHistory}</a></p>
      </div>`;
    }
    const waiting = vault?.waiting?.readings ?? 0;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
        ${waiting > 0 ? html`<p class="figure">${words.waiting(waiting)}</p>` : nothing}
        ${
          vault?.since
            ? html`<p class="small">
                ${words.since} <hearth-time says="since" .time=${vault.since}></hearth-time>
              </p>`
            : nothing
        }
      </div>
      <div class="panel">
        <hearth-secret-form
          .kinds=${vault?.opensWith ?? []}
          .go=${words.go}
          .going=${words.going}
          .trouble=${this.#unlocking.trouble}
          ?busy=${this.#unlocking.isGoing}
          @secret=${(event: CustomEvent<Secret>) => void this.#unlock(event.detail)}
        ></hearth-secret-form>
      </div>
    </div>`;
  }

  async #unlock(secret: Secret): Promise<void> {
    const isDone = await this.#unlocking.go(async () => {
      home.apply({ name: 'vault', data: await hub.unlock(secret) });
      home.addEarlier(await hub.activity());
    });
    if (!isDone) return;
    notices.say(text.unlock.done);
    router.go('/history', { replace: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-unlock-page': HearthUnlockPage;
  }
}
