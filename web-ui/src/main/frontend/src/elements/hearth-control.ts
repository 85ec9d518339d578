import { mdiArrowCollapseDown, mdiArrowCollapseUp } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { kindOf, type Property } from '../model/thing.js';
import { sameValue, valueText } from '../model/values.js';
import { commands, home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-choice.js';
import './hearth-colour.js';
import './hearth-entry.js';
import './hearth-icon.js';
import './hearth-slider.js';
import './hearth-stepper.js';
import './hearth-switch.js';
import type { Wish } from './wish.js';

/** The control that a property's Thing Description asks for, wired to the device. */
@customElement('hearth-control')
export class HearthControl extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .blind {
        display: inline-flex;
        border-radius: 999px;
        background: var(--surface-sunken);
      }
      .blind .icon-button {
        color: var(--ink);
      }
      .blind .icon-button:hover {
        background: var(--line);
      }
      .blind .icon-button:disabled {
        color: var(--line-strong);
        background: none;
        cursor: default;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @property({ attribute: false }) property!: Property;
  /** On a card: what fits there, and a switch that takes the whole card. */
  @property({ type: Boolean }) compact = false;
  readonly watching = new Watching(this, () => [
    `values:${this.device?.id}`,
    `commands:${this.device?.id}`,
  ]);

  override render() {
    const { device, property } = this;
    const command = commands.of(device.id, property.name);
    const busy = command?.phase === 'sending';
    const value = home.valueOf(device.id, property.name)?.value;
    const shown = busy ? command.target : value;
    const figure = typeof shown === 'number' ? shown : undefined;
    const label = this.compact ? `${device.title}: ${property.title}` : property.title;
    const say = (it: unknown) => valueText(property, it, kindOf(device));
    const { control } = property;
    switch (control.as) {
      case 'toggle':
        return html`<hearth-switch
          .checked=${value === true}
          ?unknown=${typeof value !== 'boolean'}
          .busy=${busy}
          .label=${this.compact ? device.title : label}
          ?stretch=${this.compact}
          @wish=${this.#wished}
        ></hearth-switch>`;
      case 'slider':
        if (this.compact) return this.#ends(figure, control.min, control.max);
        return html`<hearth-slider
          .min=${control.min}
          .max=${control.max}
          .step=${control.step}
          .value=${figure}
          .busy=${busy}
          .label=${label}
          .say=${say}
          @wish=${this.#wished}
          @draft=${(event: CustomEvent<unknown>) =>
            this.dispatchEvent(new CustomEvent('draft', { detail: event.detail }))}
        ></hearth-slider>`;
      case 'stepper':
        return html`<hearth-stepper
          .min=${control.min}
          .max=${control.max}
          .step=${control.step}
          .value=${figure}
          .busy=${busy}
          .label=${label}
          .say=${say}
          @wish=${this.#wished}
        ></hearth-stepper>`;
      case 'number':
        return html`<hearth-entry
          kind="number"
          .min=${control.min}
          .max=${control.max}
          .step=${control.step}
          .value=${shown}
          .busy=${busy}
          .label=${label}
          @wish=${this.#wished}
        ></hearth-entry>`;
      case 'text':
        return html`<hearth-entry
          .maxLength=${control.maxLength}
          .value=${shown}
          .busy=${busy}
          .label=${label}
          @wish=${this.#wished}
        ></hearth-entry>`;
      case 'choice':
        return html`<hearth-choice
          .options=${control.options}
          .value=${shown}
          .busy=${busy}
          .label=${label}
          .say=${say}
          @wish=${this.#wished}
        ></hearth-choice>`;
      case 'colour':
        return html`<hearth-colour
          .value=${shown}
          .busy=${busy}
          .label=${label}
          @wish=${this.#wished}
        ></hearth-colour>`;
      case 'nothing':
        return nothing;
    }
  }

  /** A blind on a card: fully closed or fully open. */
  #ends(value: number | undefined, min: number, max: number) {
    const end = (target: number, path: string, label: string) =>
      html`<button
        type="button"
        class="icon-button"
        aria-label=${`${this.device.title}: ${label}`}
        ?disabled=${value !== undefined && sameValue(value, target)}
        @click=${() => void commands.send(this.device.id, this.property.name, target)}
      >
        <hearth-icon .path=${path}></hearth-icon>
      </button>`;
    return html`<div class="blind">
      ${end(min, mdiArrowCollapseDown, text.command.closeFully)}
      ${end(max, mdiArrowCollapseUp, text.command.openFully)}
    </div>`;
  }

  #wished(event: Wish): void {
    void commands.send(this.device.id, this.property.name, event.detail);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-control': HearthControl;
  }
}
