import {
  mdiBackupRestore,
  mdiBookCheckOutline,
  mdiChevronRight,
  mdiDatabaseOutline,
  mdiDevices,
  mdiFloorPlan,
  mdiInboxArrowDown,
  mdiKeyOutline,
  mdiLockClock,
  mdiLogout,
  mdiMagnify,
  mdiRadar,
  mdiShieldCheckOutline,
} from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { sentenceOf } from '../api/problem.js';
import { home, preferences, signOut } from '../state/app.js';
import type { Appearance } from '../state/preferences.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-choice.js';
import '../elements/hearth-icon.js';
import '../elements/hearth-logo.js';
import type { Wish } from '../elements/wish.js';

const appearances: readonly Appearance[] = ['system', 'light', 'dark'];

/** The rest: found devices, devices, rooms, this screen, about, signing out. */
@customElement('hearth-more-page')
export class HearthMorePage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    css`
      .links {
        padding: var(--space-1);
      }
      .links a {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        min-height: 60px;
        padding: var(--space-2) var(--space-3);
        border-radius: 14px;
        color: var(--ink);
        text-decoration: none;
      }
      .links a:hover {
        background: var(--surface-sunken);
      }
      .links hearth-icon {
        color: var(--ink-soft);
      }
      .links .waiting {
        color: var(--ember-ink);
        font-weight: 600;
      }
      .setting,
      .person {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
      }
      .about {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: var(--space-3);
        --icon-size: 44px;
      }
    `,
  ];

  @state() private trouble = '';
  readonly watching = new Watching(this, () => [
    'inbox',
    'devices',
    'rooms',
    'session',
    'preferences',
    'vault',
    'backups',
  ]);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.more.title} · Hearth`;
  }

  override render() {
    const words = text.more;
    const { waiting } = home;
    return html`<div class="page narrow">
      <h1 tabindex="-1">${words.title}</h1>
      <section>
        <h2>${words.yourHome}</h2>
        <ul class="panel links">
          ${this.#link('/inbox', mdiInboxArrowDown, text.places.inbox, words.waiting(waiting), waiting > 0)}
          ${this.#link('/devices', mdiDevices, text.places.devices, text.devicesCount(home.devices.size))}
          ${this.#link('/rooms', mdiFloorPlan, text.places.rooms, home.rooms.map((it) => it.title).join(', '))}
          ${this.#link('/add', mdiMagnify, text.places.add, words.addHint)}
          ${
            home.isOwner
              ? this.#link(
                  '/discovery',
                  mdiRadar,
                  text.discovery.title,
                  text.moreSafety.discoveryDetail,
                )
              : nothing
          }
        </ul>
      </section>
      ${home.isOwner ? this.#safety() : nothing}
      <section>
        <h2>${words.thisScreen}</h2>
        <div class="panel setting">
          <p>${words.appearance}</p>
          <hearth-choice
            inline
            .label=${words.appearance}
            .options=${appearances}
            .value=${preferences.appearance}
            .say=${(it: unknown) => words[it as Appearance]}
            @wish=${(event: Wish) => (preferences.appearance = event.detail as Appearance)}
          ></hearth-choice>
        </div>
        <div class="panel person">${this.#person()}</div>
      </section>
      <section>
        <h2>${words.about}</h2>
        <div class="panel about">
          <hearth-logo></hearth-logo>
          <div>
            <p><strong>${words.version(home.session?.home.version ?? '')}</strong></p>
            <p class="soft">${words.local}</p>
            <p class="small"><a href="/openapi.yaml">${words.contract}</a></p>
          </div>
        </div>
      </section>
    </div>`;
  }

  #safety() {
    const words = text.moreSafety;
    const { backups } = home;
    const needsHand = ['failed', 'overdue', 'no-secret', 'not-set-up'].includes(
      backups?.health ?? '',
    );
    const backupsSay = backups ? (text.backups.health[backups.health] ?? '') : words.backupsDetail;
    return html`<section>
      <h2>${words.title}</h2>
      <ul class="panel links">
        ${home.isPastLocked ? this.#link('/unlock', mdiLockClock, words.unlock, text.locked.title, true) : nothing}
        ${this.#link('/backups', mdiBackupRestore, words.backups, backupsSay, needsHand)}
        ${this.#link('/keys', mdiKeyOutline, words.keys, words.keysDetail)}
        ${this.#link('/storage', mdiDatabaseOutline, words.storage, words.storageDetail)}
        ${this.#link('/check', mdiShieldCheckOutline, words.check, words.checkDetail)}
        ${this.#link('/journal', mdiBookCheckOutline, words.journal, words.journalDetail)}
      </ul>
    </section>`;
  }

  #person() {
    const resident = home.session?.resident;
    if (!resident) return nothing;
    return html`<p>
        ${text.more.signedInAs(resident.name)}
        <span class="soft">· ${text.more.roles[resident.role] ?? resident.role}</span>
      </p>
      <div class="row">
        <a class="button" href="/password">${text.moreSafety.password}</a>
        <button class="button" @click=${this.#signOut}>
          <hearth-icon .path=${mdiLogout}></hearth-icon>${text.signIn.out}
        </button>
      </div>
      <p class="trouble error" role="alert" ?hidden=${!this.trouble}>${this.trouble}</p>`;
  }

  #link(path: string, icon: string, name: string, detail: string, isWaiting = false) {
    return html`<li>
      <a href=${path}>
        <hearth-icon .path=${icon}></hearth-icon>
        <span
          >${name}<br /><span class="small ${isWaiting ? 'waiting' : 'soft'}">${detail}</span></span
        >
        <hearth-icon .path=${mdiChevronRight}></hearth-icon>
      </a>
    </li>`;
  }

  async #signOut(): Promise<void> {
    try {
      await signOut();
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-more-page': HearthMorePage;
  }
}
