import { mdiChartLine, mdiTable } from '@mdi/js';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hub, type Form } from '../api/hub.js';
import { isLocked, sentenceOf } from '../api/problem.js';
import type { History } from '../api/types.js';
import {
  barOf,
  chartsOf,
  formOf,
  isBar,
  lineOf,
  sourceKey,
  type Source,
} from '../model/compared.js';
import { ranges, rangeNames, spanOf, type Range } from '../model/ranges.js';
import { inBars, isWordy, pointsOf, withHeard, type Heard } from '../model/series.js';
import { kindOf } from '../model/thing.js';
import { home } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';
import './hearth-choice.js';
import './hearth-history-table.js';
import './hearth-icon.js';
import './hearth-locked.js';
import './hearth-state-bars.js';
import type { Wish } from './wish.js';

interface Loaded {
  readonly source: Source;
  readonly history: History;
}

const mostPoints = 600;
const mostHeard = 2000;

/** The past of one or several properties: chosen span, chart or table, kept fresh. */
@customElement('hearth-history-view')
export class HearthHistoryView extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .bar {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        margin-bottom: var(--space-3);
      }
      .body {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        min-height: 272px;
        align-content: start;
      }
      .body.bars-only {
        min-height: 90px;
      }
      .under {
        margin-top: calc(var(--space-3) * -1);
      }
      .message {
        padding: var(--space-6) 0;
        color: var(--ink-soft);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) sources: readonly Source[] = [];
  /** Chosen by a person; otherwise a day, or an hour where nothing is older. */
  @property() range: Range | undefined;
  /** Whether a line must say whose it is. */
  @property({ type: Boolean }) named = false;
  @state() private loaded: readonly Loaded[] | undefined;
  @state() private trouble = '';
  @state() private isLocked = false;
  @state() private isTable = false;
  @state() private fitting: Range = '24h';
  readonly watching = new Watching(this, () => [
    'vault',
    ...this.sources.map(({ device }) => `values:${device.id}` as const),
  ]);
  /** What came in since the past was loaded, by line. */
  readonly #heard = new Map<string, Heard[]>();
  #asked = '';
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asked = '';
  }

  override willUpdate(_changed: PropertyValues<this>): void {
    this.#listen();
    const wanted = `${home.isPastLocked} ${this.range ?? ''} ${this.sources.map(sourceKey).join(' ')}`;
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    if (!this.#isStillAboutTheSame()) this.loaded = undefined;
    void this.#load();
  }

  again(): void {
    this.loaded = undefined;
    void this.#load();
  }

  override render() {
    const words = text.chart;
    return html`<div @table=${this.#toggleTable}>
      <div class="bar">
        <hearth-choice
          inline
          .label=${words.range}
          .options=${rangeNames}
          .value=${this.range ?? this.fitting}
          .say=${(it: unknown) => words.ranges[String(it)] ?? String(it)}
          @wish=${(event: Wish) => this.dispatchEvent(new CustomEvent('range', { detail: event.detail }))}
        ></hearth-choice>
        <button
          class="icon-button"
          aria-label=${this.isTable ? words.chart : words.table}
          title=${this.isTable ? words.chart : words.table}
          @click=${this.#toggleTable}
        >
          <hearth-icon .path=${this.isTable ? mdiChartLine : mdiTable}></hearth-icon>
        </button>
      </div>
      <div class="body ${this.sources.every(isBar) ? 'bars-only' : ''}">${this.#body()}</div>
    </div>`;
  }

  #body() {
    if (this.isLocked) return html`<hearth-locked></hearth-locked>`;
    if (this.trouble) {
      return html`<div class="message" role="alert">
        <p>${this.trouble}</p>
        <button class="text-button" @click=${() => void this.#load()}>
          ${text.problem.tryAgain}
        </button>
      </div>`;
    }
    if (!this.loaded) return html`<p class="message" role="status">${text.chart.loading}</p>`;
    const known = this.loaded.map(({ source, history }) => ({
      source,
      history: withHeard(history, this.#heard.get(sourceKey(source)) ?? []),
    }));
    const filled = known.filter(({ history }) => pointsOf(history).length > 0);
    if (filled.length === 0) return html`<p class="message">${text.chart.empty}</p>`;
    if (this.isTable) return filled.map((it) => this.#table(it));
    const from = Math.max(...known.map(({ history }) => Date.parse(history.from) / 1000));
    const to = Math.max(...known.map(({ history }) => Date.parse(history.to) / 1000));
    const lines = filled
      .filter(({ source }) => !isBar(source))
      .map(({ source, history }) => lineOf(source, history, this.#labelOf(source)));
    const states = filled.filter(({ source }) => isBar(source));
    const bars = states
      .filter(({ history }) => !isWordy(history))
      .map(({ source, history }) => barOf(source, history, this.#labelOf(source)));
    const hasBand = lines.length === 1 && lines[0]?.columns.low !== undefined;
    return html`${chartsOf(lines).map(
      (chart) =>
        html`<hearth-line-chart
            ?named=${this.named}
            .lines=${chart}
            .from=${from}
            .to=${to}
            .label=${text.chart.label(chart.map((it) => it.label).join(', '))}
          ></hearth-line-chart>
          ${
            chart[0]?.bar === undefined
              ? nothing
              : html`<p class="small soft under">${text.chart.grew(chart[0].bar)}</p>`
          }`,
    )}
    ${
      known.some(({ history }) => (history.gaps?.length ?? 0) > 0)
        ? html`<p class="small">${text.chart.damaged}</p>`
        : nothing
    }
    ${hasBand ? html`<p class="small soft under">${text.chart.band}</p>` : nothing}
    ${
      bars.length > 0
        ? html`<hearth-state-bars .bars=${bars} .from=${from} .to=${to}></hearth-state-bars>`
        : nothing
    }
    ${states.filter(({ history }) => isWordy(history)).map((it) => this.#table(it))}`;
  }

  #table({ source, history }: Loaded) {
    return html`<hearth-history-table
      .label=${this.#labelOf(source)}
      .property=${source.property}
      .kind=${kindOf(source.device)}
      .history=${history}
    ></hearth-history-table>`;
  }

  #labelOf({ device, property }: Source): string {
    return this.named ? `${device.title}: ${property.title}` : property.title;
  }

  #toggleTable(): void {
    this.isTable = !this.isTable;
  }

  /** Takes down what the devices say while this is shown. */
  #listen(): void {
    for (const source of this.sources) {
      const value = home.valueOf(source.device.id, source.property.name);
      if (!value) continue;
      const key = sourceKey(source);
      const heard = this.#heard.get(key) ?? [];
      if (heard.at(-1)?.time === value.time) continue;
      this.#heard.set(key, [...heard.slice(-mostHeard), value]);
    }
  }

  /** While the same lines are loaded anew the old ones stay, so that nothing flickers. */
  #isStillAboutTheSame(): boolean {
    const keys = new Set(this.sources.map(sourceKey));
    return this.loaded?.some(({ source }) => keys.has(sourceKey(source))) ?? false;
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    if (home.isPastLocked) {
      this.isLocked = true;
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    const range = this.range ?? this.fitting;
    const { refresh } = ranges[range];
    const now = new Date();
    try {
      if (this.sources.some((it) => !isBar(it))) await import('./hearth-line-chart.js');
      const histories = await this.#ask(range, now, asking.signal);
      if (asking.signal.aborted) return;
      if (this.#fitsInAnHour(histories, now)) {
        this.fitting = '1h';
        return void this.#load();
      }
      this.loaded = histories;
      this.trouble = '';
      this.isLocked = false;
      this.#heard.clear();
      this.#listen();
    } catch (failure) {
      if (asking.signal.aborted) return;
      this.trouble = sentenceOf(failure);
      this.isLocked = isLocked(failure);
    }
    this.#timer = setTimeout(() => this.#refresh(), refresh * 1000);
  }

  /** One question for each form that the lines come in. */
  async #ask(range: Range, now: Date, signal: AbortSignal): Promise<readonly Loaded[]> {
    const { from, to } = spanOf(range, now);
    const forms = new Set(this.sources.map((it) => formOf(it, range)));
    const answers = await Promise.all(
      [...forms].map(async (form: Form) => {
        const asked = this.sources.filter((it) => formOf(it, range) === form);
        const { series } = await hub.histories(
          asked.map(({ device, property }) => `${device.id}/${property.name}`),
          {
            from: from.toISOString(),
            to: to.toISOString(),
            points: mostPoints,
            form,
          },
          signal,
        );
        const { bar } = ranges[range];
        return bar === undefined || form !== 'increases'
          ? series
          : series.map((it) => inBars(it, bar));
      }),
    );
    const found = new Map(answers.flat().map((it) => [`${it.device}~${it.property}`, it]));
    return this.sources.flatMap((source) => {
      const history = found.get(sourceKey(source));
      return history ? [{ source, history }] : [];
    });
  }

  /** A home that is minutes old shows them, not a day of nothing. */
  #fitsInAnHour(loaded: readonly Loaded[], now: Date): boolean {
    if (this.range !== undefined || this.fitting === '1h') return false;
    const first = loaded.map(
      ({ history }) => pointsOf(history)[0]?.time.getTime() ?? now.getTime(),
    );
    return Math.min(...first) > now.getTime() - ranges['1h'].seconds * 1000;
  }

  /** Not while nobody looks. */
  #refresh(): void {
    if (document.visibilityState === 'visible') {
      void this.#load();
    } else {
      this.#timer = setTimeout(() => this.#refresh(), 5000);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-history-view': HearthHistoryView;
  }
}
