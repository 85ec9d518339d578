import { mdiAlertOutline, mdiChevronRight, mdiLockClock } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';

/** What an owner must not overlook, on every page: no recovery code, a store or a backup in trouble, a locked past. */
@customElement('hearth-safety-banner')
export class HearthSafetyBanner extends LitElement {
  static override styles = [
    base,
    css`
      a {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding: var(--space-2) var(--space-4);
        border-bottom: 1px solid var(--ember-line);
        background: var(--ember-soft);
        color: var(--ink);
        text-decoration: none;
      }
      a.bad {
        border-color: var(--danger);
        background: var(--danger-soft);
      }
      hearth-icon {
        color: var(--ember-ink);
        --icon-size: 22px;
      }
      .bad hearth-icon {
        color: var(--danger);
      }
      .go {
        display: inline-flex;
        align-items: center;
        margin-left: auto;
        font-weight: 600;
        white-space: nowrap;
      }
      a:focus-visible {
        outline-offset: -3px;
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['session', 'vault', 'backups']);

  override render() {
    const { session, backups } = home;
    const hasBackupTrouble = ['failed', 'overdue', 'no-secret'].includes(backups?.health ?? '');
    return html`<aside aria-label=${text.moreSafety.title}>
      ${
        session?.setup === 'recovery-code'
          ? this.#banner('/recovery', mdiAlertOutline, text.recovery.banner, text.recovery.bannerGo)
          : nothing
      }
      ${
        home.isOwner
          ? home.storeNotices
              .filter((it) => it.needsYou)
              .map((it) =>
                this.#banner('/check', mdiAlertOutline, it.sentence, text.check.bannerGo, true),
              )
          : nothing
      }
      ${
        hasBackupTrouble && backups
          ? this.#banner('/backups', mdiAlertOutline, backups.sentence, text.backups.bannerGo, true)
          : nothing
      }
      ${
        home.isPastLocked
          ? this.#banner('/unlock', mdiLockClock, text.unlock.bannerPast, text.unlock.bannerGo)
          : nothing
      }
    </aside>`;
  }

  #banner(path: string, icon: string, words: string, go: string, isBad = false) {
    return html`<a href=${path} class=${isBad ? 'bad' : ''}>
      <hearth-icon .path=${icon}></hearth-icon>
      <span>${words}</span>
      <span class="go">${go}<hearth-icon .path=${mdiChevronRight}></hearth-icon></span>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-safety-banner': HearthSafetyBanner;
  }
}
