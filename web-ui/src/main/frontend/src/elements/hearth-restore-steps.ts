import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base, page } from '../style/base.js';
import { settings } from '../style/settings.js';
import { text } from '../text/text.js';

/** How a home is brought back from a backup, which no page can do. */
@customElement('hearth-restore-steps')
export class HearthRestoreSteps extends LitElement {
  static override styles = [base, page, settings];

  override render() {
    const { restore, restoreSteps, restoreDry, restoreGo } = text.backups;
    const [install, look, bring, start] = restoreSteps;
    return html`<section>
      <h2>${restore}</h2>
      <ol class="panel steps">
        <li>${install}</li>
        <li>
          ${look}
          <pre>${restoreDry}</pre>
        </li>
        <li>
          ${bring}
          <pre>${restoreGo}</pre>
        </li>
        <li>${start}</li>
      </ol>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-restore-steps': HearthRestoreSteps;
  }
}
