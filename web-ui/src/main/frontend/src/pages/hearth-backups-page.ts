import { html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { BackupPlan, BackupStatus } from '../api/types.js';
import { home } from '../state/app.js';
import { Loading } from '../state/loading.js';
import { Watching } from '../state/watching.js';
import { base, page } from '../style/base.js';
import { text } from '../text/text.js';
import '../elements/hearth-backup-list.js';
import '../elements/hearth-backup-plan.js';
import '../elements/hearth-backup-standing.js';
import '../elements/hearth-restore-steps.js';
import { troubled } from '../elements/troubled.js';

const lookAgain = 1000;

/** How it stands with the backups, the plan they follow, each of them, and the way back. */
@customElement('hearth-backups-page')
export class HearthBackupsPage extends LitElement {
  static override styles = [base, page];

  readonly watching = new Watching(this, () => ['backups']);
  readonly #list = new Loading(this, () => hub.backups());
  readonly #plan = new Loading(this, () => hub.backupPlan());
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
    const { trouble, value } = this.#list;
    const status = home.backups ?? value?.status;
    const plan = this.#plan.value;
    const hasPlace = plan?.folder || (value?.backups.length ?? 0) > 0;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      ${troubled(trouble)}
      ${status || trouble ? nothing : html`<p class="soft">${words.loading}</p>`}
      ${
        status ? html`<hearth-backup-standing .status=${status}></hearth-backup-standing>` : nothing
      }
      ${
        plan
          ? html`<hearth-backup-plan .plan=${plan} @plan=${this.#planned}></hearth-backup-plan>`
          : nothing
      }
      ${
        value && hasPlace
          ? html`<hearth-backup-list .backups=${value.backups}></hearth-backup-list>`
          : nothing
      }
      <hearth-restore-steps></hearth-restore-steps>
    </div>`;
  }

  readonly #planned = async ({ detail }: CustomEvent<BackupPlan>): Promise<void> => {
    this.#plan.put(detail);
    await this.#list.again();
    const status = this.#list.value?.status;
    if (status) home.apply({ name: 'backups', data: status });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-backups-page': HearthBackupsPage;
  }
}
