import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../style/base.js';
import './hearth-icon.js';

/** An empty page: what will appear here and, in its slot, how to make it appear. */
@customElement('hearth-empty')
export class HearthEmpty extends LitElement {
  static override styles = [
    base,
    css`
      .empty {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding: var(--space-6) var(--space-5);
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-large);
        text-align: center;
        text-wrap: balance;
        --icon-size: 40px;
      }
      hearth-icon {
        color: var(--ink-soft);
      }
      p {
        max-width: 44ch;
        color: var(--ink-soft);
      }
    `,
  ];

  @property() icon = '';
  @property() heading = '';
  @property() words = '';

  override render() {
    return html`<div class="empty">
      <hearth-icon .path=${this.icon}></hearth-icon>
      <h2>${this.heading}</h2>
      <p>${this.words}</p>
      <slot></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-empty': HearthEmpty;
  }
}
