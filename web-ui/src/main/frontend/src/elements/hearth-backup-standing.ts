import { mdiAlertOutline, mdiClockOutline, mdiShieldCheckOutline, mdiShieldSearch } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { BackupStatus } from '../api/types.js';
import { checkWords } from '../model/backup-words.js';
import { sizeText } from '../model/sizes.js';
import { moment } from '../model/times.js';
import { home } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-time.js';
import { troubled } from './troubled.js';

const tones: Record<BackupStatus['health'], { tone: string; icon: string }> = {
  good: { tone: 'good', icon: mdiShieldCheckOutline },
  waiting: { tone: 'wait', icon: mdiClockOutline },
  'not-set-up': { tone: 'wait', icon: mdiAlertOutline },
  'no-secret': { tone: 'bad', icon: mdiAlertOutline },
  overdue: { tone: 'bad', icon: mdiAlertOutline },
  failed: { tone: 'bad', icon: mdiAlertOutline },
};

/** How it stands with the backups, and one more now. */
@customElement('hearth-backup-standing')
export class HearthBackupStanding extends LitElement {
  static override styles = [
    base,
    controls,
    settings,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .row {
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) status!: BackupStatus;
  readonly #making = new Deed(this);

  override render() {
    const words = text.backups;
    const { running, health } = this.status;
    const isMissing = health === 'not-set-up';
    return html`<div role="status">${this.#news()}</div>
      <div class="row">
        <button
          class="button primary"
          ?disabled=${running !== undefined || this.#making.isGoing || isMissing}
          @click=${this.#make}
        >
          ${this.#making.isGoing ? words.nowGoing : words.now}
        </button>
        ${isMissing ? html`<span class="small soft">${words.folderMissing}</span>` : nothing}
      </div>
      ${troubled(this.#making.trouble)}`;
  }

  #news() {
    const words = text.backups;
    const { running, health, sentence, lastGood, lastFailure, next } = this.status;
    const { tone, icon } = running ? { tone: 'wait', icon: mdiShieldSearch } : tones[health];
    return html`<div class="news ${tone}">
      <hearth-icon .path=${icon}></hearth-icon>
      <h2>${running ? words.doing[running.doing] : words.health[health]}</h2>
      ${
        running
          ? html`<progress
              max=${Math.max(1, running.all)}
              value=${running.done}
              aria-label=${words.doing[running.doing] ?? ''}
            ></progress>`
          : html`<p>${sentence}</p>`
      }
      ${
        lastFailure && health === 'failed'
          ? html`<p class="small">
              ${words.failed} <hearth-time .time=${lastFailure.at}></hearth-time>:
              ${lastFailure.sentence}
            </p>`
          : nothing
      }
      ${
        lastGood
          ? html`<p class="small">
              ${words.lastGood}: <hearth-time .time=${lastGood.made}></hearth-time>,
              ${sizeText(lastGood.bytes)}. ${checkWords(lastGood)}
            </p>`
          : nothing
      }
      ${
        next && !running
          ? html`<p class="small soft">
              ${words.next}: <span class="figure">${moment(new Date(next))}</span>
            </p>`
          : nothing
      }
      ${health === 'no-secret' ? html`<p><a href="/keys">${words.toKeys}</a></p>` : nothing}
    </div>`;
  }

  readonly #make = (): void => {
    void this.#making.go(async () => {
      home.apply({ name: 'backups', data: await hub.backUp() });
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-backup-standing': HearthBackupStanding;
  }
}
