import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';

const shownAtOnce = 160;

/** Words of any length, of which a page shows the beginning until a person asks for the rest. */
@customElement('hearth-long-text')
export class HearthLongText extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .words {
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }
      .all {
        max-height: 320px;
        overflow: auto;
        padding: var(--space-3);
        border-radius: var(--radius-small);
        background: var(--surface-sunken);
        font-size: var(--text-1);
        font-weight: 400;
        letter-spacing: 0;
        text-align: left;
        white-space: pre-wrap;
      }
    `,
  ];

  @property() words = '';
  @state() private isWhole = false;

  override render() {
    const { words } = this;
    if (words.length <= shownAtOnce) return html`<span class="words">${words}</span>`;
    return html`${
        this.isWhole
          ? html`<div class="words all" tabindex="0">${words}</div>`
          : html`<span class="words">${beginning(words)}…</span>`
      }
      <button
        type="button"
        class="text-button small"
        aria-expanded=${this.isWhole}
        @click=${() => (this.isWhole = !this.isWhole)}
      >
        ${this.isWhole ? text.value.less : text.value.whole(words.length)}
      </button>`;
  }
}

/** Not through the middle of a character. */
function beginning(words: string): string {
  return [...words.slice(0, shownAtOnce)].slice(0, -1).join('').trimEnd();
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-long-text': HearthLongText;
  }
}
