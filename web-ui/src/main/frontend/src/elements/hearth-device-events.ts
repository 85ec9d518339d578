import { mdiBellOutline } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { Device, Happening } from '../api/types.js';
import { dataText, newestFirst } from '../model/happened.js';
import { eventsOf, inWords } from '../model/thing.js';
import { home } from '../state/app.js';
import { Loading } from '../state/loading.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-time.js';

const few = 5;
const many = 50;

interface Known {
  readonly happened: readonly Happening[];
  /** Whether more happened than was asked for. */
  readonly more: boolean;
}

/** What happened at a device lately, and what happens while somebody looks. */
@customElement('hearth-device-events')
export class HearthDeviceEvents extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .happened {
        padding: var(--space-1) var(--space-4);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--space-3);
        align-items: center;
        padding: var(--space-3) 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      hearth-icon {
        color: var(--ink-soft);
        --icon-size: 22px;
      }
      p {
        overflow-wrap: anywhere;
      }
      .what {
        font-weight: 550;
      }
      hearth-time {
        color: var(--ink-soft);
        font-size: var(--text-1);
        white-space: nowrap;
      }
      .button {
        margin-top: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @state() private shown = few;
  readonly watching = new Watching(this, () => [`events:${this.device.id}`, 'vault', 'connection']);
  readonly #before = new Loading<Known>(this, () => this.#ask());
  /** What an answer was for: another device, another state of its past, another line to the hub. */
  #asked = '';

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('device') as Device | undefined;
    if (before && before.id !== this.device.id) this.shown = few;
    const due = [
      this.device.id,
      Object.keys(this.device.description.events ?? {}).join(),
      home.erasures.get(this.device.id) ?? 0,
      home.isPastLocked,
      home.connection.state,
      this.shown,
    ].join();
    if (due === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = due;
    if (!isFirst) void this.#before.again();
  }

  async #ask(): Promise<Known> {
    const { id } = this.device;
    if (home.isPastLocked) return { happened: [], more: false };
    const answers = await Promise.all(
      eventsOf(this.device).map((it) => hub.eventHistory(id, it.name, this.shown)),
    );
    return {
      happened: answers.flatMap(({ event, notifications }) =>
        notifications.map((it) => ({ ...it, device: id, event })),
      ),
      more: answers.some((it) => it.more),
    };
  }

  override render() {
    const known = this.#before.value;
    const live = home.events.get(this.device.id) ?? [];
    const all = newestFirst([
      ...live,
      ...(known?.happened ?? []).filter((it) => it.device === this.device.id),
    ]);
    return html`<section>
      <h2>${text.device.events}</h2>
      ${
        all.length > 0
          ? html`<ul class="panel happened">
              ${all.slice(0, this.shown).map((it) => this.#line(it))}
            </ul>`
          : home.isPastLocked
            ? nothing
            : this.#before.trouble
              ? html`<p class="error">${this.#before.trouble}</p>`
              : known
                ? html`<p class="soft">${text.device.nothingHappened}</p>`
                : html`<p class="soft">${text.chart.loading}</p>`
      }
      ${
        home.isPastLocked
          ? html`<p class="soft">
              ${text.locked.title}. <a href="/unlock">${text.locked.unlock}</a>
            </p>`
          : nothing
      }
      ${
        this.shown < many && (known?.more || all.length > this.shown)
          ? html`<button class="button" @click=${() => (this.shown = many)}>
              ${text.device.earlierEvents}
            </button>`
          : nothing
      }
    </section>`;
  }

  #line({ event: name, data, time }: Happening) {
    const event = eventsOf(this.device).find((it) => it.name === name);
    const said = dataText(event, data);
    return html`<li>
      <hearth-icon .path=${mdiBellOutline}></hearth-icon>
      <p>
        <span class="what">${event?.title ?? inWords(name)}</span>${
          said ? html` <span class="soft">· ${said}</span>` : nothing
        }
      </p>
      <hearth-time .time=${time}></hearth-time>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-events': HearthDeviceEvents;
  }
}
