import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { Device } from '../api/types.js';
import type { Action } from '../model/thing.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';

/** Something a device does when it is asked to. */
@customElement('hearth-device-action')
export class HearthDeviceAction extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .action {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--space-4);
        min-height: 60px;
        padding: var(--space-2) 0;
      }
      .title {
        font-weight: 550;
      }
      [role='status'] {
        grid-column: 1 / -1;
        font-size: var(--text-1);
      }
      .done {
        color: var(--safe);
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @property({ attribute: false }) action!: Action;
  @state() private phase: 'idle' | 'sending' | 'confirmed' | 'failed' = 'idle';
  @state() private trouble = '';

  override render() {
    const { action, phase } = this;
    const press = phase === 'failed' ? text.command.tryAgain : text.command.run;
    return html`<div class="action">
      <div>
        <p class="title">${action.title}</p>
        ${action.description ? html`<p class="small soft">${action.description}</p>` : nothing}
      </div>
      <button
        class="button"
        aria-label=${`${action.title}: ${press}`}
        ?disabled=${phase === 'sending'}
        @click=${this.#run}
      >
        ${press}
      </button>
      <div role="status">
        ${phase === 'sending' ? text.command.sending : nothing}
        ${phase === 'confirmed' ? html`<p class="done">${text.command.confirmed}</p>` : nothing}
        ${phase === 'failed' ? html`<p class="error">${this.trouble}</p>` : nothing}
      </div>
    </div>`;
  }

  async #run(): Promise<void> {
    this.phase = 'sending';
    try {
      await hub.invoke(this.device.id, this.action.name);
      this.phase = 'confirmed';
    } catch (failure) {
      this.trouble = sentenceOf(failure);
      this.phase = 'failed';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-action': HearthDeviceAction;
  }
}
