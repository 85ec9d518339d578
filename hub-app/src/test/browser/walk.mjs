// From setup to a flipped lamp, as a person walks it, and a stranger's CoAP server by its address:
//   HEARTH=http://localhost:8080 CODE=7K3M-9QXT STRANGER=127.0.0.1:5700 \
//   FRONTEND=web-ui/src/main/frontend SCREENSHOTS=/tmp/shots node walk.mjs
import { must, Story, until } from './story.mjs';

const { HEARTH, CODE, STRANGER } = process.env;
const name = 'Ada Lovelace';
const password = 'correct horse';

const story = await Story.begin(HEARTH);
const { page } = story;
const { keyboard } = page;

/** What the REST API answers to the person who is signed in here. */
const rest = (path) =>
  page.evaluate(async (it) => {
    const answer = await fetch(it, { headers: { Accept: 'application/json' } });
    return answer.ok ? answer.json() : undefined;
  }, path);
const device = async (title) => (await rest('/api/v1/devices')).find((it) => it.title === title);
const properties = (id) => rest(`/things/${id}/properties`);
const devicePath = ({ id }) => `/devices/${id.replace('urn:uuid:', '')}`;
/** Goes there by a link of this page, as nobody reloads a page by hand. */
const goTo = (place) =>
  page.getByRole('navigation').getByRole('link', { name: place }).first().click();
/** A mark that a reload would wipe. */
const mark = () => page.evaluate(() => (globalThis.neverReloaded = true));
const isSamePage = () => page.evaluate(() => globalThis.neverReloaded === true);
/** What has the focus, also inside of elements of our own. */
const focused = () =>
  page.evaluate(() => {
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    return {
      role: it?.getAttribute('role'),
      label: it?.getAttribute('aria-label') ?? '',
      id: it?.id,
    };
  });
/** Flips the switch with that name by whatever way, and sees that the device did it. */
async function flips(title, property, way) {
  const { id } = await device(title);
  const before = (await properties(id))[property];
  must(typeof before === 'boolean', `${title} has no state, but ${before}`);
  await way();
  await page.getByText('Done', { exact: true }).first().waitFor();
  const after = (await properties(id))[property];
  must(after === !before, `${title} was ${before} and is ${after}`);
  await until('the switch to show it', async () => {
    const shown = await page.getByRole('switch', { name: await switchName(title) }).first();
    return (await shown.getAttribute('aria-checked')) === String(after);
  });
  return after;
}
/** On its own page a switch is called as its property, elsewhere as its device. */
const switchName = async (title) => (page.url().includes('/devices/') ? 'On' : title);

await story.step('the printed address shows the setup page', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Welcome to Hearth' }).waitFor();
  await mark();
  await story.look('setup');
});

await story.step(
  'the printed code, a name and a password, typed without a mouse, make the owner',
  async () => {
    await until('the code field to have the focus', async () => (await focused()).id === 'code');
    await keyboard.type(CODE);
    await keyboard.press('Tab');
    await keyboard.type(name);
    await keyboard.press('Tab');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await page
      .getByText(/devices? found/)
      .first()
      .waitFor();
  },
);

await story.step('devices come in by themselves', async () => {
  await goTo('Found devices');
  const entries = page.locator('hearth-inbox-entry');
  await until('21 devices', async () => (await entries.count()) >= 21);
  must(await isSamePage(), 'the page was loaded anew');
  await story.look('inbox');
});

await story.step('one is added under a name and a room of its own', async () => {
  const entry = page.getByRole('article', { name: 'Hallway lamp', exact: true });
  await entry.getByLabel('Name').fill('Reading lamp');
  await entry.getByLabel('Room').fill('Library');
  await page.getByRole('button', { name: 'Add Reading lamp' }).click();
  await page.getByText('Reading lamp is now in Library.').waitFor();
  const added = await device('Reading lamp');
  must(added?.room?.title === 'Library', 'it stands elsewhere');
});

await story.step('all others are added at once', async () => {
  await page.getByRole('button', { name: /^Add all \d+$/ }).click();
  await page.getByText(/^\d+ devices are part of your home now\.$/).waitFor();
  must((await rest('/api/v1/devices')).length >= 21, 'not all are devices now');
});

await story.step('the home shows them by room', async () => {
  await goTo('Home');
  const cards = page.locator('hearth-device-card');
  await until('21 cards', async () => (await cards.count()) >= 21);
  for (const room of ['Kitchen', 'Living room', 'Bedroom', 'Bathroom', 'Hallway', 'Library'])
    await page.getByRole('heading', { name: room, exact: true }).waitFor();
  await until('a value on every card', async () => {
    const values = await page.locator('hearth-device-card .value').allInnerTexts();
    return values.every((it) => it !== 'No value yet');
  });
  await story.look('home');
});

