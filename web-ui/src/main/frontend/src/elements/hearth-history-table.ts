import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { History } from '../api/types.js';
import type { Property } from '../model/thing.js';
import { pointsOf, spansOf } from '../model/series.js';
import { absolute, lasting, withinSpan } from '../model/times.js';
import { valueText } from '../model/values.js';
import { base } from '../style/base.js';
import { text } from '../text/text.js';

const rowsShown = 500;

/** The same past as a table. */
@customElement('hearth-history-table')
export class HearthHistoryTable extends LitElement {
  static override styles = [
    base,
    css`
      .scroll {
        max-height: 360px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-1);
      }
      caption {
        padding: var(--space-2) var(--space-3);
        font-weight: 600;
        text-align: left;
      }
      th,
      td {
        padding: 6px var(--space-3);
        text-align: left;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--surface-sunken);
        color: var(--ink-soft);
      }
      tbody tr {
        border-top: 1px solid var(--line);
      }
      td + td,
      th + th {
        max-width: 32em;
        overflow: hidden;
        text-align: right;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) property!: Property;
  @property() kind = '';
  @property({ attribute: false }) history!: History;

  override render() {
    const words = text.chart;
    const points = [...pointsOf(this.history)].reverse();
    const isIncrease = this.history.kind === 'increases';
    const lasted = new Map(
      ['states', 'shares'].includes(this.history.kind)
        ? spansOf(this.history).map(({ from, to }) => [from * 1000, to - from])
        : [],
    );
    const hasRange = !isIncrease && points.some((it) => it.low !== undefined);
    const rows = points.slice(0, rowsShown);
    const span = (Date.parse(this.history.to) - Date.parse(this.history.from)) / 1000;
    const said = (value: unknown) => valueText(this.property, value, this.kind);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
      <table class="figure">
        <caption>
          ${this.label}
          <span class="soft">${words.newest} ${words.shownRows(rows.length, points.length)}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.time}</th>
            ${hasRange ? html`<th scope="col">${words.lowest}</th>` : nothing}
            <th scope="col">
              ${isIncrease ? words.increase : hasRange ? words.mean : words.value}
            </th>
            ${hasRange ? html`<th scope="col">${words.highest}</th>` : nothing}
            ${lasted.size > 0 ? html`<th scope="col">${words.lasted}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ time, value, low, high }) =>
              html`<tr>
                <td>
                  <time datetime=${time.toISOString()} title=${absolute(time)}
                    >${withinSpan(time, span)}</time
                  >
                </td>
                ${hasRange ? html`<td>${said(low)}</td>` : nothing}
                <td>${said(value)}</td>
                ${hasRange ? html`<td>${said(high)}</td>` : nothing}
                ${lasted.size > 0 ? html`<td>${lasting(lasted.get(time.getTime()) ?? 0)}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-history-table': HearthHistoryTable;
  }
}
