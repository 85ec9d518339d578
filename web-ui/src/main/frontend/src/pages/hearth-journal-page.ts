import { mdiAlertOutline, mdiShieldCheckOutline } from '@mdi/js';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import type { AuditReport, Checkpoint } from '../api/types.js';
import { countText } from '../model/sizes.js';
import { Deed } from '../state/deed.js';
import { base, controls, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';
import '../elements/hearth-icon.js';
import { troubled } from '../elements/troubled.js';

/** That nobody rewrote who did what: recomputed on the hub, and a checkpoint to keep elsewhere. */
@customElement('hearth-journal-page')
export class HearthJournalPage extends LitElement {
  static override styles = [base, controls, page, settings];

  @state() private report: AuditReport | undefined;
  @state() private checkpoint: Checkpoint | undefined;
  readonly #checking = new Deed(this);
  readonly #taking = new Deed(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${text.journal.title} · Hearth`;
  }

  override render() {
    const words = text.journal;
    const { isGoing, trouble } = this.#checking;
    return html`<div class="page narrow">
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <p>${words.lead}</p>
      </div>
      <div>
        <button class="button primary" ?disabled=${isGoing} @click=${this.#check}>
          ${isGoing ? words.checking : words.check}
        </button>
        ${troubled(trouble)}
      </div>
      <div role="status">${this.report ? this.#said(this.report) : nothing}</div>
      <section>
        <h2>${words.checkpoint}</h2>
        <p class="soft">${words.checkpointLead}</p>
        <div class="row">
          <button class="button" ?disabled=${this.#taking.isGoing} @click=${this.#take}>
            ${words.download}
          </button>
        </div>
        ${troubled(this.#taking.trouble)}
        ${this.checkpoint ? this.#taken(this.checkpoint) : nothing}
      </section>
    </div>`;
  }

  #said(report: AuditReport) {
    const words = text.journal;
    return html`<div class="news ${report.sound ? 'good' : 'bad'}">
      <hearth-icon .path=${report.sound ? mdiShieldCheckOutline : mdiAlertOutline}></hearth-icon>
      <h2>${report.sound ? words.sound : words.broken}</h2>
      <p>${report.sentence}</p>
      ${report.findings.map((it) => html`<p class="bad-words">${it}</p>`)}
      <p class="small">
        ${words.read(countText(report.read), countText(report.size))}
        ${report.erased > 0 ? words.erased(countText(report.erased)) : nothing}
        ${report.locked > 0 ? words.sealed(countText(report.locked)) : nothing}
      </p>
      <p class="small soft">${words.root}: <code>${report.root}</code></p>
    </div>`;
  }

  #taken(checkpoint: Checkpoint) {
    const words = text.journal;
    return html`<div class="panel form">
      <pre tabindex="0" aria-label=${words.checkpoint}>${checkpoint.note}</pre>
      <p class="small soft">${words.verifier}: <code>${checkpoint.verifier}</code></p>
      <p class="small soft">${words.how}</p>
    </div>`;
  }

  readonly #check = (): void => {
    void this.#checking.go(async () => (this.report = await hub.verifyAudit()));
  };

  /** Saved as a file by a link of its own, and shown as well. */
  readonly #take = (): void => {
    void this.#taking.go(async () => {
      const checkpoint = await hub.auditCheckpoint();
      this.checkpoint = checkpoint;
      const address = URL.createObjectURL(new Blob([checkpoint.note], { type: 'text/plain' }));
      const link = document.createElement('a');
      link.href = address;
      link.download = `hearth-checkpoint-${checkpoint.size}.txt`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-journal-page': HearthJournalPage;
  }
}
