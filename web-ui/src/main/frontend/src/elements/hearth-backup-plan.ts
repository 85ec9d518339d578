import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { BackupPlan } from '../api/types.js';
import { notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import { troubled } from './troubled.js';

const usualTime = '03:00';

/** Where backups go, when they are made and how many are kept; sends `plan` with what was saved. */
@customElement('hearth-backup-plan')
export class HearthBackupPlan extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    settings,
    css`
      .side-by-side {
        align-items: end;
      }
      .side-by-side .field {
        flex: 0 1 9em;
      }
      .side-by-side .number {
        flex-basis: 5.5em;
      }
    `,
  ];

  @property({ attribute: false }) plan!: BackupPlan;
  readonly #saving = new Deed(this);

  override render() {
    const words = text.backups;
    const { plan } = this;
    const { keep } = plan;
    return html`<section>
      <h2>${words.plan}</h2>
      <form class="panel form" novalidate @submit=${this.#save}>
        <div class="field">
          <label for="folder">${words.folder}</label>
          <input
            id="folder"
            name="folder"
            class="input"
            maxlength="1000"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby="folder-hint"
            .value=${plan.folder ?? ''}
          />
          <p id="folder-hint" class="hint">${words.folderHint}</p>
        </div>
        <label class="check"
          ><input type="checkbox" name="enabled" ?checked=${plan.daily !== null} />${
            words.planOn
          }</label
        >
        <div class="side-by-side">
          <div class="field">
            <label for="at">${words.at}</label>
            <input id="at" name="at" type="time" class="input" .value=${plan.daily ?? usualTime} />
          </div>
        </div>
        <div class="side-by-side" role="group" aria-label=${words.keep}>
          ${this.#kept('daily', words.daily, keep.daily, 1)}
          ${this.#kept('weekly', words.weekly, keep.weekly, 0)}
          ${this.#kept('monthly', words.monthly, keep.monthly, 0)}
        </div>
        <p class="small soft">${words.rule(keep.daily, keep.weekly, keep.monthly)}</p>
        ${troubled(this.#saving.trouble)}
        <button class="button" ?disabled=${this.#saving.isGoing}>
          ${this.#saving.isGoing ? words.saving : words.save}
        </button>
      </form>
    </section>`;
  }

  #kept(name: string, label: string, value: number, least: number) {
    return html`<div class="field number">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type="number"
        class="input figure"
        min=${least}
        max="366"
        .value=${String(value)}
      />
    </div>`;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const told = new FormData(event.target as HTMLFormElement);
    const number = (name: string) => Math.max(0, Math.round(Number(told.get(name)) || 0));
    const folder = String(told.get('folder')).trim();
    const isDaily = told.get('enabled') !== null;
    if (isDaily && !folder) return this.#saving.say(text.backups.folderMissing);
    const plan: BackupPlan = {
      folder: folder || null,
      daily: isDaily ? String(told.get('at')).slice(0, 5) || usualTime : null,
      keep: {
        daily: Math.max(1, number('daily')),
        weekly: number('weekly'),
        monthly: number('monthly'),
      },
    };
    const isDone = await this.#saving.go(async () => {
      this.plan = await hub.setBackupPlan(plan);
    });
    if (!isDone) return;
    notices.say(text.backups.saved);
    this.dispatchEvent(new CustomEvent<BackupPlan>('plan', { detail: this.plan }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-backup-plan': HearthBackupPlan;
  }
}
