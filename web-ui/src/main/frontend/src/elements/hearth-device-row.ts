import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../api/types.js';
import { titleInRoom } from '../model/titles.js';
import { essentialsOf } from '../model/main-value.js';
import { lastHappened } from '../model/happened.js';
import { isHeard } from '../model/thing.js';
import { valueText } from '../model/values.js';
import { home } from '../state/app.js';
import { devicePath } from '../state/router.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { iconOfKind } from '../style/kind-icons.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-time.js';
import './hearth-unproven-badge.js';

/** One device in a list: a link with its value. */
@customElement('hearth-device-row')
export class HearthDeviceRow extends LitElement {
  static override styles = [
    base,
    css`
      a {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding: var(--space-2) var(--space-3);
        border-radius: 14px;
        color: var(--ink);
        text-decoration: none;
      }
      a:hover {
        background: var(--surface-sunken);
      }
      a[aria-current] {
        background: var(--ember-soft);
      }
      .icon {
        position: relative;
        display: grid;
        color: var(--ink-soft);
      }
      .title {
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .value {
        max-width: 9em;
        overflow: hidden;
        color: var(--ink-soft);
        white-space: nowrap;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @property({ type: Boolean }) current = false;
  readonly watching = new Watching(this, () => [
    `values:${this.device?.id}`,
    `events:${this.device?.id}`,
  ]);

  override render() {
    const { device } = this;
    const { kind, main, tells } = essentialsOf(device);
    const last = tells ? lastHappened(device, home.events.get(device.id)) : undefined;
    const value = main && home.valueOf(device.id, main.name)?.value;
    return html`<a
      href=${devicePath(device.id)}
      title=${device.title}
      aria-current=${this.current ? 'true' : nothing}
    >
      <span class="icon"
        ><hearth-icon .path=${iconOfKind(kind)}></hearth-icon>${
          device.authenticated ? nothing : html`<hearth-unproven-badge></hearth-unproven-badge>`
        }</span
      >
      <span class="title">${titleInRoom(device)}</span>
      <span class="value figure">
        ${
          !isHeard(device)
            ? text.card.silent
            : main
              ? valueText(main, value, kind)
              : last
                ? html`<hearth-time title=${last.title} .time=${last.time}></hearth-time>`
                : nothing
        }
      </span>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-row': HearthDeviceRow;
  }
}
