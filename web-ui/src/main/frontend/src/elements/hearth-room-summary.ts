import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { roomSummary } from '../model/room-summary.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';

/** Beside a room's name: how warm, how damp. */
@customElement('hearth-room-summary')
export class HearthRoomSummary extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property() roomId = '';
  readonly watching = new Watching(this, () => [
    'devices',
    ...home.devicesIn(this.roomId).map((it) => `values:${it.id}` as const),
  ]);

  override render() {
    return html`${roomSummary(home.devicesIn(this.roomId), home.values)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-room-summary': HearthRoomSummary;
  }
}
