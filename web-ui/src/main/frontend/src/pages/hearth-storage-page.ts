import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { HomeKeeping, Keeping, Retention, Storage } from '../api/types.js';
import { keepWords } from '../model/keeping.js';
import { countText, sizeText } from '../model/sizes.js';
import { propertyOf } from '../model/thing.js';
import { dayLong } from '../model/times.js';
import { home, notices } from '../state/app.js';
import { devicePath } from '../state/router.js';
import { Deed } from '../state/deed.js';
import { Loading } from '../state/loading.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import '../elements/hearth-export.js';
import '../elements/hearth-keep-fields.js';
import '../elements/hearth-locked.js';
import type { Wish } from '../elements/wish.js';
import { troubled } from '../elements/troubled.js';

const caps = [1e9, 2e9, 5e9, 10e9, 20e9, 50e9, 100e9];

/** How large the store is and how it grows, how long the past is kept, and taking it along. */
@customElement('hearth-storage-page')
export class HearthStoragePage extends LitElement {
  static override styles = [base, controls, page, settings];

  @state() private wanted: HomeKeeping | undefined;
  readonly watching = new Watching(this, () => ['devices', 'vault', 'session']);
  readonly #storage = new Loading(this, () => hub.storage());
  readonly #retention = new Loading(this, () => hub.retention());
  readonly #saving = new Deed(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.storage.title} · Hearth`;
  }

  override render() {
    const words = text.storage;
    const trouble = this.#storage.trouble || this.#retention.trouble;
    const storage = this.#storage.value;
    const retention = this.#retention.value;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      ${troubled(trouble)}
      ${
        storage
          ? this.#size(storage)
          : trouble
            ? nothing
            : html`<p class="soft" role="status">${words.loading}</p>`
      }
      ${retention ? html`${this.#kept(retention)} ${this.#exceptions(retention)}` : nothing}
      <section>
        <h2>${words.export}</h2>
        <p class="soft">${words.exportLead}</p>
        <div class="panel">
          ${
            home.isPastLocked
              ? html`<hearth-locked></hearth-locked>`
              : html`<hearth-export></hearth-export>`
          }
        </div>
      </section>
    </div>`;
  }

  #size(storage: Storage) {
    const words = text.storage;
    const most = storage.cap ?? storage.bytes + storage.free;
    return html`<section>
      <div class="panel form">
        <dl class="facts">
          <dt>${words.size}</dt>
          <dd>
            ${storage.cap ? words.used(sizeText(storage.bytes), sizeText(most)) : sizeText(storage.bytes)}
          </dd>
          <dt>${words.readings}</dt>
          <dd>${countText(storage.readings)}</dd>
          <dt>${words.free}</dt>
          <dd>${sizeText(storage.free)}</dd>
          <dt>${words.growth}</dt>
          <dd>
            ${storage.perDay === null ? words.growthUnknown : words.perDay(sizeText(storage.perDay))}
          </dd>
          ${
            storage.inAYear === null
              ? nothing
              : html`<dt>${words.inAYear}</dt>
                  <dd>${sizeText(storage.inAYear)}</dd>`
          }
          <dt>${words.full}</dt>
          <dd>
            ${storage.fullOn ? words.fullOn(dayLong(new Date(storage.fullOn))) : words.fullNever}
          </dd>
        </dl>
        <progress max=${most} value=${storage.bytes} aria-label=${words.size}></progress>
      </div>
    </section>`;
  }

  #kept(retention: Retention) {
    const words = text.storage;
    const wanted = this.wanted ?? retention.home;
    const capChoices = wanted.cap && !caps.includes(wanted.cap) ? [...caps, wanted.cap] : caps;
    return html`<section>
      <h2>${words.kept}</h2>
      <p class="soft">${words.keptLead}</p>
      <form class="panel form" novalidate @submit=${this.#save}>
        <hearth-keep-fields
          .value=${wanted}
          @wish=${(event: Wish) => (this.wanted = { ...wanted, ...(event.detail as Keeping) })}
        ></hearth-keep-fields>
        <div class="field">
          <label for="cap">${words.cap}</label>
          <select
            id="cap"
            class="input"
            aria-describedby="cap-hint"
            @change=${(event: Event) => {
              const chosen = (event.target as HTMLSelectElement).value;
              this.wanted = { ...wanted, cap: chosen ? Number(chosen) : null };
            }}
          >
            <option value="" ?selected=${wanted.cap === null}>${words.capNone}</option>
            ${capChoices
              .toSorted((a, b) => a - b)
              .map(
                (it) =>
                  html`<option value=${it} ?selected=${it === wanted.cap}>${sizeText(it)}</option>`,
              )}
          </select>
          <p id="cap-hint" class="hint">${words.capHint}</p>
        </div>
        ${troubled(this.#saving.trouble)}
        <button class="button" ?disabled=${!this.wanted || this.#saving.isGoing}>
          ${this.#saving.isGoing ? words.saving : words.save}
        </button>
      </form>
    </section>`;
  }

  #exceptions({ exceptions }: Retention) {
    const words = text.storage;
    return html`<section>
      <h2>${words.exceptions}</h2>
      ${
        exceptions.length === 0
          ? html`<p class="soft">${words.noExceptions}</p>`
          : html`<ul class="panel rows">
              ${exceptions.map((it) => {
                const device = home.devices.get(it.device);
                const property = it.property
                  ? ((device && propertyOf(device, it.property)?.title) ?? it.property)
                  : '';
                const name = [device?.title ?? it.device, property].filter((s) => s).join(': ');
                return html`<li class="line">
                  <div>
                    <p>${device ? html`<a href=${devicePath(it.device)}>${name}</a>` : name}</p>
                    <p class="small soft">
                      ${words.exception(keepWords(it.raw), keepWords(it.rollUps))}
                    </p>
                  </div>
                  <button
                    class="button"
                    aria-label=${words.clearNamed(name)}
                    @click=${() => void this.#clear(it.device, it.property)}
                  >
                    ${words.clear}
                  </button>
                </li>`;
              })}
            </ul>`
      }
    </section>`;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { wanted } = this;
    if (!wanted) return;
    const isDone = await this.#saving.go(async () =>
      this.#retention.put(await hub.setRetention(wanted)),
    );
    if (!isDone) return;
    this.wanted = undefined;
    notices.say(text.storage.saved);
    void this.#storage.again();
  }

  async #clear(device: string, property: string | undefined): Promise<void> {
    const isDone = await this.#saving.go(async () => {
      if (property === undefined) await hub.clearDeviceRetention(device);
      else await hub.clearPropertyRetention(device, property);
      await this.#retention.again();
    });
    if (isDone) notices.say(text.storage.cleared);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-storage-page': HearthStoragePage;
  }
}
