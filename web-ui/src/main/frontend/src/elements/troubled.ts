import { html, nothing } from 'lit';

/**
 * What did not happen, and why; `''` for nothing. The place is there before its words are, or
 * screen readers would not read them out, and takes no room until then.
 */
export function troubled(trouble: string, size: 'small' | '' = '') {
  const words = trouble ? html`<p class="error ${size}">${trouble}</p>` : nothing;
  return html`<div role="alert">${words}</div>`;
}
