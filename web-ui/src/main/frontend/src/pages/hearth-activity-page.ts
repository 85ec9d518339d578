import { mdiHistory } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { Activity } from '../api/types.js';
import { dayKey, dayName } from '../model/times.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-activity-item.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-locked.js';
import { troubled } from '../elements/troubled.js';

const pageSize = 100;

/** Who or what changed something, newest first, by day. */
@customElement('hearth-activity-page')
export class HearthActivityPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .panel {
        padding: var(--space-1) var(--space-4);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @state() private isLoading = false;
  @state() private isAll = false;
  @state() private trouble = '';
  readonly watching = new Watching(this, () => ['activity', 'devices', 'vault']);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.activityPage.title} · Hearth`;
  }

  override render() {
    const words = text.activityPage;
    const mayHaveMore = !home.isPastLocked && !this.isAll && home.activity.length >= pageSize;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      ${
        home.isPastLocked
          ? html`<div class="locked panel"><hearth-locked></hearth-locked></div>`
          : home.activity.length === 0
            ? html`<hearth-empty
                .icon=${mdiHistory}
                .heading=${words.emptyTitle}
                .words=${words.empty}
              ></hearth-empty>`
            : this.#days().map(([name, entries]) => this.#day(name, entries))
      }
      ${troubled(this.trouble)}
      ${
        mayHaveMore
          ? html`<button class="button" ?disabled=${this.isLoading} @click=${this.#earlier}>
              ${this.isLoading ? words.loading : words.earlier}
            </button>`
          : nothing
      }
    </div>`;
  }

  #day(name: string, entries: readonly Activity[]) {
    return html`<section aria-label=${name}>
      <h2>${name}</h2>
      <ul class="panel">
        ${repeat(
          entries,
          (entry) => entry.id,
          (entry) =>
            html`<li><hearth-activity-item dated .entry=${entry}></hearth-activity-item></li>`,
        )}
      </ul>
    </section>`;
  }

  #days(): readonly (readonly [string, readonly Activity[]])[] {
    const days = new Map<string, Activity[]>();
    for (const entry of home.activity) {
      const key = dayKey(new Date(entry.time));
      days.set(key, [...(days.get(key) ?? []), entry]);
    }
    const now = new Date();
    return [...days.values()].map((entries) => [dayName(new Date(entries[0]!.time), now), entries]);
  }

  async #earlier(): Promise<void> {
    this.isLoading = true;
    this.trouble = '';
    try {
      const entries = await hub.activity(home.activity.at(-1)?.id);
      this.isAll = entries.length < pageSize;
      home.addEarlier(entries);
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    } finally {
      this.isLoading = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-activity-page': HearthActivityPage;
  }
}
