import { css } from 'lit';

/** A row on a phone, a card of fixed height on wider screens; the same parts in both. */
export const deviceCardStyle = css`
  .card {
    position: relative;
    display: grid;
    grid-template:
      'icon name control details'
      'icon line control details'
      'note note note note' / auto minmax(0, 1fr) auto auto;
    align-items: center;
    column-gap: var(--space-3);
    height: 100%;
    padding: var(--space-2) 0 var(--space-2) var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    background: var(--surface);
    box-shadow: var(--shadow-low);
    transition:
      background var(--ease),
      border-color var(--ease);
  }
  .card:hover {
    border-color: var(--line-strong);
  }
  .icon {
    grid-area: icon;
    position: relative;
    display: grid;
    place-items: center;
    width: 42px;
    height: 42px;
    border-radius: 50%;
    background: var(--surface-sunken);
    color: var(--ink-soft);
    transition:
      background var(--ease),
      color var(--ease);
  }
  .name {
    grid-area: name;
    align-self: end;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    font-size: var(--text-2);
    font-weight: 550;
    line-height: 1.3;
    overflow-wrap: anywhere;
    hyphens: auto;
    text-wrap: balance;
  }
  .line {
    grid-area: line;
    align-self: start;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: var(--space-2);
  }
  .value {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-size: var(--text-3);
    font-weight: 650;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .value.long {
    font-size: var(--text-2);
    font-weight: 550;
  }
  .unit {
    color: var(--ink-soft);
    font-size: 0.8em;
    font-weight: 550;
  }
  .more {
    color: var(--ink-soft);
    font-size: var(--text-1);
  }
  .more.sending {
    color: var(--ember-ink);
  }
  .more.confirmed {
    color: var(--safe);
  }
  .control {
    grid-area: control;
  }
  .details {
    grid-area: details;
    position: relative;
    z-index: 1;
    display: grid;
    place-items: center;
    width: var(--target);
    min-height: var(--target);
    border-radius: var(--radius-small);
    color: var(--ink-soft);
  }
  .details:hover {
    color: var(--ink);
  }
  /* Nothing to switch: the whole card opens the device. */
  .opens .details::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  /* No layer of its own: what is pressed on the card has to lie above it. */
  .opens .details {
    position: static;
    z-index: auto;
  }
  .opens .details::after {
    border-radius: var(--radius-large);
  }
  .opens .details:focus-visible {
    outline: none;
  }
  .opens .details:focus-visible::after {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  .opens .control,
  .opens hearth-command-note[failed] {
    position: relative;
    z-index: 1;
  }
  hearth-command-note {
    grid-area: note;
    padding-right: var(--space-3);
  }
  hearth-command-note:not([failed]) {
    position: absolute;
  }
  .wide {
    grid-template:
      'icon name details'
      'icon line details'
      'control control control'
      'note note note' / auto minmax(0, 1fr) auto;
  }
  .wide .control {
    justify-self: end;
    padding-right: var(--space-3);
  }

  .on {
    border-color: var(--ember-line);
    background: var(--ember-soft);
  }
  .on .icon {
    background: var(--ember);
    color: var(--on-ember);
  }
  .danger {
    border-color: var(--danger);
    background: var(--danger-soft);
  }
  .danger .icon {
    background: var(--danger-fill);
    color: var(--on-danger);
  }
  .danger .value {
    color: var(--danger);
  }
  .silent {
    border-style: dashed;
    background: none;
    box-shadow: none;
  }
  .silent .name,
  .silent .value {
    color: var(--ink-soft);
    font-weight: 500;
  }

  @media (min-width: 640px) {
    .card,
    .wide {
      grid-template:
        'icon name details' auto
        'icon more details' minmax(1.5em, auto)
        'foot foot foot' minmax(var(--target), auto)
        'note note note' auto / auto minmax(0, 1fr) auto;
      row-gap: 0;
      align-content: start;
      min-height: 126px;
      padding: var(--space-3) 0 var(--space-3) var(--space-4);
    }
    .icon {
      align-self: start;
    }
    .line {
      display: contents;
    }
    .value {
      grid-area: foot;
      align-self: end;
      padding-top: var(--space-2);
      font-size: var(--text-4);
      letter-spacing: -0.01em;
    }
    .value.long {
      padding-right: var(--space-2);
      font-size: var(--text-3);
    }
    .more {
      grid-area: more;
      align-self: start;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    .silent .more {
      overflow: visible;
      line-height: 1.25;
      white-space: normal;
    }
    .control,
    .wide .control {
      grid-area: foot;
      align-self: end;
      justify-self: end;
      padding-right: var(--space-3);
      margin-bottom: calc(var(--space-1) * -1);
    }
    .details {
      align-self: start;
      margin-top: calc(var(--space-1) * -1);
    }
  }
`;
