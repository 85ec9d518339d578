import { mdiEyeOffOutline } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { Ignored } from '../api/types.js';
import { notices } from '../state/app.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-time.js';
import { troubled } from '../elements/troubled.js';

/** What people chose not to see under Found devices, and how to change their mind. */
@customElement('hearth-ignored-page')
export class HearthIgnoredPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .panel {
        padding: var(--space-1) var(--space-4);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-3) 0;
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @state() private ignored: readonly Ignored[] | undefined;
  @state() private trouble = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.ignored.title} · Hearth`;
    void this.#load();
  }

  override render() {
    const words = text.ignored;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      ${troubled(this.trouble)} ${this.#list()}
      <p><a href="/inbox">${text.places.inbox}</a></p>
    </div>`;
  }

  #list() {
    const words = text.ignored;
    if (!this.ignored)
      return this.trouble ? nothing : html`<p class="soft" role="status">${words.loading}</p>`;
    if (this.ignored.length === 0) {
      return html`<hearth-empty
        .icon=${mdiEyeOffOutline}
        .heading=${words.emptyTitle}
        .words=${words.empty}
      ></hearth-empty>`;
    }
    return html`<ul class="panel">
      ${repeat(
        this.ignored,
        (it) => it.id,
        (it) =>
          html`<li>
            <div>
              <p>${it.title}</p>
              <p class="small soft">${words.since} <hearth-time .time=${it.since}></hearth-time></p>
            </div>
            <button
              class="button"
              aria-label=${words.backNamed(it.title)}
              @click=${() => void this.#back(it)}
            >
              ${words.back}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  async #load(): Promise<void> {
    try {
      this.ignored = await hub.ignored();
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    }
  }

  async #back(it: Ignored): Promise<void> {
    this.trouble = '';
    try {
      await hub.stopIgnoring(it.id);
      notices.say(text.ignored.isBack(it.title));
      await this.#load();
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-ignored-page': HearthIgnoredPage;
  }
}
