import { css } from 'lit';

/** What every element of ours starts from. */
export const base = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--text-5);
    font-weight: 650;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  h2 {
    font-size: var(--text-3);
    font-weight: 650;
    line-height: 1.3;
  }
  a {
    color: var(--ember-ink);
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  /* A place where something may be said takes none until it is. */
  [role='alert']:empty,
  [role='status']:empty {
    position: absolute;
  }
  .soft {
    color: var(--ink-soft);
  }
  .small {
    font-size: var(--text-1);
  }
  .figure {
    font-variant-numeric: tabular-nums;
  }
  .for-readers {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Buttons and fields. */
export const controls = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: var(--space-2) var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
    transition:
      background var(--ease),
      border-color var(--ease);
  }
  .button:hover {
    border-color: var(--line-strong);
  }
  .button:disabled {
    color: var(--ink-soft);
    background: var(--surface-sunken);
    border-color: transparent;
    cursor: default;
  }
  .button.primary:not(:disabled) {
    border-color: transparent;
    background: var(--ember);
    color: var(--on-ember);
  }
  .button.primary:not(:disabled):hover {
    background: color-mix(in oklch, var(--ember) 90%, var(--ink));
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--ink-soft);
  }
  .button.quiet:hover {
    background: var(--surface-sunken);
    color: var(--ink);
  }
  .button.danger {
    border-color: transparent;
    background: var(--danger-fill);
    color: var(--on-danger);
  }
  .button.quiet-danger {
    border-color: transparent;
    background: transparent;
    color: var(--danger);
  }
  .button.quiet-danger:hover {
    background: var(--danger-soft);
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    width: var(--target);
    height: var(--target);
    border: 0;
    border-radius: 50%;
    background: transparent;
    color: var(--ink-soft);
    cursor: pointer;
  }
  .icon-button:hover {
    background: var(--surface-sunken);
    color: var(--ink);
  }
  .text-button {
    min-height: 32px;
    padding: 0 var(--space-1);
    border: 0;
    background: none;
    color: var(--ember-ink);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
    cursor: pointer;
  }
  .field {
    display: grid;
    gap: var(--space-1);
  }
  .field > label,
  .field > .label {
    font-size: var(--text-1);
    font-weight: 600;
    color: var(--ink-soft);
  }
  .input,
  select.input {
    width: 100%;
    min-width: 0;
    min-height: var(--target);
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font-size: 1rem;
  }
  .input:hover {
    border-color: var(--ink-soft);
  }
  .input[aria-invalid='true'] {
    border-color: var(--danger);
  }
  .hint {
    font-size: var(--text-1);
    color: var(--ink-soft);
  }
  .error {
    color: var(--danger);
    font-weight: 550;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  progress {
    width: 100%;
    height: 8px;
    border: 0;
    border-radius: 4px;
    overflow: hidden;
    appearance: none;
    background: var(--surface-sunken);
  }
  progress::-webkit-progress-bar {
    background: var(--surface-sunken);
  }
  progress::-webkit-progress-value {
    background: var(--ember);
  }
  progress::-moz-progress-bar {
    background: var(--ember);
  }
`;

/** The frame that all pages share. */
export const page = css`
  .page {
    display: grid;
    gap: var(--space-5);
    align-content: start;
    max-width: 1180px;
    margin: 0 auto;
    padding: var(--space-5) var(--space-4) var(--space-6);
  }
  .page.narrow > * {
    max-width: 760px;
  }
  .head {
    display: grid;
    gap: var(--space-1);
  }
  .head p {
    color: var(--ink-soft);
    max-width: 62ch;
  }
  .panel {
    padding: var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    background: var(--surface);
    box-shadow: var(--shadow-low);
  }
  section {
    display: grid;
    gap: var(--space-3);
  }
  @media (min-width: 900px) {
    .page {
      padding: var(--space-6) var(--space-6) var(--space-7);
    }
  }
`;
