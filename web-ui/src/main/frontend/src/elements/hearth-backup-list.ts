import { mdiDownload } from '@mdi/js';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { backupAddress, hub } from '../api/hub.js';
import type { Backup } from '../api/types.js';
import { checkWords } from '../model/backup-words.js';
import { countText, sizeText } from '../model/sizes.js';
import { near } from '../model/times.js';
import { home } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import './hearth-icon.js';
import './hearth-time.js';
import { troubled } from './troubled.js';

/** The backups that are there: what is in each, whether it is proven, and the file itself. */
@customElement('hearth-backup-list')
export class HearthBackupList extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    settings,
    css`
      .deeds {
        display: flex;
        gap: var(--space-1);
      }
    `,
  ];

  @property({ attribute: false }) backups: readonly Backup[] = [];
  readonly watching = new Watching(this, () => ['backups']);
  readonly #checking = new Deed(this);

  override render() {
    const words = text.backups;
    return html`<section>
      <h2>${words.list}</h2>
      ${
        this.backups.length === 0
          ? html`<p class="soft">${words.emptyList}</p>`
          : html`<ul class="panel rows">
              ${repeat(
                this.backups,
                (it) => it.id,
                (it) => html`<li>${this.#one(it)}</li>`,
              )}
            </ul>`
      }
      ${troubled(this.#checking.trouble)}
    </section>`;
  }

  #one(backup: Backup) {
    const words = text.backups;
    const when = near(new Date(backup.made), new Date());
    const { contents, check } = backup;
    const isBad = check.state === 'failed' || check.state === 'of-damaged-store';
    return html`<div class="line">
      <div>
        <p>
          <strong><hearth-time .time=${backup.made}></hearth-time></strong>
          <span class="soft figure">${sizeText(backup.bytes)}</span>
        </p>
        <p class="small ${isBad ? 'bad-words' : 'soft'}">${checkWords(backup)}</p>
        <p class="small soft">
          ${contents ? words.holds(contents.devices, countText(contents.readings)) : words.foreign}
        </p>
      </div>
      <div class="deeds">
        <button
          class="button"
          aria-label=${words.verifyNamed(when)}
          ?disabled=${this.#checking.isGoing || home.backups?.running !== undefined}
          @click=${() => void this.#check(backup)}
        >
          ${words.verify}
        </button>
        <a
          class="icon-button"
          href=${backupAddress(backup.id)}
          download
          title=${words.downloadNamed(when)}
          aria-label=${words.downloadNamed(when)}
          ><hearth-icon .path=${mdiDownload}></hearth-icon
        ></a>
      </div>
    </div>`;
  }

  async #check(backup: Backup): Promise<void> {
    await this.#checking.go(async () => {
      home.apply({ name: 'backups', data: await hub.verifyBackup(backup.id) });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-backup-list': HearthBackupList;
  }
}
