import { mdiPrinterOutline } from '@mdi/js';
import { css, html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { KeyMade, Secret } from '../api/types.js';
import { dayLong } from '../model/times.js';
import { enter, home, notices, preferences, router } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-confirm.js';
import type { HearthConfirm } from '../elements/hearth-confirm.js';
import '../elements/hearth-icon.js';
import '../elements/hearth-logo.js';
import '../elements/hearth-secret-form.js';
import { door } from './door.js';
import { troubled } from '../elements/troubled.js';

/** The recovery code: shown once, on paper, and asked back. A page of its own, so that it prints as one. */
@customElement('hearth-recovery-page')
export class HearthRecoveryPage extends LitElement {
  static override styles = [
    base,
    controls,
    door,
    css`
      main {
        grid-template-columns: minmax(0, 560px);
      }
      .sheet {
        display: grid;
        justify-items: center;
        gap: var(--space-4);
        margin-top: var(--space-4);
        padding: var(--space-5) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--scan-ground);
        color: var(--scan-ink);
      }
      .the-code {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(5.2ch, auto));
        justify-content: center;
        gap: var(--space-2) var(--space-4);
        width: 100%;
        font: 650 var(--text-5) / 1.2 var(--font-mono);
        letter-spacing: 0.06em;
      }
      img {
        width: min(220px, 60vw);
        aspect-ratio: 1;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-top: var(--space-4);
      }
      .ask {
        margin-top: var(--space-5);
      }
      .on-paper {
        display: none;
      }
      @media print {
        main {
          min-height: 0;
        }
        .on-screen {
          display: none !important;
        }
        .on-paper {
          display: block;
        }
        .sheet {
          border-color: transparent;
        }
      }
    `,
  ];

  @state() private made: KeyMade | undefined;
  @state() private isAsking = false;
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly #making = new Deed(this);
  readonly #proving = new Deed(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.recovery.title} · Hearth`;
  }

  override render() {
    const words = text.recovery;
    return html`<main>
        <p class="brand"><hearth-logo></hearth-logo>Hearth</p>
        ${this.isAsking ? this.#ask() : this.made?.recoveryCode ? this.#show() : this.#begin()}
      </main>
      <hearth-confirm
        .question=${words.laterAsk}
        .consequence=${words.laterWhat}
        .yes=${words.laterYes}
        .no=${words.laterNo}
      ></hearth-confirm>`;
  }

  #begin() {
    const words = text.recovery;
    const { isGoing, trouble } = this.#making;
    return html`<h1 tabindex="-1">${words.title}</h1>
      <p>${words.lead}</p>
      ${troubled(trouble)}
      <div class="buttons">
        <button class="button primary" autofocus ?disabled=${isGoing} @click=${this.#make}>
          ${isGoing ? words.making : words.make}
        </button>
        ${this.#later()}
      </div>`;
  }

  #show() {
    const words = text.recovery;
    const { code, qr } = this.made!.recoveryCode!;
    return html`<h1 tabindex="-1" class="on-screen">${words.title}</h1>
      <h1 class="on-paper">${words.printTitle(home.session?.home.title ?? '')}</h1>
      <p class="on-screen">${words.once}</p>
      <p class="on-paper">${words.printLead}</p>
      <div class="sheet">
        <p class="the-code">${code.split(/[\s-]+/).map((group) => html`<span>${group}</span> `)}</p>
        <img alt=${words.qr} src=${`data:image/svg+xml,${encodeURIComponent(qr)}`} />
        <p class="small">${words.printed(dayLong(new Date()))}</p>
      </div>
      <div class="buttons on-screen">
        <button class="button" @click=${() => print()}>
          <hearth-icon .path=${mdiPrinterOutline}></hearth-icon>${words.print}
        </button>
        <button class="button primary" @click=${() => (this.isAsking = true)}>
          ${words.written}
        </button>
        ${this.#later()}
      </div>`;
  }

  #ask() {
    const words = text.recovery;
    return html`<h1 tabindex="-1">${words.askTitle}</h1>
      <p>${words.askLead}</p>
      <hearth-secret-form
        class="ask"
        .kinds=${['recovery-code']}
        .go=${words.check}
        .going=${words.checking}
        .trouble=${this.#proving.trouble}
        ?busy=${this.#proving.isGoing}
        @secret=${(event: CustomEvent<Secret>) => void this.#prove(event.detail)}
      >
        <button type="button" class="button quiet" @click=${() => (this.isAsking = false)}>
          ${words.again}
        </button>
      </hearth-secret-form>
      <div class="buttons">${this.#later()}</div>`;
  }

  #later() {
    return html`<button class="button quiet" @click=${() => void this.#putOff()}>
      ${text.recovery.later}
    </button>`;
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('made') && !changed.has('isAsking')) return;
    const form = this.renderRoot.querySelector('hearth-secret-form');
    if (form) void form.updateComplete.then(() => form.focus());
    else this.renderRoot.querySelector<HTMLElement>(this.made ? 'h1' : '[autofocus]')?.focus();
  }

  /** A code that was shown and never typed back is replaced, so that no half-made one stays. */
  async #make(): Promise<void> {
    await this.#making.go(async () => {
      const half = (await hub.keys()).find((it) => it.kind === 'recovery-code' && !it.proven);
      this.made = half
        ? await hub.replaceKey(half.id)
        : await hub.addKey({ kind: 'recovery-code' });
    });
  }

  async #prove(secret: Secret): Promise<void> {
    const { id } = this.made!.key;
    const old = new URLSearchParams(location.search).get('replaces');
    const isDone = await this.#proving.go(async () => {
      await hub.proveKey(id, secret);
      // Only now that the new one works.
      if (old && old !== id) await hub.removeKey(old);
    });
    if (!isDone) return;
    this.made = undefined;
    notices.say(text.recovery.done);
    await this.#leave();
  }

  async #putOff(): Promise<void> {
    const isFirst = home.session?.setup === 'recovery-code';
    if (isFirst && !(await this.confirm.ask())) return;
    if (isFirst) preferences.putOffRecovery();
    await this.#leave();
  }

  async #leave(): Promise<void> {
    const isOwnPage = router.route.page === 'recovery';
    await hub.session().then(enter, () => {});
    if (isOwnPage) router.go('/keys', { replace: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-recovery-page': HearthRecoveryPage;
  }
}
