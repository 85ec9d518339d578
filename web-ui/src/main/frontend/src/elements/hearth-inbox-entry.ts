import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { InboxEntry } from '../api/types.js';
import { offersOf } from '../model/thing.js';
import { upperFirst } from '../model/titles.js';
import type { Wanted } from '../state/accepting.js';
import { home } from '../state/app.js';
import { base, controls } from '../style/base.js';
import { iconOfKind } from '../style/kind-icons.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-pair-form.js';
import './hearth-room-field.js';
import './hearth-time.js';
import './hearth-unproven.js';

/** A device that was found: what it seems to be, and what to call it when it is added. */
@customElement('hearth-inbox-entry')
export class HearthInboxEntry extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      article {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-2) var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--surface);
        box-shadow: var(--shadow-low);
      }
      .icon {
        display: grid;
        place-items: center;
        width: 42px;
        height: 42px;
        border-radius: 50%;
        background: var(--surface-sunken);
        color: var(--ink-soft);
      }
      .what {
        display: grid;
        gap: 2px;
        align-content: center;
        overflow-wrap: anywhere;
      }
      .titled {
        display: flex;
        align-items: center;
        gap: var(--space-1);
      }
      form {
        display: grid;
        grid-column: 1 / -1;
        gap: var(--space-2);
        align-items: end;
      }
      .end {
        text-align: right;
      }
      .across {
        grid-column: 1 / -1;
      }
      summary {
        cursor: pointer;
      }
      .buttons {
        display: flex;
        gap: var(--space-2);
      }
      .buttons .primary {
        flex: 1;
      }
      .others > .button {
        grid-column: 2;
        justify-self: start;
        margin-left: calc(var(--space-4) * -1);
      }
      @media (min-width: 640px) {
        .others > .button {
          grid-column: auto;
          margin-left: 0;
        }
        form {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) auto;
        }
        .others {
          grid-template-columns: auto minmax(0, 1fr) auto;
          align-items: center;
        }
      }
    `,
  ];

  @property({ attribute: false }) entry!: InboxEntry;
  @property({ attribute: false }) wanted!: Wanted;

  override render() {
    const { entry, wanted } = this;
    return html`<article
      class=${entry.acceptable || entry.pairing ? '' : 'others'}
      aria-label=${entry.title}
    >
      <span class="icon"><hearth-icon .path=${iconOfKind(entry.kind)}></hearth-icon></span>
      <div class="what">
        <div class="titled">
          <h3>${entry.title}</h3>
          ${
            entry.acceptable && !entry.authenticated
              ? html`<hearth-unproven .of=${entry.title}></hearth-unproven>`
              : nothing
          }
        </div>
        <p class="small soft">
          ${[text.kind[entry.kind] ?? text.kind['unknown'], offersOf(entry)].filter((it) => it).join(': ')}
        </p>
        <p class="small soft">
          ${upperFirst(entry.why)} · ${entry.address} ·
          <hearth-time .time=${entry.seen}></hearth-time>
        </p>
        ${this.#ways(entry)}
        ${
          entry.page && /^https?:/.test(entry.page)
            ? html`<p class="small">
                <a href=${entry.page} target="_blank" rel="noreferrer">${text.ownPage}</a>
              </p>`
            : nothing
        }
      </div>
      ${
        entry.pairing && home.isOwner
          ? html`<hearth-pair-form class="across" .entry=${entry}></hearth-pair-form>`
          : nothing
      }
      ${
        entry.acceptable
          ? this.#form(wanted)
          : entry.pairing
            ? html`<div class="across end">${this.#ignore()}</div>`
            : this.#ignore()
      }
    </article>`;
  }

  /** That several ways of finding it led to one device, and why Hearth thinks so. */
  #ways({ ways, because }: InboxEntry) {
    if (!ways || ways.length < 2) return nothing;
    return html`<details class="small soft">
      <summary>${text.alsoSeen(ways.length)}${because ? `: ${because}` : ''}</summary>
      ${ways.map(({ address, why }) => html`<p>${upperFirst(why)} · ${address}</p>`)}
    </details>`;
  }

  #form(wanted: Wanted) {
    const words = text.inbox;
    const isBusy = wanted.phase === 'adding';
    return html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        this.dispatchEvent(new CustomEvent('accept'));
      }}
    >
      <div class="field">
        <label for="title">${words.name}</label>
        <input
          id="title"
          class="input"
          maxlength="100"
          autocomplete="off"
          ?disabled=${isBusy}
          .value=${live(wanted.title)}
          @input=${(event: Event) => this.#changed({ title: (event.target as HTMLInputElement).value })}
        />
      </div>
      <hearth-room-field
        .label=${words.room}
        .value=${wanted.room}
        .placeholder=${words.noRoom}
        ?disabled=${isBusy}
        @typed=${(event: CustomEvent<string>) => this.#changed({ room: event.detail })}
      ></hearth-room-field>
      <div class="buttons">
        <button
          class="button primary"
          ?disabled=${isBusy}
          aria-label=${isBusy ? words.adding : words.acceptNamed(wanted.title)}
        >
          ${isBusy ? words.adding : words.accept}
        </button>
        ${this.#ignore()}
      </div>
      ${wanted.trouble ? html`<p class="error small" role="alert">${wanted.trouble}</p>` : nothing}
    </form>`;
  }

  #ignore() {
    return html`<button
      type="button"
      class="button quiet"
      ?disabled=${this.wanted.phase === 'adding'}
      aria-label=${text.inbox.ignoreNamed(this.entry.title)}
      @click=${() => this.dispatchEvent(new CustomEvent('ignore'))}
    >
      ${text.inbox.ignore}
    </button>`;
  }

  #changed(change: Partial<Wanted>): void {
    this.dispatchEvent(new CustomEvent('changed', { detail: change }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-inbox-entry': HearthInboxEntry;
  }
}
