import { css, html, LitElement, nothing, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import uPlot from 'uplot';
import uPlotCss from 'uplot/dist/uPlot.min.css?inline';
import type { Line } from '../model/compared.js';
import { withinSpan } from '../model/times.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import { seriesColours } from '../style/series-colours.js';
import { text } from '../text/text.js';
import { chartOptions, dataOf } from './line-chart-options.js';

const height = 240;

/** Numbers over time, with a cursor that the mouse and the arrow keys move. */
@customElement('hearth-line-chart')
export class HearthLineChart extends LitElement {
  static override styles = [
    base,
    unsafeCSS(uPlotCss),
    seriesColours,
    css`
      .plot {
        min-height: 240px;
        border-radius: var(--radius-small);
      }
      .readout {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-4);
        min-height: 1.5em;
        margin-bottom: var(--space-2);
        font-size: var(--text-1);
      }
      .readout b {
        font-weight: 650;
      }
      .swatch {
        display: inline-block;
        width: 12px;
        height: 3px;
        margin-right: 6px;
        border-radius: 2px;
        background: currentColor;
        vertical-align: middle;
      }
      .u-cursor-x {
        border-right: 1px solid var(--line-strong) !important;
      }
      .probe {
        display: none;
      }
      .probe.axis {
        color: var(--ink-soft);
      }
      .probe.grid {
        color: var(--line);
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly Line[] = [];
  /** Seconds. */
  @property({ type: Number }) from = 0;
  @property({ type: Number }) to = 0;
  @property() label = '';
  /** Says what a single line is, where nothing else on the page does. */
  @property({ type: Boolean }) named = false;
  @state() private at: number | null = null;
  @query('.plot') private plot!: HTMLElement;
  readonly watching = new Watching(this, () => ['preferences']);
  #chart: uPlot | undefined;
  #drawn = '';
  readonly #resized = new ResizeObserver(() => {
    const width = Math.floor(this.plot.clientWidth);
    if (this.#chart && width > 0 && width !== this.#chart.width)
      this.#chart.setSize({ width, height });
  });

  override render() {
    const times = this.#chart?.data[0] ?? [];
    const time = this.at === null ? undefined : times[this.at];
    const figures = this.lines.map((line, i) => ({ line, said: this.#said(line, i) }));
    const summary = figures.map(({ line, said }) => `${line.label} ${said}`).join(', ');
    const when = time === undefined ? '' : withinSpan(new Date(time * 1000), this.to - this.from);
    return html`
      <div class="readout figure" aria-hidden="true">
        ${when ? html`<span class="soft">${when}</span>` : nothing}
        ${figures.map(
          ({ line, said }) =>
            html`<span class="series"
              ><span class="swatch series-${line.colour}"></span>${
                this.named || this.lines.length > 1 ? html`${line.label} ` : nothing
              }<b>${said}</b></span
            >`,
        )}
      </div>
      <div
        class="plot"
        tabindex="0"
        role="slider"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, times.length - 1)}
        aria-valuenow=${this.at ?? Math.max(0, times.length - 1)}
        aria-valuetext=${`${when} ${summary}`}
        aria-describedby="keys"
        @keydown=${this.#pressed}
      ></div>
      <p id="keys" class="for-readers">${text.chart.keys}</p>
      ${[1, 2, 3, 4, 5, 6].map(
        (n) => html`<i class="probe series-${n}"></i><i class="probe area-${n}"></i>`,
      )}
      <i class="probe axis"></i><i class="probe grid"></i>
    `;
  }

  override firstUpdated(): void {
    this.#resized.observe(this.plot);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#drawn = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.#resized.observe(this.plot);
      this.requestUpdate();
    }
  }

  override updated(changed: PropertyValues<this>): void {
    const shape = this.lines.map((it) => [
      it.label,
      it.unit,
      it.colour,
      it.columns.low !== undefined,
    ]);
    const drawn = JSON.stringify([shape, this.#colour('axis')]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#draw();
    } else if (changed.has('lines') || changed.has('from') || changed.has('to')) {
      this.#chart?.setData(dataOf(this.lines));
      this.requestUpdate();
    }
  }

  #draw(): void {
    this.#chart?.destroy();
    this.at = null;
    this.#chart = new uPlot(
      chartOptions({
        lines: this.lines,
        span: () => [this.from, this.to],
        width: Math.max(200, Math.floor(this.plot.clientWidth)),
        height,
        colour: (name) => this.#colour(name),
        onCursor: (index) => (this.at = index),
      }),
      dataOf(this.lines),
      this.plot,
    );
  }

  /** Canvas knows no custom properties: the resolved colour, from an element that wears it. */
  #colour(name: string): string {
    const probe = this.renderRoot.querySelector(`.probe.${name}`);
    return probe ? getComputedStyle(probe).color : '';
  }

  #said(line: Line, index: number): string {
    const { columns } = line;
    if (this.at === null && line.bar !== undefined) {
      const sum = columns.values.reduce((all, it) => (all ?? 0) + (it ?? 0), 0) ?? 0;
      return `${text.chart.sum} ${line.say(sum)}`;
    }
    if (this.at === null || !this.#chart) {
      const last = columns.values.findLast((it) => it !== null);
      return last == null ? text.chart.nothingThere : line.say(last);
    }
    const value = nearest(
      this.#chart.data[index + 1] as readonly (number | null | undefined)[],
      this.at,
    );
    if (value === undefined) return text.chart.nothingThere;
    if (this.lines.length > 1 || !columns.low || !columns.high) return line.say(value);
    const low = this.#chart.data[2]?.[this.at];
    const high = this.#chart.data[3]?.[this.at];
    const isRange = low != null && high != null && line.say(low) !== line.say(high);
    return isRange ? `${line.say(value)} (${line.say(low)} – ${line.say(high)})` : line.say(value);
  }

  #pressed(event: KeyboardEvent): void {
    const chart = this.#chart;
    const last = (chart?.data[0].length ?? 0) - 1;
    if (!chart || last < 0) return;
    if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey) {
      this.dispatchEvent(new CustomEvent('table', { bubbles: true, composed: true }));
      return;
    }
    const page = Math.max(1, Math.round(last / 10));
    const now = this.at ?? last + 1;
    const moves: Record<string, number> = {
      ArrowLeft: now - 1,
      ArrowDown: now - 1,
      ArrowRight: now + 1,
      ArrowUp: now + 1,
      PageDown: now - page,
      PageUp: now + page,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = Math.min(last, Math.max(0, next));
    chart.setCursor({
      left: chart.valToPos(chart.data[0][index]!, 'x'),
      top: chart.bbox.height / 4,
    });
    this.at = index;
  }
}

/** Where series are not recorded at the same moments: what this one last said before. */
function nearest(values: readonly (number | null | undefined)[], at: number): number | undefined {
  for (let i = at; i >= 0; i--) {
    const value = values[i];
    if (value === null) return undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-line-chart': HearthLineChart;
  }
}