await story.step('a value changes before the eyes', async () => {
  const values = page.locator('hearth-device-card .value');
  const before = (await values.allInnerTexts()).join('|');
  await until('a value to change', async () => (await values.allInnerTexts()).join('|') !== before);
  must(await isSamePage(), 'the page was loaded anew');
});

await story.step('the chart of a thermometer is drawn', async () => {
  await page.getByRole('link', { name: 'Kitchen climate: details' }).click();
  await page.getByRole('heading', { name: 'Kitchen climate', level: 1 }).waitFor();
  const canvas = page.locator('hearth-line-chart canvas');
  await canvas.waitFor();
  await until('a coloured line', () =>
    canvas.evaluate((it) => {
      const copy = new OffscreenCanvas(it.width, it.height).getContext('2d', {
        willReadFrequently: true,
      });
      copy.drawImage(it, 0, 0);
      const { data } = copy.getImageData(0, 0, it.width, it.height);
      let coloured = 0;
      for (let i = 0; i < data.length; i += 4) {
        const [red, green, blue, opaque] = data.slice(i, i + 4);
        if (opaque > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 50)
          coloured++;
      }
      return coloured > 20;
    }),
  );
  await story.look('climate');
});

await story.step('a lamp is flipped and says that it did it', async () => {
  await goTo('Home');
  await page.getByRole('link', { name: 'Kitchen lamp: details' }).click();
  await page.getByRole('heading', { name: 'Kitchen lamp', level: 1 }).waitFor();
  const isOn = await flips('Kitchen lamp', 'on', () =>
    page.getByRole('switch', { name: 'On', exact: true }).click(),
  );
  await page
    .getByText(`${name} turned ${isOn ? 'on' : 'off'} Kitchen lamp`)
    .first()
    .waitFor();
});

await story.step('its past is drawn as a bar with both states', async () => {
  const spans = page.locator('hearth-state-bars rect');
  await page.reload();
  await mark();
  await until('two states in the bar', async () => (await spans.count()) >= 2);
  await story.look('device');
});

await story.step('the activity says who did it', async () => {
  await goTo('Activity');
  await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor();
  await page.getByText(`${name} turned on Kitchen lamp`).first().waitFor();
  await page.getByText(`${name} became the owner of this home`).first().waitFor();
  await story.look('activity');
});

await story.step('a stranger’s CoAP server is added by its address', async () => {
  await goTo('More');
  await page.getByRole('link', { name: 'Add by address' }).click();
  await page.getByLabel('Address').fill(STRANGER);
  await story.look('add');
  await page.getByLabel('Address').fill(STRANGER);
  await page.getByRole('button', { name: 'Look for it' }).click();
  await page.getByRole('link', { name: 'See found devices' }).click();
  const entry = page.locator('hearth-inbox-entry').filter({ hasText: STRANGER });
  await entry.getByLabel('Name').fill('The stranger');
  await page.getByRole('button', { name: 'Add The stranger' }).click();
  await page.getByText(/The stranger is /).waitFor();
});

await story.step('its time ticks on the page and in the REST API', async () => {
  const stranger = await device('The stranger');
  await goTo('Devices');
  await page
    .getByRole('link', { name: /The stranger/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'The stranger', level: 1 }).waitFor();
  await mark();
  const shown = page.getByRole('group', { name: 'Internal Clock' }).locator('.value');
  const seen = new Set();
  await until('three different times', async () => seen.add(await shown.innerText()).size >= 3);
  must(await isSamePage(), 'the page was loaded anew');
  await page.getByText(/^Online/).waitFor();
  const told = (await properties(stranger.id)).time;
  must(/\d\d:\d\d:\d\d/.test(told), `its time is ${told}`);
  await story.look('stranger');
});

await story.step('signing out shows the sign-in page', async () => {
  await goTo('More');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Welcome home' }).waitFor();
  await story.look('sign-in');
});

await story.step('with the keyboard alone a person signs in', async () => {
  await page.goto('/');
  await until('the name field to have the focus', async () => (await focused()).id === 'name');
  await keyboard.type(name);
  await keyboard.press('Tab');
  await keyboard.type(password);
  await keyboard.press('Enter');
  await page.locator('hearth-device-card').first().waitFor();
});

await story.step('and flips a lamp', async () => {
  let tabs = 0;
  for (
    let on = await focused();
    on.role !== 'switch' || on.label !== 'Kitchen lamp';
    on = await focused()
  ) {
    must(tabs++ < 150, 'the lamp cannot be reached with Tab');
    await keyboard.press('Tab');
  }
  await flips('Kitchen lamp', 'on', () => keyboard.press('Space'));
});

await story.end();
