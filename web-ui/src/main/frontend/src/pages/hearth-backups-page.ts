import {
  mdiAlertOutline,
  mdiClockOutline,
  mdiDownload,
  mdiShieldCheckOutline,
  mdiShieldSearch,
} from '@mdi/js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { backupAddress, hub } from '../api/hub.js';
import type { Backup, BackupPlan, BackupStatus } from '../api/types.js';
import { countText, sizeText } from '../model/sizes.js';
import { moment, near } from '../model/times.js';
import { home, notices } from '../state/app.js';
import { Deed } from '../state/deed.js';
import { Loading } from '../state/loading.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import '../elements/hearth-icon.js';
import '../elements/hearth-time.js';

const tones: Record<BackupStatus['health'], { tone: string; icon: string }> = {
  good: { tone: 'good', icon: mdiShieldCheckOutline },
  waiting: { tone: 'wait', icon: mdiClockOutline },
  'not-set-up': { tone: 'wait', icon: mdiAlertOutline },
  'no-secret': { tone: 'bad', icon: mdiAlertOutline },
  overdue: { tone: 'bad', icon: mdiAlertOutline },
  failed: { tone: 'bad', icon: mdiAlertOutline },
};

const lookAgain = 1000;

/** How it stands with the backups, the plan they follow, each of them, and the way back. */
@customElement('hearth-backups-page')
export class HearthBackupsPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    settings,
    css`
      .now {
        margin-top: var(--space-3);
      }
      .deeds {
        display: flex;
        gap: var(--space-1);
      }
      .keep .field {
        flex: 0 1 7em;
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['backups']);
  readonly #list = new Loading(this, () => hub.backups());
  readonly #plan = new Loading(this, () => hub.backupPlan());
  readonly #making = new Deed(this);
  readonly #checking = new Deed(this);
  readonly #saving = new Deed(this);
  #shown: BackupStatus | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.backups.title} · Hearth`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Its event may come before the answer that it has begun, so it is also asked while it goes on. */
  override updated(): void {
    clearTimeout(this.#timer);
    if (!home.backups?.running || !this.isConnected) return;
    this.#timer = setTimeout(async () => {
      const answer = await hub.backups().catch(() => undefined);
      if (answer) home.apply({ name: 'backups', data: answer.status });
      else this.requestUpdate();
    }, lookAgain);
  }

  /** When one has ended, the list has changed too. */
  override willUpdate(): void {
    const now = home.backups;
    if (now && this.#shown && now !== this.#shown && !now.running) void this.#list.again();
    this.#shown = now;
  }

  override render() {
    const words = text.backups;
    const { trouble } = this.#list;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      <div role="alert">${trouble ? html`<p class="error">${trouble}</p>` : nothing}</div>
      <div role="status">${this.#status()}</div>
      ${this.#planning()} ${this.#all()}
      <section>
        <h2>${words.restore}</h2>
        <ol class="panel steps">
          <li>${words.restoreSteps[0]}</li>
          <li>
            ${words.restoreSteps[1]}
            <pre>${words.restoreDry}</pre>
          </li>
          <li>
            ${words.restoreSteps[2]}
            <pre>${words.restoreGo}</pre>
          </li>
          <li>${words.restoreSteps[3]}</li>
        </ol>
      </section>
    </div>`;
  }

  #status() {
    const words = text.backups;
    const status = home.backups ?? this.#list.value?.status;
    if (!status) return this.#list.trouble ? nothing : html`<p class="soft">${words.loading}</p>`;
    const { tone, icon } = status.running
      ? { tone: 'wait', icon: mdiShieldSearch }
      : tones[status.health];
    const { running, lastGood, lastFailure, next } = status;
    return html`<div class="news ${tone}">
        <hearth-icon .path=${icon}></hearth-icon>
        <h2>${running ? words.doing[running.doing] : words.health[status.health]}</h2>
        ${running ? nothing : html`<p>${status.sentence}</p>`}
        ${
          running
            ? html`<progress
                max=${Math.max(1, running.all)}
                value=${running.done}
                aria-label=${words.doing[running.doing] ?? ''}
              ></progress>`
            : nothing
        }
        ${
          lastFailure && status.health === 'failed'
            ? html`<p class="small">
                ${words.failed} <hearth-time .time=${lastFailure.at}></hearth-time>:
                ${lastFailure.sentence}
              </p>`
            : nothing
        }
        ${
          lastGood
            ? html`<p class="small">
                ${words.lastGood}: <hearth-time .time=${lastGood.made}></hearth-time>,
                ${sizeText(lastGood.bytes)}. ${checkWords(lastGood)}
              </p>`
            : nothing
        }
        ${
          next && !running
            ? html`<p class="small soft">
                ${words.next}: <span class="figure">${moment(new Date(next))}</span>
              </p>`
            : nothing
        }
        ${status.health === 'no-secret' ? html`<p><a href="/keys">${words.toKeys}</a></p>` : nothing}
      </div>
      <p class="now">${this.#now(status)}</p>`;
  }

  #now(status: BackupStatus) {
    const words = text.backups;
    const isBusy = status.running !== undefined || this.#making.isGoing;
    return html`<button
        class="button primary"
        ?disabled=${isBusy || status.health === 'not-set-up'}
        @click=${this.#make}
      >
        ${this.#making.isGoing ? words.nowGoing : words.now}
      </button>
      ${
        status.health === 'not-set-up'
          ? html`<span class="small soft">${words.folderMissing}</span>`
          : nothing
      }
      ${this.#making.trouble ? html`<span class="error" role="alert">${this.#making.trouble}</span>` : nothing}`;
  }

  #planning() {
    const words = text.backups;
    const plan = this.#plan.value;
    if (!plan) return nothing;
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
            <input id="at" name="at" type="time" class="input" .value=${plan.daily ?? '03:00'} />
          </div>
        </div>
        <div class="side-by-side keep" role="group" aria-label=${words.keep}>
          ${this.#kept('daily', words.daily, keep.daily, 1)}
          ${this.#kept('weekly', words.weekly, keep.weekly, 0)}
          ${this.#kept('monthly', words.monthly, keep.monthly, 0)}
        </div>
        <p class="small soft">${words.rule(keep.daily, keep.weekly, keep.monthly)}</p>
        <div role="alert">
          ${this.#saving.trouble ? html`<p class="error">${this.#saving.trouble}</p>` : nothing}
        </div>
        <button class="button" ?disabled=${this.#saving.isGoing}>
          ${this.#saving.isGoing ? words.saving : words.save}
        </button>
      </form>
    </section>`;
  }

  #kept(name: string, label: string, value: number, least: number) {
    return html`<div class="field">
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

  #all() {
    const words = text.backups;
    const backups = this.#list.value?.backups;
    if (!backups) return nothing;
    return html`<section>
      <h2>${words.list}</h2>
      ${
        backups.length === 0
          ? html`<p class="soft">${words.emptyList}</p>`
          : html`<ul class="panel rows">
              ${repeat(
                backups,
                (it) => it.id,
                (it) => html`<li>${this.#one(it)}</li>`,
              )}
            </ul>`
      }
      <div role="alert">
        ${this.#checking.trouble ? html`<p class="error">${this.#checking.trouble}</p>` : nothing}
      </div>
    </section>`;
  }

  #one(backup: Backup) {
    const words = text.backups;
    const when = near(new Date(backup.made), new Date());
    const { contents, check } = backup;
    return html`<div class="line">
      <div>
        <p>
          <strong><hearth-time .time=${backup.made}></hearth-time></strong>
          <span class="soft figure">${sizeText(backup.bytes)}</span>
        </p>
        <p
          class="small ${check.state === 'failed' || check.state === 'of-damaged-store' ? 'bad-words' : 'soft'}"
        >
          ${checkWords(backup)}
        </p>
        <p class="small soft">
          ${contents ? words.holds(contents.devices, countText(contents.readings)) : words.foreign}
        </p>
      </div>
      <div class="deeds">
        <button
          class="button"
          aria-label=${words.verifyNamed(when)}
          ?disabled=${this.#checking.isGoing || home.backups?.running !== undefined}
          @click=${() => void this.#check(backup)}
        >
          ${words.verify}
        </button>
        <a
          class="icon-button"
          href=${backupAddress(backup.id)}
          download
          title=${words.downloadNamed(when)}
          aria-label=${words.downloadNamed(when)}
          ><hearth-icon .path=${mdiDownload}></hearth-icon
        ></a>
      </div>
    </div>`;
  }

  readonly #make = (): void => {
    void this.#making.go(async () => {
      home.apply({ name: 'backups', data: await hub.backUp() });
    });
  };

  async #check(backup: Backup): Promise<void> {
    await this.#checking.go(async () => {
      home.apply({ name: 'backups', data: await hub.verifyBackup(backup.id) });
    });
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
      daily: isDaily ? String(told.get('at')).slice(0, 5) || '03:00' : null,
      keep: {
        daily: Math.max(1, number('daily')),
        weekly: number('weekly'),
        monthly: number('monthly'),
      },
    };
    const isDone = await this.#saving.go(async () => {
      this.#plan.put(await hub.setBackupPlan(plan));
      await this.#list.again();
      const status = this.#list.value?.status;
      if (status) home.apply({ name: 'backups', data: status });
    });
    if (isDone) notices.say(text.backups.saved);
  }
}

function checkWords({ check }: Backup): string {
  const words = text.backups;
  switch (check.state) {
    case 'proven':
      return words.proven;
    case 'by-digest':
      return [check.sentence, words.byDigest(countText(check.waiting ?? 0))]
        .filter((it) => it)
        .join(' ');
    case 'of-damaged-store':
      return words.ofDamaged(countText(check.damaged ?? 0));
    case 'failed':
      return check.sentence ?? words.damaged;
    case 'not-yet':
      return words.unchecked;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-backups-page': HearthBackupsPage;
  }
}
