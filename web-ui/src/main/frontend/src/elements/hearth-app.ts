import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { begin, home, preferences, router } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base } from '../style/base.js';
import '../pages/hearth-closed-page.js';
import '../pages/hearth-setup-page.js';
import '../pages/hearth-sign-in-page.js';
import './hearth-connection-banner.js';
import './hearth-shell.js';

/** The whole dashboard: unlocking, first run, sign-in, or the home. */
@customElement('hearth-app')
export class HearthApp extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        min-height: 100dvh;
      }
    `,
  ];

  readonly watching = new Watching(this, () => ['session', 'route']);

  override connectedCallback(): void {
    super.connectedCallback();
    void begin();
  }

  override render() {
    const { session } = home;
    if (home.closedHub) return html`<hearth-closed-page></hearth-closed-page>`;
    if (!session) return html`<hearth-connection-banner></hearth-connection-banner>`;
    if (session.setup === 'needed') return html`<hearth-setup-page></hearth-setup-page>`;
    if (!session.resident) return html`<hearth-sign-in-page></hearth-sign-in-page>`;
    const isUnfinished = session.setup === 'recovery-code' && !preferences.isRecoveryPutOff;
    if (isUnfinished || router.route.page === 'recovery') {
      void import('../pages/hearth-recovery-page.js');
      return html`<hearth-recovery-page></hearth-recovery-page>`;
    }
    return html`<hearth-shell></hearth-shell>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-app': HearthApp;
  }
}
