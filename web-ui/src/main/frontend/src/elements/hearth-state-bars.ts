import { css, html, LitElement, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Bar } from '../model/compared.js';
import type { Span } from '../model/series.js';
import { lasting, withinSpan } from '../model/times.js';
import { base } from '../style/base.js';
import { seriesColours } from '../style/series-colours.js';
import { text } from '../text/text.js';

const width = 1000;

/** States over time as bars: filled where it is on or open, one tint for each word otherwise. */
@customElement('hearth-state-bars')
export class HearthStateBars extends LitElement {
  static override styles = [
    base,
    seriesColours,
    css`
      .bar {
        display: grid;
        gap: var(--space-1);
        padding: var(--space-2) 0;
      }
      .says {
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
        font-size: var(--text-1);
      }
      svg {
        display: block;
        width: 100%;
        height: 28px;
        border-radius: 6px;
        background: var(--surface-sunken);
      }
      rect {
        fill: currentColor;
      }
      .off {
        fill: var(--line);
      }
      .off-swatch {
        color: var(--line);
      }
      .cursor {
        fill: var(--ink);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        font-size: var(--text-1);
      }
      .legend span::before {
        content: '';
        display: inline-block;
        width: 12px;
        height: 12px;
        margin-right: 6px;
        border-radius: 3px;
        background: currentColor;
        vertical-align: -1px;
      }
      .legend b {
        color: var(--ink);
        font-weight: 500;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        color: var(--ink-soft);
        font-size: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) bars: readonly Bar[] = [];
  /** Seconds. */
  @property({ type: Number }) from = 0;
  @property({ type: Number }) to = 0;
  @state() private at: { bar: number; time: number } | undefined;

  override render() {
    const total = this.to - this.from;
    return html`${this.bars.map((bar, i) => this.#bar(bar, i))}
      <p class="ends figure" aria-hidden="true">
        <span>${withinSpan(new Date(this.from * 1000), Math.max(total, 7201))}</span>
        <span>${withinSpan(new Date(this.to * 1000), Math.max(total, 7201))}</span>
      </p>`;
  }

  #bar(bar: Bar, index: number) {
    const words = [...new Set(bar.spans.map((it) => bar.say(it.value)))];
    const isBoolean = bar.spans.every((it) => typeof it.value === 'boolean');
    const at = this.at?.bar === index ? this.at.time : undefined;
    const said = this.#said(bar, at);
    const place = at ?? this.to;
    return html`<div class="bar">
      <p class="says"><span>${bar.label}</span><span class="soft figure">${said}</span></p>
      <svg
        viewBox="0 0 ${width} 28"
        preserveAspectRatio="none"
        tabindex="0"
        role="slider"
        aria-label=${text.chart.label(bar.label)}
        aria-valuemin=${Math.round(this.from)}
        aria-valuemax=${Math.round(this.to)}
        aria-valuenow=${Math.round(place)}
        aria-valuetext=${said}
        @pointermove=${(event: PointerEvent) => this.#pointed(event, index)}
        @pointerleave=${() => (this.at = undefined)}
        @blur=${() => (this.at = undefined)}
        @keydown=${(event: KeyboardEvent) => this.#pressed(event, bar, index)}
      >
        ${bar.spans.map((span) => this.#rect(bar, span, isBoolean, words))}
        ${
          at === undefined
            ? ''
            : svg`<rect class="cursor" x=${this.#x(at) - 1} y="0" width="2" height="28"></rect>`
        }
      </svg>
      ${this.#legend(bar, words, isBoolean)}
    </div>`;
  }

  /** What each tint is, and how long it was so. */
  #legend(bar: Bar, words: readonly string[], isBoolean: boolean) {
    const lasted = new Map(bar.totals.map(({ value, seconds }) => [bar.say(value), seconds]));
    if (isBoolean && lasted.size === 0) return '';
    return html`<p class="legend figure">
      ${words.slice(0, 6).map((word, i) => {
        const seconds = lasted.get(word);
        const isOn = bar.spans.some((it) => it.value === true && bar.say(it.value) === word);
        const tint = !isBoolean
          ? `series-${(i % 6) + 1}`
          : isOn
            ? `series-${bar.colour}`
            : 'off-swatch';
        return html`<span class=${tint}
          ><b>${word}${seconds === undefined ? '' : html` ${lasting(seconds)}`}</b></span
        >`;
      })}
    </p>`;
  }

  #rect(bar: Bar, span: Span, isBoolean: boolean, words: readonly string[]) {
    const from = this.#x(span.from);
    const kind = isBoolean
      ? span.value === true
        ? `series-${bar.colour}`
        : 'off'
      : `series-${(words.indexOf(bar.say(span.value)) % 6) + 1}`;
    const length = Math.max(1, this.#x(span.to) - from);
    return svg`<rect class=${kind} x=${from} y="0" width=${length} height="28"></rect>`;
  }

  #said(bar: Bar, at: number | undefined): string {
    const span =
      at === undefined ? bar.spans.at(-1) : bar.spans.find((it) => it.from <= at && at < it.to);
    if (!span) return text.chart.nothingThere;
    const clock = (seconds: number) =>
      withinSpan(new Date(seconds * 1000), Math.max(this.to - this.from, 7201));
    return at === undefined
      ? bar.say(span.value)
      : `${bar.say(span.value)}, ${clock(Math.max(span.from, this.from))} ${text.chart.until} ${clock(span.to)}`;
  }

  #x(seconds: number): number {
    const part = (seconds - this.from) / (this.to - this.from || 1);
    return Math.round(Math.min(1, Math.max(0, part)) * width * 10) / 10;
  }

  #pointed(event: PointerEvent, bar: number): void {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    this.at = { bar, time: this.from + part * (this.to - this.from) };
  }

  /** From state to state, which is what there is to read. */
  #pressed(event: KeyboardEvent, bar: Bar, index: number): void {
    if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey) {
      this.dispatchEvent(new CustomEvent('table', { bubbles: true, composed: true }));
      return;
    }
    const last = bar.spans.length - 1;
    const at = this.at?.time ?? this.to;
    const here = this.at ? bar.spans.findIndex((it) => it.from <= at && at < it.to) : last + 1;
    const moves: Record<string, number> = {
      ArrowLeft: here - 1,
      ArrowDown: here - 1,
      ArrowRight: here + 1,
      ArrowUp: here + 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    const span = bar.spans[Math.min(last, Math.max(0, next))]!;
    const shownFrom = Math.max(span.from, this.from);
    this.at = { bar: index, time: (shownFrom + span.to) / 2 };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-state-bars': HearthStateBars;
  }
}
