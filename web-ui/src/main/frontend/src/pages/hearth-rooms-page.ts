import { mdiFloorPlan, mdiPencilOutline, mdiTrashCanOutline } from '@mdi/js';
import { css, html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { Room } from '../api/types.js';
import { home } from '../state/app.js';
import { roomPath } from '../state/router.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-confirm.js';
import type { HearthConfirm } from '../elements/hearth-confirm.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-icon.js';
import { troubled } from '../elements/troubled.js';

/** The rooms of this home: made, renamed, removed. */
@customElement('hearth-rooms-page')
export class HearthRoomsPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .rooms {
        padding: var(--space-1) var(--space-4);
      }
      li {
        padding: var(--space-2) 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .room {
        display: flex;
        align-items: center;
        gap: var(--space-1);
      }
      .room > :first-child {
        flex: 1 1 10em;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-2);
      }
      form .field {
        flex: 1 1 12em;
      }
    `,
  ];

  @state() private editing = '';
  @state() private trouble = '';
  @state() private leaving: Room | undefined;
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly watching = new Watching(this, () => ['rooms', 'devices']);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.rooms.title} · Hearth`;
  }

  override render() {
    const words = text.rooms;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      ${
        home.rooms.length === 0
          ? html`<hearth-empty
              .icon=${mdiFloorPlan}
              .heading=${words.emptyTitle}
              .words=${words.empty}
            ></hearth-empty>`
          : html`<ul class="panel rooms">
              ${repeat(
                home.rooms,
                (room) => room.id,
                (room) =>
                  html`<li>${room.id === this.editing ? this.#edit(room) : this.#room(room)}</li>`,
              )}
            </ul>`
      }
      ${troubled(this.trouble)}
      <form class="panel" @submit=${this.#add} novalidate>
        <div class="field">
          <label for="new">${words.add}</label>
          <input id="new" name="title" class="input" maxlength="100" autocomplete="off" />
        </div>
        <button class="button">${words.addGo}</button>
      </form>
      <hearth-confirm
        .question=${words.removeAsk(this.leaving?.title ?? '')}
        .consequence=${words.removeWhat(home.devicesIn(this.leaving?.id).length)}
        .yes=${words.removeYes}
        .no=${words.removeNo}
      ></hearth-confirm>
    </div>`;
  }

  #room(room: Room) {
    const words = text.rooms;
    return html`<div class="room">
      <span>
        <a href=${roomPath(room.id)}>${room.title}</a>
        <span class="soft small">${text.devicesCount(home.devicesIn(room.id).length)}</span>
      </span>
      <button
        class="icon-button"
        title=${words.renameNamed(room.title)}
        aria-label=${words.renameNamed(room.title)}
        @click=${() => (this.editing = room.id)}
      >
        <hearth-icon .path=${mdiPencilOutline}></hearth-icon>
      </button>
      <button
        class="icon-button"
        title=${words.removeNamed(room.title)}
        aria-label=${words.removeNamed(room.title)}
        @click=${() => void this.#remove(room)}
      >
        <hearth-icon .path=${mdiTrashCanOutline}></hearth-icon>
      </button>
    </div>`;
  }

  #edit(room: Room) {
    const words = text.rooms;
    return html`<form @submit=${(event: SubmitEvent) => this.#rename(event, room)} novalidate>
      <div class="field">
        <label for="name">${words.name}</label>
        <input
          id="name"
          name="title"
          class="input"
          maxlength="100"
          autocomplete="off"
          value=${room.title}
        />
      </div>
      <button class="button primary">${words.save}</button>
      <button type="button" class="button quiet" @click=${() => (this.editing = '')}>
        ${words.cancel}
      </button>
    </form>`;
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('editing') && this.editing) {
      this.renderRoot.querySelector<HTMLInputElement>('#name')?.select();
    }
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement;
    const title = titleIn(event);
    if (title && (await this.#try(() => hub.addRoom(title)))) form.reset();
  }

  async #rename(event: SubmitEvent, room: Room): Promise<void> {
    const title = titleIn(event);
    if (title && (await this.#try(() => hub.renameRoom(room.id, title)))) this.editing = '';
  }

  async #remove(room: Room): Promise<void> {
    this.leaving = room;
    if (await this.confirm.ask()) await this.#try(() => hub.removeRoom(room.id));
  }

  async #try(change: () => Promise<unknown>): Promise<boolean> {
    this.trouble = '';
    try {
      await change();
      home.apply({ name: 'rooms', data: await hub.rooms() });
      return true;
    } catch (failure) {
      this.trouble = sentenceOf(failure);
      return false;
    }
  }
}

function titleIn(event: SubmitEvent): string {
  event.preventDefault();
  return String(new FormData(event.target as HTMLFormElement).get('title')).trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-rooms-page': HearthRoomsPage;
  }
}
