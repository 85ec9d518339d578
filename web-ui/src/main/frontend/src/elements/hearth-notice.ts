import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { notices } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';

/** The one short message at the foot of the page, with its undo. */
@customElement('hearth-notice')
export class HearthNotice extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .notice {
        display: flex;
        align-items: center;
        gap: var(--space-4);
        width: max-content;
        max-width: min(560px, calc(100vw - 2 * var(--space-4)));
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-small);
        background: var(--ink);
        color: var(--paper);
        box-shadow: var(--shadow-high);
      }
      .words {
        padding: var(--space-2) 0;
      }
      .text-button {
        min-height: var(--target);
        color: inherit;
      }
      .text-button:focus-visible {
        outline-color: currentColor;
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['notices']);

  override render() {
    const { current } = notices;
    return html`<div role="status">
      ${
        current
          ? html`<div class="notice">
              <span class="words">${current.words}</span>
              ${
                current.undo
                  ? html`<button
                      type="button"
                      class="text-button"
                      @click=${() => notices.takeBack()}
                    >
                      ${text.inbox.undo}
                    </button>`
                  : nothing
              }
            </div>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-notice': HearthNotice;
  }
}
