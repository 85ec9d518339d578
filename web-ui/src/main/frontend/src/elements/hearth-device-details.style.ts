import { css } from 'lit';

export const deviceDetailsStyle = css`
  .details {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
    max-width: 760px;
  }
  header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--space-3);
  }
  .across {
    grid-column: 1 / -1;
  }
  .folded {
    display: grid;
    gap: var(--space-1);
  }
  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: var(--space-3);
  }
  .standing hearth-device-status {
    flex: 1 1 12em;
    align-self: center;
  }
  .icon {
    display: grid;
    place-items: center;
    width: 56px;
    height: 56px;
    border-radius: 50%;
    background: var(--surface-sunken);
    --icon-size: 30px;
  }
  .who {
    overflow-wrap: anywhere;
  }
  /* The mark follows the last word, however many lines the name takes. */
  .titled h1 {
    display: inline;
  }
  .star[aria-pressed='true'] {
    color: var(--ember-ink);
  }
  .properties,
  .entries {
    padding: var(--space-1) var(--space-4);
  }
  .properties > li + li,
  .entries > li + li {
    border-top: 1px solid var(--line);
  }
`;
