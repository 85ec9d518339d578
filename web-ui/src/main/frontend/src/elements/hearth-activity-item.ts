import {
  mdiAccountOutline,
  mdiAlertCircleOutline,
  mdiApps,
  mdiCalendarClock,
  mdiDevices,
  mdiHomeOutline,
  mdiRobotOutline,
} from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Activity } from '../api/types.js';
import { activityWords } from '../model/activity-words.js';
import { home } from '../state/app.js';
import { devicePath } from '../state/router.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-time.js';

const icons: Record<Activity['actor']['kind'], string> = {
  person: mdiAccountOutline,
  app: mdiApps,
  rule: mdiRobotOutline,
  schedule: mdiCalendarClock,
  device: mdiDevices,
  hub: mdiHomeOutline,
  operator: mdiAccountOutline,
};

/** Who changed what, in words. */
@customElement('hearth-activity-item')
export class HearthActivityItem extends LitElement {
  static override styles = [
    base,
    css`
      .item {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--space-3);
        align-items: baseline;
        padding: var(--space-3) 0;
      }
      hearth-icon {
        align-self: start;
        color: var(--ink-soft);
        --icon-size: 22px;
      }
      .trouble hearth-icon {
        color: var(--danger);
      }
      .words {
        overflow-wrap: anywhere;
      }
      a {
        color: inherit;
        text-decoration-color: var(--line-strong);
      }
      hearth-time {
        color: var(--ink-soft);
        font-size: var(--text-1);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) entry!: Activity;
  /** Where all entries are about one device, its name is no link. */
  @property({ type: Boolean }) unlinked = false;

  /** The day stands above. */
  @property({ type: Boolean }) dated = false;

  override render() {
    const { entry } = this;
    const isTrouble = entry.outcome !== 'done';
    const { sentence, before, remark } = activityWords(entry, home.devices);
    return html`<div class="item ${isTrouble ? 'trouble' : ''}">
      <hearth-icon
        .path=${isTrouble ? mdiAlertCircleOutline : icons[entry.actor.kind]}
      ></hearth-icon>
      <div class="words">
        <p>
          ${this.#linked(sentence)}${
            before
              ? html` <span class="soft small">(${text.activity.from(before)})</span>`
              : nothing
          }
        </p>
        ${remark ? html`<p class="small soft">${remark}</p>` : nothing}
      </div>
      <hearth-time says=${this.dated ? 'in-day' : 'moment'} .time=${entry.time}></hearth-time>
    </div>`;
  }

  #linked(sentence: string) {
    const { thing } = this.entry;
    const title = thing?.title;
    if (this.unlinked || !thing?.id || !title || !home.devices.has(thing.id)) return sentence;
    const at = sentence.lastIndexOf(title);
    if (at < 0) return sentence;
    return html`${sentence.slice(0, at)}<a href=${devicePath(thing.id)}>${title}</a
      >${sentence.slice(at + title.length)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-activity-item': HearthActivityItem;
  }
}
