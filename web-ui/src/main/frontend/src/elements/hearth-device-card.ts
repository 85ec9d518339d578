import { mdiChevronRight } from '@mdi/js';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { titleInRoom } from '../model/titles.js';
import { essentialsOf } from '../model/main-value.js';
import { lastHappened } from '../model/happened.js';
import { isHeard } from '../model/thing.js';
import { quantityText } from '../model/units.js';
import { holdsItsValue, partsOf, valueText } from '../model/values.js';
import { commands, home } from '../state/app.js';
import { devicePath } from '../state/router.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { iconOfKind } from '../style/kind-icons.js';
import { text } from '../text/text.js';
import { deviceCardStyle } from './hearth-device-card.style.js';
import { commandWords } from './hearth-command-note.js';
import './hearth-control.js';
import './hearth-icon.js';
import './hearth-time.js';
import './hearth-unproven-badge.js';

const oldAfter = 20 * 60_000;

/** One device: its name, the one value that matters and the one control that matters. */
@customElement('hearth-device-card')
export class HearthDeviceCard extends LitElement {
  static override styles = [base, deviceCardStyle];

  @property({ attribute: false }) device!: Device;
  /** Says the room too, where it is not said above. */
  @property({ type: Boolean }) placed = false;
  readonly watching = new Watching(this, () => [
    `values:${this.device?.id}`,
    `events:${this.device?.id}`,
    `commands:${this.device?.id}`,
  ]);

  override render() {
    const { device } = this;
    const { kind, main, control, tells } = essentialsOf(device);
    const isSilent = !isHeard(device);
    const isToggle = control?.control.as === 'toggle';
    const value = main && home.valueOf(device.id, main.name);
    const parts = main ? partsOf(main, value?.value, kind) : undefined;
    const classes = [
      'card',
      isToggle ? 'toggles' : 'opens',
      control?.control.as === 'stepper' ? 'wide' : '',
      isSilent ? 'silent' : this.#mood(),
    ].join(' ');
    const command = control && commands.of(device.id, control.name);
    const isLong = (parts?.figure.length ?? 0) > 12;
    return html`<article class=${classes} aria-label=${device.title}>
      <span class="icon"
        ><hearth-icon .path=${iconOfKind(kind)}></hearth-icon>${
          device.authenticated
            ? nothing
            : html`<hearth-unproven-badge
                title=${text.unproven.mark(device.title)}
              ></hearth-unproven-badge>`
        }</span
      >
      <h3 class="name" title=${device.title}>
        ${this.placed ? device.title : titleInRoom(device)}
      </h3>
      <div class="line">
        <p class="value figure ${isLong ? 'long' : ''}">
          ${
            parts
              ? html`${parts.figure}${parts.unit ? html`<span class="unit">${quantityText({ figure: '', unit: parts.unit })}</span>` : nothing}`
              : tells
                ? (lastHappened(device, home.events.get(device.id))?.title ?? text.card.nothingYet)
                : text.card.noValue
          }
        </p>
        <p class="more figure ${command?.phase ?? ''}" aria-hidden=${command ? 'true' : nothing}>
          ${
            command && command.phase !== 'failed'
              ? commandWords(command, control!, device)
              : isSilent
                ? this.#silent()
                : this.#more(value?.time)
          }
        </p>
      </div>
      <div class="control">
        ${
          control
            ? html`<hearth-control compact .device=${device} .property=${control}></hearth-control>`
            : nothing
        }
      </div>
      <a
        class="details"
        href=${devicePath(device.id)}
        aria-label=${text.card.details(device.title)}
      >
        <hearth-icon .path=${mdiChevronRight}></hearth-icon>
      </a>
      ${
        control
          ? html`<hearth-command-note
              compact
              .device=${device}
              .property=${control}
            ></hearth-command-note>`
          : nothing
      }
    </article>`;
  }

  /** What the card's colour says: on or in need of a hand, danger, or nothing. */
  #mood(): string {
    const { main, control } = essentialsOf(this.device);
    const valueOf = (name: string | undefined) =>
      name === undefined ? undefined : home.valueOf(this.device.id, name)?.value;
    const isTrue = valueOf(main?.name) === true;
    if (
      isTrue &&
      ['SmokeProperty', 'LeakProperty', 'AlarmProperty'].includes(main?.meaning ?? '')
    ) {
      return 'danger';
    }
    const isOn = control?.control.as === 'toggle' && valueOf(control.name) === true;
    return isOn || (isTrue && main?.meaning !== 'LockedProperty') ? 'on' : '';
  }

  #more(time: string | undefined) {
    const { device } = this;
    const { kind, main, more, tells } = essentialsOf(device);
    if (tells) return this.#happened();
    if (main && !home.valueOf(device.id, main.name)) return text.card.noValue;
    const words = more
      .map((it) => ({ it, value: home.valueOf(device.id, it.name)?.value }))
      .filter(({ value }) => value !== undefined && value !== null)
      .map(({ it, value }) => valueText(it, value, kind));
    if (this.placed && device.room && titleInRoom(device) === device.title) {
      words.unshift(device.room.title);
    }
    const isMeasured = main !== undefined && !holdsItsValue(main);
    const isOld = isMeasured && time !== undefined && Date.now() - Date.parse(time) > oldAfter;
    return html`${words.join(' · ')}${
      isOld
        ? html`${words.length > 0 ? ' · ' : ''}<hearth-time .time=${time}></hearth-time>`
        : nothing
    }`;
  }

  #happened() {
    const last = lastHappened(this.device, home.events.get(this.device.id));
    if (!last) return nothing;
    return html`${last.said ? `${last.said} · ` : ''}<hearth-time
        .time=${last.time}
      ></hearth-time>`;
  }

  #silent() {
    const { status } = this.device;
    const words = status.state === 'offline' ? text.card.silent : text.card.quarantined;
    return html`<span title=${status.reason ?? ''}
      >${words} <hearth-time says="since" .time=${status.since}></hearth-time
    ></span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-card': HearthDeviceCard;
  }
}
