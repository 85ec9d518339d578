import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { absolute, near, nearInDay, since } from '../model/times.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';

const shown = new Set<HearthTime>();
let ticking: ReturnType<typeof setInterval> | undefined;
const tick = 10_000;
const ways = { moment: near, since, 'in-day': nearInDay };

/** A moment: relative near now, absolute otherwise, absolute on hover and for screen readers. */
@customElement('hearth-time')
export class HearthTime extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline;
        position: relative;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** ISO 8601. */
  @property() time = '';
  /** A moment, how long since, or a moment of a day that is named above. */
  @property() says: keyof typeof ways = 'moment';

  override connectedCallback(): void {
    super.connectedCallback();
    shown.add(this);
    ticking ??= setInterval(() => shown.forEach((it) => it.requestUpdate()), tick);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    shown.delete(this);
  }

  override render() {
    const time = new Date(this.time);
    if (Number.isNaN(time.getTime())) return '';
    const exact = absolute(time);
    return html`<time datetime=${this.time} title=${exact}
      ><span aria-hidden="true">${ways[this.says](time, new Date())}</span
      ><span class="for-readers"
        >${this.says === 'since' ? text.time.since(exact) : exact}</span
      ></time
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-time': HearthTime;
  }
}
