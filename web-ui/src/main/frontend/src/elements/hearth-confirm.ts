import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, controls } from '../style/base.js';

/** A plain question before something that a person may regret. `ask()` tells the answer. */
@customElement('hearth-confirm')
export class HearthConfirm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(440px, calc(100vw - 2 * var(--space-4)));
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-high);
      }
      dialog::backdrop {
        background: var(--shade);
      }
      p {
        margin: var(--space-2) 0 var(--space-5);
        color: var(--ink-soft);
      }
      .row {
        justify-content: flex-end;
      }
    `,
  ];

  @property() question = '';
  @property() consequence = '';
  @property() yes = '';
  @property() no = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  #answer: ((yes: boolean) => void) | undefined;

  async ask(): Promise<boolean> {
    await this.updateComplete;
    this.dialog.returnValue = '';
    this.dialog.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  override render() {
    return html`<dialog
      aria-labelledby="question"
      aria-describedby="consequence"
      @close=${() => this.#answer?.(this.dialog.returnValue === 'yes')}
    >
      <form method="dialog">
        <h2 id="question">${this.question}</h2>
        <p id="consequence">${this.consequence}</p>
        <div class="row">
          <button class="button" value="no" autofocus>${this.no}</button>
          <button class="button danger" value="yes">${this.yes}</button>
        </div>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-confirm': HearthConfirm;
  }
}
