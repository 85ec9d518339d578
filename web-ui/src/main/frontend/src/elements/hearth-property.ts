import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { kindOf, type Property } from '../model/thing.js';
import { quantityText } from '../model/units.js';
import { partsOf } from '../model/values.js';
import { commands, home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import { commandWords } from './hearth-command-note.js';
import './hearth-control.js';
import './hearth-long-text.js';
import './hearth-time.js';

const longText = 60;

/** One property of a device: what it says, when it said so, and how to change it. */
@customElement('hearth-property')
export class HearthProperty extends LitElement {
  static override styles = [
    base,
    css`
      .property {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--space-4);
        min-height: 60px;
        padding: var(--space-2) 0;
      }
      .about {
        flex: none;
        max-width: 100%;
      }
      .title {
        font-weight: 550;
      }
      .value {
        font-size: var(--text-3);
        font-weight: 650;
        text-align: right;
        overflow-wrap: anywhere;
      }
      :host([main]) .value:not(.long) {
        font-size: var(--text-5);
        letter-spacing: -0.015em;
      }
      .unit {
        color: var(--ink-soft);
        font-size: 0.75em;
        font-weight: 550;
      }
      .end {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        flex: 0 1 auto;
        gap: var(--space-3);
        margin-left: auto;
      }
      .sending {
        color: var(--ember-ink);
      }
      .confirmed {
        color: var(--safe);
      }
      .failed {
        color: var(--ink-soft);
      }
      hearth-command-note:not([failed]) {
        position: absolute;
      }
      .below,
      hearth-command-note[failed] {
        flex: 1 0 100%;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @property({ attribute: false }) property!: Property;
  @property({ type: Boolean, reflect: true }) main = false;
  @state() private draft: number | undefined;
  readonly watching = new Watching(this, () => [
    `values:${this.device?.id}`,
    `commands:${this.device?.id}`,
  ]);

  override render() {
    const { device, property } = this;
    const value = home.valueOf(device.id, property.name);
    const { figure, unit } = partsOf(property, this.draft ?? value?.value, kindOf(device));
    const command = commands.of(device.id, property.name);
    const { as } = property.control;
    const isWide = as === 'slider';
    const isLong = figure.length > longText;
    const showsValue =
      as !== 'choice' && as !== 'number' && as !== 'text' && as !== 'stepper' && as !== 'colour';
    return html`<div class="property" role="group" aria-label=${property.title}>
      <div class="about">
        <p class="title">${property.title}</p>
        <p class="small ${command?.phase ?? 'soft'}" aria-hidden=${command ? 'true' : nothing}>
          ${
            command && command.phase !== 'failed'
              ? commandWords(command, property, device)
              : value
                ? html`${text.device.heard} <hearth-time .time=${value.time}></hearth-time>`
                : text.card.noValue
          }
        </p>
      </div>
      <div class="end">
        ${
          showsValue && !isLong
            ? html`<p class="value figure ${figure.length > 12 ? 'long' : ''}">
                ${figure}${unit ? html`<span class="unit">${quantityText({ figure: '', unit })}</span>` : nothing}
              </p>`
            : nothing
        }
        ${as !== 'nothing' && !isWide ? this.#control() : nothing}
      </div>
      ${
        showsValue && isLong
          ? html`<div class="below"><hearth-long-text .words=${figure}></hearth-long-text></div>`
          : nothing
      }
      ${isWide ? html`<div class="below">${this.#control()}</div>` : nothing}
      ${
        as === 'nothing'
          ? nothing
          : html`<hearth-command-note
              compact
              .device=${device}
              .property=${property}
            ></hearth-command-note>`
      }
    </div>`;
  }

  #control() {
    return html`<hearth-control
      .device=${this.device}
      .property=${this.property}
      @draft=${(event: CustomEvent<number | undefined>) => (this.draft = event.detail)}
    ></hearth-control>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-property': HearthProperty;
  }
}
