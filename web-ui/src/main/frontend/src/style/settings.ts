import { css } from 'lit';

/** What the pages under Safety share: facts in two columns, good and bad news, lists of deeds. */
export const settings = css`
  .facts {
    display: grid;
    grid-template-columns: minmax(8em, auto) minmax(0, 1fr);
    gap: var(--space-2) var(--space-5);
  }
  .facts dt {
    color: var(--ink-soft);
  }
  .facts dd {
    overflow-wrap: anywhere;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .news {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-1) var(--space-3);
    align-items: start;
    padding: var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    background: var(--surface);
    --icon-size: 28px;
  }
  .news > :not(hearth-icon) {
    grid-column: 2;
  }
  .news > hearth-icon {
    grid-row: 1 / span 2;
  }
  .news.good {
    border-color: var(--safe);
    background: var(--safe-soft);
  }
  .news.good > hearth-icon {
    color: var(--safe);
  }
  .news.bad {
    border-color: var(--danger);
    background: var(--danger-soft);
  }
  .news.bad > hearth-icon,
  .bad-words {
    color: var(--danger);
  }
  .news.wait {
    border-color: var(--ember-line);
    background: var(--ember-soft);
  }
  .news.wait > hearth-icon {
    color: var(--ember-ink);
  }
  .good-words {
    color: var(--safe);
    font-weight: 550;
  }
  .rows {
    padding: var(--space-1) var(--space-4);
  }
  .rows > li {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-3) 0;
    overflow-wrap: anywhere;
  }
  .rows > li + li {
    border-top: 1px solid var(--line);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-4);
  }
  .line > :first-child {
    flex: 1 1 14em;
  }
  .rows > li.line {
    display: flex;
  }
  .form {
    display: grid;
    gap: var(--space-3);
    justify-items: start;
  }
  .form > hearth-keep-fields {
    width: 100%;
  }
  .form .field {
    width: 100%;
    max-width: 420px;
  }
  .side-by-side {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    width: 100%;
  }
  .side-by-side .field {
    flex: 1 1 9em;
    width: auto;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: var(--target);
  }
  .check input {
    flex: none;
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: var(--ember);
  }
  code {
    overflow-wrap: anywhere;
  }
  .news > * {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  code,
  pre {
    font: var(--text-1) / 1.5 var(--font-mono);
  }
  pre {
    margin: 0;
    padding: var(--space-3) var(--space-4);
    overflow: auto;
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .steps {
    display: grid;
    gap: var(--space-3);
    padding-left: calc(var(--space-4) + 1.4em);
    list-style: decimal;
  }
  .steps pre {
    margin-top: var(--space-1);
  }
  .tag {
    display: inline-block;
    padding: 1px var(--space-2);
    border-radius: 999px;
    background: var(--surface-sunken);
    color: var(--ink-soft);
    font-size: var(--text-1);
    font-weight: 500;
    white-space: nowrap;
  }
  .tag.good {
    color: var(--safe);
  }
  .tag.bad {
    background: var(--danger-soft);
    color: var(--danger);
  }
`;
