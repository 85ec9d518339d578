import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { CommandStatus, Device } from '../api/types.js';
import { inputOf } from '../model/action-input.js';
import { inWords, type Action, type Field } from '../model/thing.js';
import { shownUnit } from '../model/units.js';
import { commands } from '../state/app.js';
import { base, controls } from '../style/base.js';
import { text } from '../text/text.js';

/** Something a device does when it is asked to, with what it must be told. */
@customElement('hearth-device-action')
export class HearthDeviceAction extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .action {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--space-4);
        min-height: 60px;
        padding: var(--space-2) 0;
      }
      .title {
        font-weight: 550;
      }
      form,
      [role='status'] {
        grid-column: 1 / -1;
      }
      [role='status'] {
        font-size: var(--text-1);
      }
      .done {
        color: var(--safe);
      }
      form {
        display: grid;
        gap: var(--space-3);
        max-width: 420px;
        padding: var(--space-2) 0 var(--space-3);
      }
      input[type='color'] {
        width: 72px;
        height: var(--target);
        padding: var(--space-1);
      }
      .check {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
      }
      .check input {
        width: 20px;
        height: 20px;
        margin: 0;
        accent-color: var(--ember);
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @property({ attribute: false }) action!: Action;
  @state() private phase: 'idle' | 'asking' | 'sending' | 'waiting' | 'confirmed' | 'failed' =
    'idle';
  @state() private trouble = '';
  #waiting: CommandStatus | undefined;

  override render() {
    const { action, phase } = this;
    const asks = action.input.length > 0;
    const isOpen = asks && !['idle', 'waiting', 'confirmed'].includes(phase);
    const press = phase === 'failed' && !asks ? text.command.tryAgain : text.command.run;
    return html`<div class="action" role="group" aria-label=${action.title}>
      <div>
        <p class="title">${action.title}</p>
        ${action.description ? html`<p class="small soft">${action.description}</p>` : nothing}
        ${action.askable ? nothing : html`<p class="small soft">${text.command.notAskable}</p>`}
      </div>
      ${
        action.askable && !isOpen
          ? html`<button
              class="button"
              aria-label=${`${action.title}: ${press}`}
              ?disabled=${phase === 'sending'}
              @click=${asks ? () => (this.phase = 'asking') : () => void this.#run(undefined)}
            >
              ${asks ? text.command.choose : press}
            </button>`
          : nothing
      }
      ${isOpen ? this.#form() : nothing}
      <div role="status">
        ${phase === 'sending' ? text.command.sending : nothing}
        ${phase === 'waiting' ? text.command.waiting : nothing}
        ${phase === 'confirmed' ? html`<p class="done">${text.command.confirmed}</p>` : nothing}
        ${this.trouble ? html`<p class="error">${this.trouble}</p>` : nothing}
      </div>
    </div>`;
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('phase') && this.phase === 'asking')
      this.renderRoot.querySelector<HTMLElement>('form :is(input, select)')?.focus();
  }

  #form() {
    const isBusy = this.phase === 'sending';
    return html`<form @submit=${this.#submit} novalidate>
      ${this.action.input.map((field, i) => this.#field(field, `field-${i}`))}
      <div class="row">
        <button class="button primary" ?disabled=${isBusy}>${text.command.run}</button>
        <button
          type="button"
          class="button quiet"
          ?disabled=${isBusy}
          @click=${() => {
            this.phase = 'idle';
            this.trouble = '';
          }}
        >
          ${text.command.cancel}
        </button>
      </div>
    </form>`;
  }

  #field(field: Field, id: string) {
    const { control, unit } = field;
    const title = field.title || this.action.title;
    const optional = field.required ? '' : ` (${text.command.optional})`;
    if (control.as === 'toggle') {
      return html`<label class="check"
        ><input
          type="checkbox"
          name=${field.name}
          ?checked=${field.usual === true}
        />${title}</label
      >`;
    }
    const shown = unit ? ` (${shownUnit(unit)})` : '';
    return html`<div class="field">
      <label for=${id}>${title}${shown}${optional}</label>
      ${this.#input(field, id)}
      ${field.description ? html`<p class="hint">${field.description}</p>` : nothing}
    </div>`;
  }

  #input({ name, control, usual, required }: Field, id: string) {
    if (control.as === 'choice') {
      return html`<select id=${id} name=${name} class="input">
        ${required ? nothing : html`<option value=""></option>`}
        ${control.options.map(
          (it) =>
            html`<option value=${String(it)} ?selected=${it === usual}>
              ${typeof it === 'string' ? inWords(it) : String(it)}
            </option>`,
        )}
      </select>`;
    }
    const value = usual === undefined ? '' : String(usual);
    if (control.as === 'colour')
      return html`<input id=${id} name=${name} type="color" class="input" value=${value} />`;
    if (control.as === 'text')
      return html`<input
        id=${id}
        name=${name}
        class="input"
        autocomplete="off"
        maxlength=${control.maxLength ?? nothing}
        value=${value}
      />`;
    const { min, max } = control as { min?: number; max?: number };
    return html`<input
      id=${id}
      name=${name}
      type="number"
      class="input figure"
      step="any"
      min=${min ?? nothing}
      max=${max ?? nothing}
      value=${value}
    />`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const fields = (event.target as HTMLFormElement).querySelectorAll<
      HTMLInputElement | HTMLSelectElement
    >('input, select');
    const answers = new Map(
      [...fields].map((it) => [
        it.name,
        it instanceof HTMLInputElement && it.type === 'checkbox' ? it.checked : it.value,
      ]),
    );
    const input = inputOf(this.action, answers);
    if (input.ok) void this.#run(input.value);
    else this.trouble = input.trouble;
  }

  /** Until it is known what came of it, or somebody asks for something else. */
  async #wait(answer: CommandStatus): Promise<void> {
    this.#waiting = answer;
    const end = await commands.settled(answer, () => this.#isWaitingFor(answer));
    if (!this.#isWaitingFor(answer)) return;
    if (end?.status === 'failed') this.trouble = end.detail ?? '';
    this.phase = end ? (end.status === 'completed' ? 'confirmed' : 'failed') : 'idle';
  }

  #isWaitingFor(answer: CommandStatus): boolean {
    return this.isConnected && this.phase === 'waiting' && this.#waiting === answer;
  }

  async #run(input: unknown): Promise<void> {
    this.phase = 'sending';
    this.trouble = '';
    try {
      const answer = await hub.invoke(this.device.id, this.action.name, input);
      this.phase = answer?.status === 'pending' ? 'waiting' : 'confirmed';
      if (answer?.status === 'pending') void this.#wait(answer);
    } catch (failure) {
      this.trouble = sentenceOf(failure);
      this.phase = 'failed';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-action': HearthDeviceAction;
  }
}
