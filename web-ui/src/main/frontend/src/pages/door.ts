import { css } from 'lit';

/** The look of the two pages before the home: setting up and signing in. */
export const door = css`
  main {
    display: grid;
    place-content: center;
    grid-template-columns: minmax(0, 420px);
    min-height: 100dvh;
    padding: var(--space-5) var(--space-4);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    margin-bottom: var(--space-5);
    font-size: var(--text-4);
    font-weight: 700;
    letter-spacing: -0.02em;
    --icon-size: 40px;
  }
  h1 + p {
    margin-top: var(--space-2);
    color: var(--ink-soft);
  }
  form {
    display: grid;
    gap: var(--space-4);
  }
  form,
  .form {
    margin-top: var(--space-5);
  }
  .step {
    margin-bottom: var(--space-1);
    color: var(--ink-soft);
    font-size: var(--text-1);
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: var(--target);
    margin-top: calc(var(--space-2) * -1);
  }
  .check input {
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: var(--ember);
  }
  .code {
    font-family: var(--font-mono);
    letter-spacing: 0.06em;
    text-transform: uppercase;
  }
`;
