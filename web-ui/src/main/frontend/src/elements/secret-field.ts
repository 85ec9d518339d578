import { html } from 'lit';
import type { LabelSecret } from '../api/types.js';

/** A field for what stands on a label: no browser keeps it, capitalises it or corrects it. */
export function secretField(name: string, label: string, most: number) {
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      name=${name}
      class="input secret"
      maxlength=${most}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
    />
  </div>`;
}

/** What was typed into such fields, named `secret` and `name`; sent by a button `another`, as a new one. */
export function labelOf(event: SubmitEvent): LabelSecret {
  const typed = new FormData(event.target as HTMLFormElement);
  const secret = String(typed.get('secret') ?? '').trim();
  const name = String(typed.get('name') ?? '').trim();
  const another = (event.submitter as HTMLButtonElement | null)?.name === 'another';
  return { secret, ...(name ? { name } : {}), ...(another ? { another } : {}) };
}
