import { html } from 'lit';

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
