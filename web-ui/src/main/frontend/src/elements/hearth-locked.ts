import { mdiLockClock } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';

/** What stands where the past would: it is locked, and how to open it. */
@customElement('hearth-locked')
export class HearthLocked extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .locked {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding: var(--space-5) var(--space-4);
        text-align: center;
        text-wrap: balance;
        --icon-size: 36px;
      }
      hearth-icon {
        color: var(--ink-soft);
      }
      .title {
        color: var(--ink);
        font-size: var(--text-3);
        font-weight: 650;
      }
      p {
        max-width: 46ch;
      }
      p:not(.title) {
        color: var(--ink-soft);
      }
      a {
        margin-top: var(--space-2);
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['vault']);

  override render() {
    const words = text.locked;
    const waiting = home.vault?.waiting?.readings ?? 0;
    return html`<div class="locked">
      <hearth-icon .path=${mdiLockClock}></hearth-icon>
      <p class="title">${words.title}</p>
      <p>${words.meanwhile}</p>
      ${waiting > 0 ? html`<p class="figure">${words.waiting(waiting)}</p>` : nothing}
      <a class="button primary" href="/unlock">${words.unlock}</a>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-locked': HearthLocked;
  }
}
