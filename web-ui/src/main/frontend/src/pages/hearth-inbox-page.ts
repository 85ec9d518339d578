import { mdiInboxArrowDown } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { InboxEntry } from '../api/types.js';
import { Accepting, type Wanted } from '../state/accepting.js';
import { home, notices } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-inbox-entry.js';
import '../elements/hearth-pairing.js';

/** Devices that were found, coming in live; added one by one or all at once. */
@customElement('hearth-inbox-page')
export class HearthInboxPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .list {
        display: grid;
        gap: var(--space-3);
      }
      .all {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3) var(--space-5);
      }
    `,
  ];

  @state() private progress: { done: number; all: number } | undefined;
  readonly watching = new Watching(this, () => ['inbox', 'rooms', 'session', 'pairing']);
  readonly #accepting = new Accepting(home, () => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.inbox.title} · Hearth`;
  }

  override render() {
    const words = text.inbox;
    const entries = this.#accepting.entries();
    const ready = entries.filter((it) => it.acceptable);
    const pairable = entries.filter((it) => !it.acceptable && it.pairing);
    const others = entries.filter((it) => !it.acceptable && !it.pairing);
    // While the window is open, it and what it is open for are at hand.
    const isPairing = home.isPairingOpen;
    const pairsFirst = isPairing || entries.some((it) => it.pairing);
    const toPair =
      pairable.length > 0
        ? html`<section>
            <h2>${text.pairing.pairable}</h2>
            ${this.#list(pairable)}
          </section>`
        : nothing;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      <p class="for-readers" role="status">${text.home.found(ready.length)}</p>
      ${home.isOwner && pairsFirst ? html`<hearth-pairing></hearth-pairing>` : nothing}
      ${isPairing ? toPair : nothing}
      ${ready.length > 1 || this.progress ? this.#all(ready) : nothing}
      ${
        ready.length > 0
          ? html`<section>
              <h2 class="for-readers">${words.ready}</h2>
              ${this.#list(ready)}
            </section>`
          : html`<hearth-empty
              .icon=${mdiInboxArrowDown}
              .heading=${words.emptyTitle}
              .words=${words.empty}
            ></hearth-empty>`
      }
      ${
        ready.length === 0 && home.devices.size > 0
          ? html`<p><a class="button" href="/">${words.toHome}</a></p>`
          : nothing
      }
      ${isPairing ? nothing : toPair}
      ${
        others.length > 0
          ? html`<section>
              <h2>${words.others}</h2>
              <p class="soft">${words.othersLead}</p>
              ${this.#list(others)}
            </section>`
          : nothing
      }
      ${home.isOwner && !pairsFirst ? html`<hearth-pairing></hearth-pairing>` : nothing}
      <p class="ways">
        <a href="/add">${words.byAddress}</a>
        <a href="/ignored">${words.toIgnored}</a>
        <a href="/discovery">${text.discovery.link}</a>
      </p>
    </div>`;
  }

  #all(ready: readonly InboxEntry[]) {
    const words = text.inbox;
    const { progress } = this;
    if (progress) {
      return html`<div class="panel" role="status">
        <p>${words.progress(progress.done, progress.all)}</p>
        <progress max=${progress.all} value=${progress.done} aria-label=${words.adding}></progress>
      </div>`;
    }
    return html`<div class="panel all">
      <p>${words.acceptAllLead}</p>
      <button class="button primary" @click=${() => void this.#acceptAll(ready)}>
        ${words.acceptAll(ready.length)}
      </button>
    </div>`;
  }

  #list(entries: readonly InboxEntry[]) {
    return html`<div class="list">
      ${repeat(
        entries,
        (entry) => entry.id,
        (entry) =>
          html`<hearth-inbox-entry
            .entry=${entry}
            .wanted=${this.#accepting.wantedFor(entry)}
            @changed=${(event: CustomEvent<Partial<Wanted>>) => this.#accepting.change(entry, event.detail)}
            @accept=${() => void this.#accept(entry)}
            @ignore=${() => this.#ignore(entry)}
          ></hearth-inbox-entry>`,
      )}
    </div>`;
  }

  async #accept(entry: InboxEntry): Promise<void> {
    const { title, room } = this.#accepting.wantedFor(entry);
    if (await this.#accepting.accept(entry)) notices.say(text.inbox.added(title, room));
  }

  async #acceptAll(entries: readonly InboxEntry[]): Promise<void> {
    let added = 0;
    for (const [i, entry] of entries.entries()) {
      this.progress = { done: i, all: entries.length };
      if (home.inbox.has(entry.id) && (await this.#accepting.accept(entry))) added++;
    }
    this.progress = undefined;
    const failed = entries.filter((it) => this.#accepting.wantedFor(it).trouble !== '').length;
    notices.say(failed > 0 ? text.inbox.notAdded(failed) : text.inbox.addedMany(added));
  }

  #ignore(entry: InboxEntry): void {
    this.#accepting.setLeaving(entry, true);
    notices.offerUndo(
      text.inbox.ignored(entry.title),
      () => {
        hub.ignore(entry.id).then(
          () => home.apply({ name: 'inbox-removed', data: { id: entry.id } }),
          (failure: unknown) => {
            this.#accepting.setLeaving(entry, false);
            notices.say(sentenceOf(failure));
          },
        );
      },
      () => this.#accepting.setLeaving(entry, false),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-inbox-page': HearthInboxPage;
  }
}
