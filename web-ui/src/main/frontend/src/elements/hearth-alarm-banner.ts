import { mdiAlert, mdiFire, mdiWater } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { alarmsOf, type Alarm } from '../model/alarms.js';
import { home } from '../state/app.js';
import { devicePath } from '../state/router.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-time.js';

const icons = { smoke: mdiFire, leak: mdiWater, alarm: mdiAlert };

/** Smoke, water or another alarm: on top of every page, and spoken at once. */
@customElement('hearth-alarm-banner')
export class HearthAlarmBanner extends LitElement {
  static override styles = [
    base,
    css`
      a {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        background: var(--danger-fill);
        color: var(--on-danger);
        text-decoration: none;
        --icon-size: 32px;
      }
      a + a {
        border-top: 1px solid var(--on-danger);
      }
      a:focus-visible {
        outline-color: var(--on-danger);
        outline-offset: -5px;
      }
      strong {
        display: block;
        font-size: var(--text-4);
        line-height: 1.2;
      }
      .open {
        margin-left: auto;
        text-decoration: underline;
        text-underline-offset: 3px;
        white-space: nowrap;
      }
      @media (max-width: 640px) {
        .open {
          display: none;
        }
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['values', 'devices']);

  override render() {
    const alarms = alarmsOf(home.devices.values(), home.values);
    return html`<div role="alert">${alarms.map((alarm) => this.#one(alarm))}</div>`;
  }

  #one({ device, danger, since }: Alarm) {
    const where = device.room ? text.alarm.inRoom(device.room.title) : text.alarm.atHome;
    return html`<a href=${devicePath(device.id)}>
      <hearth-icon .path=${icons[danger]}></hearth-icon>
      <span>
        <strong>${text.alarm[danger](where)}</strong>
        ${text.alarm.says(device.title)}
        ${since ? html`<hearth-time .time=${since}></hearth-time>` : nothing}
      </span>
      <span class="open">${text.alarm.look}</span>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-alarm-banner': HearthAlarmBanner;
  }
}
