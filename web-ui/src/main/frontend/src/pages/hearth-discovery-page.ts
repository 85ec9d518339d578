import { mdiAlertOutline, mdiShieldCheckOutline } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { DiscoveryDiagnostics, Scan } from '../api/types.js';
import { hexDump } from '../model/hex.js';
import { countText } from '../model/sizes.js';
import { Deed } from '../state/deed.js';
import { Loading } from '../state/loading.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import '../elements/hearth-icon.js';
import '../elements/hearth-time.js';
import { troubled } from '../elements/troubled.js';

type Part = DiscoveryDiagnostics['parts'][number];
type Place = Part['places'][number];

const scanLook = 1000;

/** How devices are looked for, what was heard, and what a person can do about it. */
@customElement('hearth-discovery-page')
export class HearthDiscoveryPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    settings,
    css`
      .traffic {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px var(--space-4);
        font-size: var(--text-1);
      }
      .traffic dt {
        color: var(--ink-soft);
      }
      summary {
        min-height: 32px;
        cursor: pointer;
      }
    `,
  ];

  @state() private scan: Scan | null = null;
  readonly #found = new Loading(this, () => hub.discovery());
  readonly #scanning = new Deed(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.discovery.title} · Hearth`;
    void this.#lookAtScan();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const words = text.discovery;
    const { value, trouble } = this.#found;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      ${troubled(trouble)}
      ${
        value
          ? html`${this.#advice(value)} ${value.parts.map((it) => this.#part(it))}`
          : trouble
            ? nothing
            : html`<p class="soft" role="status">${words.loading}</p>`
      }
      ${this.#subnet()}
    </div>`;
  }

  #advice({ parts, at }: DiscoveryDiagnostics) {
    const words = text.discovery;
    const advice = parts.flatMap((it) => it.advice);
    const isFine = advice.length === 0;
    return html`<div class="news ${isFine ? 'good' : 'wait'}">
        <hearth-icon .path=${isFine ? mdiShieldCheckOutline : mdiAlertOutline}></hearth-icon>
        <h2>${isFine ? words.fine : words.advice}</h2>
        ${advice.map(({ sentence }) => html`<p>${sentence}</p>`)}
      </div>
      <div class="row">
        <button class="button" @click=${() => void this.#found.again()}>${words.refresh}</button>
        <span class="small soft"><hearth-time .time=${at}></hearth-time></span>
      </div>`;
  }

  #part(part: Part) {
    const words = text.discovery;
    const name = words.ways[part.adapter] ?? part.adapter;
    return html`<section aria-label=${name}>
      <h2>${name}</h2>
      <ul class="panel rows">
        <li>
          <h3>${words.places}</h3>
          ${part.places.length === 0 ? html`<p class="soft">${words.noPlaces}</p>` : nothing}
        </li>
        ${part.places.map((it) => html`<li>${this.#place(it)}</li>`)}
        ${
          part.ports.length === 0
            ? nothing
            : html`<li>
                <h3>${words.ports}</h3>
                ${part.ports.map(
                  ({ number, address, ours, holder }) =>
                    html`<p class=${ours ? '' : 'bad-words'}>
                      ${ours ? words.ours(number) : words.taken(number, holder ?? '')}
                      <span class="small soft">${address}</span>
                    </p>`,
                )}
              </li>`
        }
        ${
          part.names.length === 0
            ? nothing
            : html`<li>
                <h3>${words.names}</h3>
                ${part.names.map(({ wanted, used }) => html`<p>${words.renamed(wanted, used)}</p>`)}
              </li>`
        }
        ${part.strange.length === 0 ? nothing : html`<li>${this.#strange(part)}</li>`}
      </ul>
    </section>`;
  }

  #place({ interface: name, address, group, sent, heard }: Place) {
    const words = text.discovery;
    return html`<p>
        <strong>${name}</strong> ${address}
        ${group ? html`<span class="small soft">${words.group(group)}</span>` : nothing}
      </p>
      <dl class="traffic">
        <dt>${words.sent}</dt>
        <dd>${this.#counts(sent)}</dd>
        <dt>${words.heard}</dt>
        <dd>${this.#counts(heard)}</dd>
      </dl>`;
  }

  #counts(counts: Place['sent']) {
    const words = text.discovery;
    const some = counts.filter(({ count }) => count > 0);
    if (some.length === 0) return words.nothing;
    return some.map(
      ({ what, count, last }) =>
        html`<div class="figure">
          ${countText(count)}
          ${what}${
            last
              ? html`<span class="soft"
                  >, ${words.last} <hearth-time .time=${last}></hearth-time
                ></span>`
              : nothing
          }
        </div>`,
    );
  }

  #strange(part: Part) {
    const words = text.discovery;
    const { strange, strangeInAll } = part;
    return html`<h3>${words.strange}</h3>
      <p class="small soft">
        ${words.strangeLead}
        ${strangeInAll > strange.length ? words.strangeAll(strange.length, strangeInAll) : nothing}
      </p>
      ${strange.map(
        (it) =>
          html`<details>
            <summary>
              ${it.from}: ${it.why}
              <span class="small soft"
                >${words.times(it.times)}, ${words.last} <hearth-time .time=${it.last}></hearth-time
              ></span>
            </summary>
            <pre tabindex="0" aria-label=${`${it.from}, ${words.bytes(it.length)}`}>
${hexDump(it.hex)}</pre>
            <p class="small soft">${words.bytes(it.length)}</p>
          </details>`,
      )}`;
  }

  #subnet() {
    const words = text.discovery;
    const { scan } = this;
    const isRunning = scan?.running ?? false;
    return html`<section>
      <h2>${words.scan}</h2>
      <form class="panel form" novalidate @submit=${this.#startScan}>
        <p class="soft">${words.scanLead}</p>
        <div class="field">
          <label for="subnet">${words.subnet}</label>
          <input
            id="subnet"
            name="subnet"
            class="input"
            maxlength="50"
            autocomplete="off"
            inputmode="url"
            spellcheck="false"
            aria-describedby="subnet-hint"
          />
          <p id="subnet-hint" class="hint">${words.subnetHint}</p>
        </div>
        ${troubled(this.#scanning.trouble)}
        <div class="row">
          <button class="button" ?disabled=${isRunning || this.#scanning.isGoing}>
            ${words.scanGo}
          </button>
          ${
            isRunning
              ? html`<button type="button" class="button quiet" @click=${this.#stopScan}>
                  ${words.scanStop}
                </button>`
              : nothing
          }
        </div>
        <div role="status">
          ${
            scan
              ? html`<p class="figure">
                    ${
                      isRunning
                        ? words.scanning(scan.asked, scan.of, scan.answered)
                        : words.scanned(scan.subnet, scan.answered)
                    }
                    ${scan.answered > 0 ? html`<a href="/inbox">${text.add.seeInbox}</a>` : nothing}
                  </p>
                  ${
                    isRunning
                      ? html`<progress
                          max=${scan.of}
                          value=${scan.asked}
                          aria-label=${words.scan}
                        ></progress>`
                      : nothing
                  }`
              : nothing
          }
        </div>
      </form>
    </section>`;
  }

  async #startScan(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const subnet = String(new FormData(event.target as HTMLFormElement).get('subnet')).trim();
    if (!subnet) return this.#scanning.say(text.discovery.missing);
    await this.#scanning.go(async () => (this.scan = await hub.startScan(subnet)));
    this.#lookAgain();
  }

  readonly #stopScan = async (): Promise<void> => {
    await this.#scanning.go(() => hub.stopScan());
    await this.#lookAtScan();
  };

  async #lookAtScan(): Promise<void> {
    this.scan = await hub.scan().catch(() => null);
    this.#lookAgain();
  }

  #lookAgain(): void {
    clearTimeout(this.#timer);
    if (this.scan?.running && this.isConnected)
      this.#timer = setTimeout(() => void this.#lookAtScan(), scanLook);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-discovery-page': HearthDiscoveryPage;
  }
}
