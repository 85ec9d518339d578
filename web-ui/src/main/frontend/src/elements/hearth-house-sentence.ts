import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { houseSentence, type HouseSentence } from '../model/house.js';
import { home, topics } from '../state/app.js';
import { base } from '../style/base.js';

const atMostEvery = 1000;

/** The state of the house in words, told again when the words change and not with every reading. */
@customElement('hearth-house-sentence')
export class HearthHouseSentence extends LitElement {
  static override styles = [
    base,
    css`
      h1 {
        max-width: 34ch;
        font-size: var(--text-4);
        text-wrap: pretty;
      }
      .rest {
        color: var(--ink-soft);
        font-weight: 450;
      }
      .attention .lead {
        color: var(--ember-ink);
      }
      .danger .lead {
        color: var(--danger);
      }
      @media (min-width: 900px) {
        h1 {
          font-size: var(--text-5);
        }
      }
    `,
  ];

  @state() private sentence: HouseSentence = this.#tell();
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = (['values', 'devices', 'inbox'] as const).map((it) =>
      topics.watch(it, () => (this.#timer ??= setTimeout(() => this.#again(), atMostEvery))),
    );
    this.#again();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const stop of this.#stops) stop();
  }

  override render() {
    const { lead, rest, tone } = this.sentence;
    return html`<h1 tabindex="-1" class=${tone}>
      <span class="lead">${lead}</span>
      <span class="rest figure">${rest}</span>
    </h1>`;
  }

  #again(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const next = this.#tell();
    if (JSON.stringify(next) !== JSON.stringify(this.sentence)) this.sentence = next;
  }

  #tell(): HouseSentence {
    return houseSentence({
      devices: [...home.devices.values()],
      values: home.values,
      waiting: home.waiting,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-house-sentence': HearthHouseSentence;
  }
}
