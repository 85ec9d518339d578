import { mdiAlertOutline, mdiShieldCheckOutline, mdiShieldSearch } from '@mdi/js';
import { html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { Verification } from '../api/types.js';
import { countText } from '../model/sizes.js';
import { home } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Loading } from '../state/loading.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import '../elements/hearth-icon.js';
import '../elements/hearth-time.js';
import { troubled } from '../elements/troubled.js';

const lookAgain = 1000;

/** The whole store read and held against its seals, while the home goes on. */
@customElement('hearth-check-page')
export class HearthCheckPage extends LitElement {
  static override styles = [base, controls, page, settings];

  readonly watching = new Watching(this, () => ['verification', 'vault']);
  readonly #last = new Loading<Verification | null>(this, () => hub.verification());
  readonly #starting = new Deed(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.check.title} · Hearth`;
    home.verification = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Its event may come before the answer that it has begun, so it is also asked while it goes on. */
  override updated(): void {
    clearTimeout(this.#timer);
    if (home.verification?.state !== 'running' || !this.isConnected) return;
    this.#timer = setTimeout(async () => {
      const data = await hub.verification().catch(() => null);
      if (data) home.apply({ name: 'verification', data });
      else this.requestUpdate();
    }, lookAgain);
  }

  override render() {
    const words = text.check;
    const { trouble } = this.#last;
    const last = home.verification ?? this.#last.value;
    const isRunning = last?.state === 'running' || this.#starting.isGoing;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      ${troubled(trouble)}
      <div role="status">
        ${
          last
            ? this.#report(last)
            : last === null
              ? html`<p class="soft">${words.never}</p>`
              : trouble
                ? nothing
                : html`<p class="soft">${words.loading}</p>`
        }
      </div>
      <div>
        <button class="button primary" ?disabled=${isRunning} @click=${this.#start}>
          ${isRunning ? words.going : words.go}
        </button>
        ${troubled(this.#starting.trouble)}
      </div>
      ${last?.findings && last.findings.length > 0 ? this.#findings(last) : nothing}
      ${this.#notices()}
    </div>`;
  }

  #report(last: Verification) {
    const words = text.check;
    const look = {
      running: { tone: 'wait', icon: mdiShieldSearch, title: words.running },
      well: { tone: 'good', icon: mdiShieldCheckOutline, title: words.sound },
      damaged: { tone: 'bad', icon: mdiAlertOutline, title: words.damaged },
      failed: { tone: 'bad', icon: mdiAlertOutline, title: words.failed },
    }[last.state];
    const { progress } = last;
    return html`<div class="news ${look.tone}">
      <hearth-icon .path=${look.icon}></hearth-icon>
      <h2>${look.title}</h2>
      ${last.sentence ? html`<p>${last.sentence}</p>` : nothing}
      ${
        last.state === 'running' && progress
          ? html`<progress
              max=${Math.max(1, progress.all)}
              value=${progress.done}
              aria-label=${words.running}
            ></progress>`
          : nothing
      }
      ${last.rows === undefined || last.sentence ? nothing : html`<p class="small">${words.read(countText(last.rows))}</p>`}
      ${last.locked ? html`<p class="small">${words.sealed(countText(last.locked))}</p>` : nothing}
      ${last.erased ? html`<p class="small">${words.erased(countText(last.erased))}</p>` : nothing}
      ${
        last.at
          ? html`<p class="small soft">
              ${words.ended} <hearth-time .time=${last.at}></hearth-time>
            </p>`
          : nothing
      }
    </div>`;
  }

  /** What Hearth met by itself since it was started. */
  #notices() {
    const { storeNotices } = home;
    if (storeNotices.length === 0) return nothing;
    return html`<section>
      <h2>${text.check.notices}</h2>
      <ul class="panel rows">
        ${storeNotices.map(
          (it) =>
            html`<li>
              <p>${it.sentence}</p>
              ${it.needsYou ? nothing : html`<p class="small soft">${text.check.nothingToDo}</p>`}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #findings(last: Verification) {
    const words = text.check;
    return html`<section>
      <h2>${words.findings}</h2>
      <ul class="panel rows">
        ${last.findings!.map(
          (it) =>
            html`<li>
              <p>${it.sentence}</p>
              <p class="small soft">
                ${it.title ? `${it.title}. ` : ''}${words.where(it.file, it.table, it.row)}
              </p>
            </li>`,
        )}
        ${last.moreFindings ? html`<li class="soft">${words.more(countText(last.moreFindings))}</li>` : nothing}
      </ul>
    </section>`;
  }

  readonly #start = async (): Promise<void> => {
    await this.#starting.go(async () => {
      home.apply({ name: 'verification', data: await hub.verify() });
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-check-page': HearthCheckPage;
  }
}
