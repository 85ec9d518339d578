import { mdiShapeOutline } from '@mdi/js';
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-device-grid.js';
import '../elements/hearth-empty.js';
import '../elements/hearth-room-summary.js';

/** One room, as a tablet on its wall shows it. */
@customElement('hearth-room-page')
export class HearthRoomPage extends LitElement {
  static override styles = [base, page];

  @property() roomId = '';
  readonly watching = new Watching(this, () => ['devices', 'rooms']);

  override render() {
    const room = home.rooms.find((it) => it.id === this.roomId);
    document.title = `${room?.title ?? text.places.rooms} · Hearth`;
    const devices = home.devicesIn(this.roomId);
    return html`<div class="page">
      <div class="head">
        <h1 tabindex="-1">${room?.title ?? text.rooms.gone}</h1>
        <hearth-room-summary .roomId=${this.roomId}></hearth-room-summary>
      </div>
      ${
        devices.length > 0
          ? html`<h2 class="for-readers">${text.places.devices}</h2>
              <hearth-device-grid .devices=${devices}></hearth-device-grid>`
          : html`<hearth-empty
              .icon=${mdiShapeOutline}
              .heading=${text.devices.emptyTitle}
              .words=${text.rooms.roomEmpty}
            ></hearth-empty>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-room-page': HearthRoomPage;
  }
}
