import { mdiStar, mdiStarOutline } from '@mdi/js';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { hub } from '../api/hub.js';
import { sentenceOf } from '../api/problem.js';
import type { Device } from '../api/types.js';
import { essentialsOf } from '../model/main-value.js';
import { actionsOf, eventsOf, propertiesOf } from '../model/thing.js';
import { home, notices, preferences, router } from '../state/app.js';
import { Watching } from '../state/watching.js';
import { base, controls, page } from '../style/base.js';
import { iconOfKind } from '../style/kind-icons.js';
import { text } from '../text/text.js';
import { deviceDetailsStyle } from './hearth-device-details.style.js';
import './hearth-activity-item.js';
import './hearth-confirm.js';
import type { HearthConfirm } from './hearth-confirm.js';
import './hearth-device-about.js';
import './hearth-device-action.js';
import './hearth-device-edit.js';
import './hearth-device-events.js';
import './hearth-device-history.js';
import './hearth-device-login.js';
import './hearth-device-past.js';
import './hearth-device-proof.js';
import './hearth-device-status.js';
import './hearth-device-units.js';
import './hearth-icon.js';
import './hearth-property.js';
import './hearth-unproven.js';
import { troubled } from './troubled.js';

const latelyShown = 5;

/** Everything about one device. */
@customElement('hearth-device-details')
export class HearthDeviceDetails extends LitElement {
  static override styles = [base, controls, page, deviceDetailsStyle];

  @property() deviceId = '';
  @state() private isEditing = false;
  @state() private trouble = '';
  @query('hearth-confirm') private confirm!: HearthConfirm;
  readonly watching = new Watching(this, () => [
    'devices',
    'activity',
    'preferences',
    'vault',
    'session',
  ]);

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('deviceId')) {
      this.isEditing = false;
      this.trouble = '';
    }
  }

  override render() {
    const device = home.devices.get(this.deviceId);
    if (!device) {
      return html`<div class="head">
        <h1 tabindex="-1">${text.device.goneTitle}</h1>
        <p>${text.device.gone}</p>
        <p><a href="/devices">${text.device.all}</a></p>
      </div>`;
    }
    return html`<div class="details">
      ${this.#head(device)} ${this.#now(device)}
      ${
        eventsOf(device).length > 0
          ? html`<hearth-device-events .device=${device}></hearth-device-events>`
          : nothing
      }
      <hearth-device-history .device=${device}></hearth-device-history>
      ${this.#lately(device)}
      <div class="folded">
        ${
          home.isOwner
            ? html`<hearth-device-past
                .device=${device}
                @erased=${() => this.renderRoot.querySelector('hearth-device-history')?.again()}
              ></hearth-device-past>`
            : nothing
        }
        ${
          home.isOwner
            ? html`<hearth-device-login .device=${device}></hearth-device-login>
                <hearth-device-proof .device=${device}></hearth-device-proof>`
            : nothing
        }
        <hearth-device-units .device=${device}></hearth-device-units>
        <hearth-device-about .device=${device}></hearth-device-about>
      </div>
      <div>
        <button class="button quiet-danger" @click=${() => void this.#remove(device)}>
          ${text.device.remove}
        </button>
        ${troubled(this.trouble)}
      </div>
      <hearth-confirm
        .question=${text.device.removeAsk(device.title)}
        .consequence=${text.device.removeWhat}
        .yes=${text.device.removeYes}
        .no=${text.device.removeNo}
      ></hearth-confirm>
    </div>`;
  }

  #head(device: Device) {
    const isFavourite = preferences.isFavourite(device.id);
    return html`<header>
      <span class="icon"
        ><hearth-icon .path=${iconOfKind(essentialsOf(device).kind)}></hearth-icon
      ></span>
      <div class="who">
        <div class="titled">
          <h1 tabindex="-1">${device.title}</h1>
          ${
            device.authenticated
              ? nothing
              : html`<hearth-unproven .of=${device.title}></hearth-unproven>`
          }
        </div>
        <p class="soft">${device.room?.title ?? text.home.noRoom}</p>
      </div>
      <button
        class="icon-button star"
        aria-pressed=${isFavourite}
        aria-label=${text.device.favourite}
        title=${isFavourite ? text.device.favouriteOn : text.device.favourite}
        @click=${() => preferences.toggleFavourite(device.id)}
      >
        <hearth-icon .path=${isFavourite ? mdiStar : mdiStarOutline}></hearth-icon>
      </button>
      <div class="across standing">
        <hearth-device-status .status=${device.status}></hearth-device-status>
        ${
          this.isEditing
            ? nothing
            : html`<button class="button" @click=${() => (this.isEditing = true)}>
                ${text.device.edit}
              </button>`
        }
      </div>
      ${
        this.isEditing
          ? html`<hearth-device-edit
              class="across"
              .device=${device}
              @done=${() => (this.isEditing = false)}
            ></hearth-device-edit>`
          : nothing
      }
    </header>`;
  }

  #now(device: Device) {
    const { main } = essentialsOf(device);
    const properties = [...propertiesOf(device)].sort(
      (a, b) => Number(b === main) - Number(a === main),
    );
    const actions = actionsOf(device);
    if (properties.length === 0 && actions.length === 0) return nothing;
    return html`<section aria-label=${text.device.now}>
      <ul class="panel properties">
        ${properties.map(
          (it) =>
            html`<li>
              <hearth-property
                ?main=${it === main}
                .device=${device}
                .property=${it}
              ></hearth-property>
            </li>`,
        )}
        ${actions.map(
          (it) =>
            html`<li>
              <hearth-device-action .device=${device} .action=${it}></hearth-device-action>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #lately(device: Device) {
    const entries = home.activity.filter((it) => it.thing?.id === device.id).slice(0, latelyShown);
    return html`<section>
      <h2>${text.device.activity}</h2>
      ${
        home.isPastLocked
          ? html`<p class="soft">
              ${text.locked.title}. <a href="/unlock">${text.locked.unlock}</a>
            </p>`
          : entries.length === 0
            ? html`<p class="soft">${text.device.nothingLately}</p>`
            : html`<ul class="panel entries">
                ${entries.map(
                  (it) =>
                    html`<li>
                      <hearth-activity-item unlinked .entry=${it}></hearth-activity-item>
                    </li>`,
                )}
              </ul>`
      }
    </section>`;
  }

  async #remove(device: Device): Promise<void> {
    if (!(await this.confirm.ask())) return;
    this.trouble = '';
    try {
      await hub.removeDevice(device.id);
      home.apply({ name: 'device-removed', data: { id: device.id } });
      router.go('/devices', { replace: true });
      notices.say(text.device.removed(device.title));
    } catch (failure) {
      this.trouble = sentenceOf(failure);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hearth-device-details': HearthDeviceDetails;
  }
}
