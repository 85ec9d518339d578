import { mdiLanDisconnect } from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { clock } from '../model/times.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-icon.js';

const patience = 2500;

/** Says that the page is not live, once the line has been broken for longer than a blink. */
@customElement('hearth-connection-banner')
export class HearthConnectionBanner extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-4);
        background: var(--ink);
        color: var(--paper);
        font-size: var(--text-1);
      }
    `,
  ];

  @state() private isPatient = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly watching = new Watching(this, () => ['connection']);

  override willUpdate(): void {
    const isLost = home.connection.state === 'lost';
    if (!isLost) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.isPatient = true;
    } else {
      this.#timer ??= setTimeout(() => (this.isPatient = false), patience);
    }
  }

  override render() {
    const { connection } = home;
    const says = connection.state === 'lost' && !this.isPatient;
    return html`<div role="status">
      ${
        says
          ? html`<p>
              <hearth-icon .path=${mdiLanDisconnect}></hearth-icon>
              <span>
                ${connection.why ?? text.connection.lost(clock(connection.since))}
                ${home.isLoaded ? text.connection.lostDetail : nothing}
              </span>
            </p>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-connection-banner': HearthConnectionBanner;
  }
}
