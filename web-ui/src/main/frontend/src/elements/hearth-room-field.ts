import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { roomSuggestions } from '../model/room-guess.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';

/** A room by its name, with suggestions; a name that is new makes a new room. */
@customElement('hearth-room-field')
export class HearthRoomField extends LitElement {
  static override styles = [base, controls];

  @property() label = '';
  @property() value = '';
  @property() placeholder = '';
  @property({ type: Boolean }) disabled = false;
  readonly watching = new Watching(this, () => ['rooms']);

  override render() {
    return html`<div class="field">
      <label for="room">${this.label}</label>
      <input
        id="room"
        class="input"
        list="rooms"
        maxlength="100"
        autocomplete="off"
        placeholder=${this.placeholder}
        ?disabled=${this.disabled}
        .value=${live(this.value)}
        @input=${this.#typed}
      />
      <datalist id="rooms">
        ${roomSuggestions(home.rooms).map((room) => html`<option value=${room}></option>`)}
      </datalist>
    </div>`;
  }

  #typed(event: Event): void {
    this.value = (event.target as HTMLInputElement).value;
    this.dispatchEvent(new CustomEvent('typed', { detail: this.value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-room-field': HearthRoomField;
  }
}
