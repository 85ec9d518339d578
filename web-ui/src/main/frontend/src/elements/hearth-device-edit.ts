import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { Device } from '../api/types.js';
import { home } from '../state/app.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-room-field.js';
import { troubled } from './troubled.js';

/** A device's name and room, to be changed. */
@customElement('hearth-device-edit')
export class HearthDeviceEdit extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--surface);
      }
      @media (min-width: 640px) {
        .fields {
          display: grid;
          grid-template-columns: 3fr 2fr;
        }
      }
      .fields {
        display: grid;
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @state() private room: string | undefined;
  @state() private isSaving = false;
  @state() private trouble = '';

  override render() {
    const words = text.device;
    return html`<form @submit=${this.#submit} novalidate>
      <div class="fields">
        <div class="field">
          <label for="name">${words.name}</label>
          <input
            id="name"
            name="title"
            class="input"
            maxlength="100"
            autocomplete="off"
            value=${this.device.title}
            aria-invalid=${this.trouble === words.nameNeeded}
          />
        </div>
        <hearth-room-field
          .label=${words.room}
          .value=${this.room ?? this.device.room?.title ?? ''}
          .placeholder=${text.inbox.noRoom}
          @typed=${(event: CustomEvent<string>) => (this.room = event.detail)}
        ></hearth-room-field>
      </div>
      ${troubled(this.trouble)}
      <div class="row">
        <button class="button primary" ?disabled=${this.isSaving}>
          ${this.isSaving ? words.saving : words.save}
        </button>
        <button type="button" class="button quiet" @click=${this.#done}>${words.cancel}</button>
      </div>
    </form>`;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#name')?.select();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const title = String(new FormData(event.target as HTMLFormElement).get('title')).trim();
    if (!title) {
      this.trouble = text.device.nameNeeded;
      return;
    }
    const room = (this.room ?? this.device.room?.title ?? '').trim();
    this.isSaving = true;
    this.trouble = '';
    try {
      const changed = await hub.changeDevice(this.device.id, { title, room: room || null });
      home.apply({ name: 'device', data: changed });
      this.#done();
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    } finally {
      this.isSaving = false;
    }
  }

  #done(): void {
    this.dispatchEvent(new CustomEvent('done'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-edit': HearthDeviceEdit;
  }
}
