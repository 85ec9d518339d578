import { mdiAlertCircleOutline, mdiCheck } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { kindOf, type Property } from '../model/thing.js';
import { valueText } from '../model/values.js';
import { commands } from '../state/app.js';
import type { Command } from '../state/commands.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';

/** Where the last command to a property stands, in words: on its way, confirmed, or not and why. */
@customElement('hearth-command-note')
export class HearthCommandNote extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        font-size: var(--text-1);
      }
      .note {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        --icon-size: 18px;
      }
      .sending {
        color: var(--ember-ink);
      }
      .confirmed {
        color: var(--safe);
      }
      .failed {
        align-items: flex-start;
        color: var(--danger);
      }
      .failed p {
        display: grid;
        justify-items: start;
      }
      .text-button {
        position: relative;
        z-index: 1;
        min-height: var(--target);
        margin: calc(var(--space-2) * -1) 0;
        font-size: inherit;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @property({ attribute: false }) property!: Property;
  /** On a card, which shows by itself that a command is on its way: only what failed takes room. */
  @property({ type: Boolean }) compact = false;
  readonly watching = new Watching(this, () => [`commands:${this.device?.id}`]);

  override render() {
    const command = commands.of(this.device.id, this.property.name);
    const isFailed = command?.phase === 'failed';
    this.toggleAttribute('failed', isFailed);
    return html`<div role="status" class=${this.compact && !isFailed ? 'for-readers' : ''}>
      ${command ? this.#note(command) : nothing}
    </div>`;
  }

  #note(command: Command) {
    switch (command.phase) {
      case 'sending':
      case 'waiting':
        return html`<p class="note sending">
          ${commandWords(command, this.property, this.device)}
        </p>`;
      case 'confirmed':
        return html`<p class="note confirmed">
          <hearth-icon .path=${mdiCheck}></hearth-icon>${commandWords(
            command,
            this.property,
            this.device,
          )}
        </p>`;
      case 'failed':
        return html`<div class="note failed">
          <hearth-icon .path=${mdiAlertCircleOutline}></hearth-icon>
          <p>
            <span>${command.reason}</span>
            <button
              type="button"
              class="text-button"
              @click=${() => commands.retry(this.device.id, this.property.name)}
            >
              ${text.command.tryAgain}
            </button>
          </p>
        </div>`;
    }
  }
}

/** What a command is doing, in a few words. */
export function commandWords(command: Command, property: Property, device: Device): string {
  const { phase, target } = command;
  if (phase === 'confirmed') return text.command.confirmed;
  if (phase === 'failed') return text.command.failed;
  if (phase === 'waiting') return text.command.waiting;
  if (typeof target === 'boolean') return target ? text.command.turningOn : text.command.turningOff;
  return text.command.setting(valueText(property, target, kindOf(device)));
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-command-note': HearthCommandNote;
  }
}
