// Takes pictures of every page and asks axe about each: `npm run preview &`, then
// `npm run look -- http://localhost:4173 [picture name…]`. Pictures land in dev/shots/; with
// BRIEFLY=1 only two of the four shapes.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [base = 'http://localhost:4173', ...only] = process.argv.slice(2);
const shots = new URL('./shots/', import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const api = async (path, body = {}) =>
  fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const uuid = (n) => `6f1c1c6e-8d3c-4f0e-9d3b-${String(n).padStart(12, '0')}`;
const urn = (n) => `urn:uuid:${uuid(n)}`;
const compare = `/history?${new URLSearchParams([
  ['s', `${urn(8)}~temperature~1`],
  ['s', `${urn(2)}~target~2`],
  ['s', `${urn(14)}~power~3`],
  ['s', `${urn(6)}~open~4`],
  ['span', '24h'],
])}`;

const pages = {
  setup: { path: '/#code=7K3M-9QXT', before: () => api('/dev/reset') },
  'power-cut': {
    path: '/#code=7K3M-9QXT',
    act: async (page) => {
      await page.getByLabel('Your name').fill('Anna');
      await page.getByLabel('Password', { exact: true }).fill('correct horse');
      await page.keyboard.press('Enter');
    },
  },
  recovery: {
    path: '/',
    before: () =>
      api('/api/v1/setup', { code: '7K3M-9QXT', name: 'Anna', password: 'correct horse' }),
    act: (page) => page.getByRole('button', { name: 'Show my recovery code' }).click(),
  },
  'recovery-asked': {
    path: '/',
    act: async (page) => {
      await page.getByRole('button', { name: 'Show my recovery code' }).click();
      await page.getByRole('button', { name: 'I have it on paper' }).click();
    },
  },
  postponed: {
    path: '/more',
    act: async (page) => {
      await page.getByRole('button', { name: 'Remind me later' }).click();
      await page.getByRole('button', { name: 'Remind me', exact: true }).click();
    },
    after: () => api('/dev/finished'),
  },
  home: { path: '/' },
  keys: {
    path: '/keys',
    act: (page) => page.getByRole('button', { name: 'Test Password of Anna' }).click(),
  },
  password: { path: '/password' },
  backups: { path: '/backups' },
  storage: { path: '/storage' },
  journal: {
    path: '/journal',
    act: (page) => page.getByRole('button', { name: 'Check the journal' }).click(),
  },
  check: {
    path: '/check',
    act: async (page) => {
      await page.getByRole('button', { name: 'Check the store' }).click();
      await page.waitForTimeout(2500);
    },
  },
  discovery: {
    path: '/discovery',
    act: (page) => page.locator('summary').first().click(),
  },
  pairing: {
    path: '/inbox',
    before: () => api('/api/v1/pairing'),
    after: () => fetch(`${base}/api/v1/pairing`, { method: 'DELETE' }),
  },
  locked: { path: `/devices/${uuid(1)}`, before: () => api('/api/v1/lock') },
  unlock: { path: '/unlock' },
  'activity-locked': {
    path: '/activity',
    after: () => api('/api/v1/unlock', { passphrase: 'correct horse' }),
  },
  past: {
    path: `/devices/${uuid(4)}`,
    act: async (page) => {
      await page.getByText('Its past', { exact: true }).click();
    },
  },
  forget: {
    path: `/devices/${uuid(4)}`,
    act: async (page) => {
      await page.getByText('Its past', { exact: true }).click();
      await page.getByRole('button', { name: 'Forget its past' }).click();
      await page.getByRole('button', { name: 'Delete for ever' }).click();
    },
  },
  week: {
    path: `/history?${new URLSearchParams([
      ['s', `${urn(4)}~energy~1`],
      ['s', `${urn(8)}~temperature~2`],
      ['s', `${urn(2)}~mode~3`],
      ['s', `${urn(6)}~open~4`],
      ['span', '7d'],
    ])}`,
  },
  inbox: { path: '/inbox' },
  ignored: {
    path: '/ignored',
    before: () => fetch(`${base}/api/v1/inbox/found-4`, { method: 'DELETE' }),
  },
  action: {
    path: `/devices/${uuid(14)}`,
    act: (page) => page.getByRole('button', { name: 'Heat up: Start' }).click(),
  },
  unproven: {
    path: `/devices/${uuid(10)}`,
    act: (page) => page.locator('hearth-device-details hearth-unproven button').click(),
  },
  lamp: { path: `/devices/${uuid(1)}` },
  thermostat: { path: `/devices/${uuid(2)}` },
  window: { path: `/devices/${uuid(6)}` },
  offline: { path: `/devices/${uuid(15)}` },
  time: { path: `/devices/${uuid(16)}` },
  devices: { path: '/devices' },
  history: { path: compare },
  activity: { path: '/activity' },
  more: { path: '/more' },
  rooms: { path: '/rooms' },
  room: { path: '/rooms/room-1' },
  add: { path: '/add' },
  nowhere: { path: '/nowhere' },
  fails: {
    path: '/',
    act: async (page) => {
      await page.getByRole('switch', { name: 'Ceiling light' }).click();
      await page.getByRole('switch', { name: 'Bedside lamp' }).click();
      await page.waitForTimeout(2600);
      await page.getByRole('switch', { name: 'Television plug' }).click();
      await page.waitForTimeout(100);
    },
  },
  alarm: { path: '/', before: () => api('/dev/alarm'), after: () => api('/dev/calm') },
  lost: {
    path: '/',
    act: async (page) => {
      await api('/dev/break');
      await page.waitForTimeout(3500);
    },
    afterEach: () => api('/dev/mend'),
  },
  signin: {
    path: '/',
    before: () => fetch(`${base}/api/v1/session`, { method: 'DELETE' }),
    after: () => api('/api/v1/session', { name: 'Anna', password: 'correct horse' }),
  },
};

const shapes = [
  [390, 844, 'light'],
  [1440, 900, 'dark'],
  ...(process.env.BRIEFLY
    ? []
    : [
        [1440, 900, 'light'],
        [390, 844, 'dark'],
      ]),
];
let troubles = 0;
if (only.length > 0) await api('/api/v1/session', { name: 'Anna', password: 'correct horse' });
for (const [name, { path, before, act, afterEach, after }] of Object.entries(pages)) {
  if (only.length > 0 && !only.includes(name)) continue;
  await before?.();
  for (const [width, height, scheme] of shapes) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      hasTouch: width < 500,
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      const isWanted =
        /423|Failed to load resource/.test(message.text()) ||
        (act && message.text().startsWith('Failed to load resource'));
      if (!isWanted && ['error', 'warning'].includes(message.type()))
        (console.log(`${name}: ${message.text()}`), troubles++);
    });
    page.on('pageerror', (error) => (console.log(`${name}: ${error.stack}`), troubles++));
    await page.goto(base + path);
    await page.waitForTimeout(900);
    await act?.(page);
    if (act) await page.waitForTimeout(500);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) (console.log(`${name} ${width}: ${overflow}px too wide`), troubles++);
    await page.screenshot({
      path: `${shots}${name}-${width}-${scheme}.png`,
      fullPage: !['alarm', 'lost'].includes(name),
    });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, help, nodes } of violations) {
      troubles++;
      console.log(`${name} ${width} ${scheme}: ${id}: ${help} (${nodes.length})`);
      for (const node of nodes.slice(0, 3))
        console.log(
          `   ${node.target.flat().join(' > ')}: ${node.failureSummary.split('\n').slice(1, 3).join(' ').trim()}`,
        );
    }
    await context.close();
    await afterEach?.();
  }
  await after?.();
}
await browser.close();
console.log(troubles === 0 ? 'Nothing to complain about.' : `${troubles} complaints.`);
process.exitCode = troubles === 0 ? 0 : 1;
