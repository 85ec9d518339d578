// From setup to a flipped lamp, as a person walks it, and a stranger's CoAP server by its address:
//   HEARTH=http://localhost:8080 CODE=7K3M-9QXT LABEL=aB3dE6gH9jK2mN5p STRANGER=127.0.0.1:5700 \
//   BACKUPS=/tmp/backups FRONTEND=web-ui/src/main/frontend SCREENSHOTS=/tmp/shots node walk.mjs
import { must, Story, until } from './story.mjs';

const { HEARTH, CODE, LABEL, STRANGER, BACKUPS } = process.env;
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

/** Whatever waits in the inbox is ignored, is listed as such, and may come again. */
async function ignoredAndTakenBack() {
  await page
    .getByRole('button', { name: /^Ignore / })
    .first()
    .click();
  await page.locator('hearth-notice .notice').waitFor();
  await page.locator('hearth-notice .notice').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Ignored devices' }).click();
  await page
    .getByRole('button', { name: /^Take back / })
    .first()
    .waitFor();
  await story.glance('ignored');
  await page
    .getByRole('button', { name: /^Take back / })
    .first()
    .click();
  await page.getByText('Nothing is ignored').waitFor();
}

await story.step('the printed address shows the setup page', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Welcome to Hearth' }).waitFor();
  await mark();
  await story.look('setup');
});

await story.step(
  'the printed code, a name, a password and one honest choice, without a mouse, make the owner',
  async () => {
    await until('the code field to have the focus', async () => (await focused()).id === 'code');
    await keyboard.type(CODE);
    await keyboard.press('Tab');
    await keyboard.type(name);
    await keyboard.press('Tab');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'After a power cut' }).waitFor();
    await story.glance('power-cut');
    await until('the choice to have the focus', async () =>
      page.getByRole('radio', { name: 'Everything comes back' }).evaluate((it) => {
        it.focus();
        return it.checked;
      }),
    );
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

await story.step('a thermostat is turned up and a blind moved on their cards', async () => {
  const before = (await properties((await device('Living room thermostat')).id)).target;
  await page.getByRole('button', { name: /^Living room thermostat: .*: more$/ }).click();
  await until('it to be warmer', async () => {
    const { target } = await properties((await device('Living room thermostat')).id);
    return target > before;
  });
  // It may have been let down by itself: then the other way is free.
  const { id } = await device('Living room blind');
  const isDown = (await properties(id)).position === 0;
  const way = isDown ? 'Open' : 'Close';
  await page.getByRole('button', { name: `Living room blind: ${way}`, exact: true }).click();
  await until('it to do so', async () => (await properties(id)).position === (isDown ? 100 : 0));
  must(await isSamePage(), 'the page was loaded anew');
  must(new URL(page.url()).pathname === '/', 'what was pressed led elsewhere');
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

await story.step('what a counter counted is drawn as bars, beside states and lines', async () => {
  const { id } = await device('Living room TV plug');
  const climate = await device('Kitchen climate');
  const series = [`${id}~energy~1`, `${id}~on~2`, `${climate.id}~temperature~3`];
  await page.goto(`/history?${series.map((it) => `s=${it}`).join('&')}&span=24h`);
  await mark();
  await page.getByText('Each bar: what was added in an hour.').waitFor();
  await page.locator('hearth-state-bars rect').first().waitFor();
  await story.glance('history');
});

await story.step('how devices are looked for can be read', async () => {
  await goTo('More');
  await page.getByRole('link', { name: 'How devices are looked for' }).click();
  await page.getByRole('heading', { name: 'CoAP' }).waitFor();
  await story.glance('discovery');
});

await story.step('the pairing window opens for two minutes', async () => {
  await goTo('Found devices');
  await page.getByRole('button', { name: 'Open for two minutes' }).click();
  await page.getByText(/Open for [12]:\d\d more/).waitFor();
  await story.glance('pairing');
});

await story.step(
  'a gateway is paired with the code on its label alone, and what is behind it comes in',
  async () => {
    await page.locator('hearth-pair-form').getByLabel('Secret on the label').fill(LABEL);
    await page.getByRole('button', { name: /^Pair / }).click();
    await page.getByRole('heading', { name: 'Fan plug' }).waitFor();
    await page.getByRole('log').getByText('Paired', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Close now' }).click();
    await page.getByRole('button', { name: 'Open for two minutes' }).waitFor();
    await goTo('Activity');
    await page.getByText(`${name} closed the pairing window`).first().waitFor();
  },
);

await story.step('the recovery code is shown once and typed back', async () => {
  await goTo('More');
  await page.getByRole('link', { name: /^Keys/ }).click();
  await page.getByRole('link', { name: 'Show my recovery code' }).click();
  await page.getByRole('heading', { name: 'Your recovery code' }).waitFor();
  await page.getByRole('button', { name: 'Show my recovery code' }).click();
  await page.locator('.the-code span').first().waitFor();
  const code = (await page.locator('.the-code span').allInnerTexts()).join('-');
  must(code.replace(/[^0-9A-Z]/g, '').length >= 26, 'it is shorter than 128 bits');
  must(
    await page.getByAltText('The recovery code as a QR code').evaluate((it) => it.naturalWidth > 0),
    'its QR code is not drawn',
  );
  await story.glance('recovery');
  await page.getByRole('button', { name: 'I have it on paper' }).click();
  await page.getByLabel('Recovery code', { exact: true }).fill(code.toLowerCase());
  await keyboard.press('Enter');
  await page.getByText('It works.').waitFor();
  await page.getByText('Tested', { exact: true }).first().waitFor();
});

await story.step('a backup is made into a folder, and checked', async () => {
  await goTo('More');
  await page.getByRole('link', { name: 'Backups' }).click();
  await page.getByLabel('Folder on the hub').fill(BACKUPS);
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByRole('heading', { name: 'Backed up and checked' }).waitFor();
  await page.getByText('everything in it opened').first().waitFor();
  await story.glance('backups');
});

await story.step('the store is checked and found sound', async () => {
  await goTo('More');
  await page.getByRole('link', { name: 'Health of the store' }).click();
  await page.getByRole('button', { name: 'Check the store' }).click();
  await page.getByRole('heading', { name: 'The store is sound' }).waitFor();
  await story.glance('check');
});

await story.step('the journal is recomputed and nothing was changed', async () => {
  await goTo('More');
  await page.getByRole('link', { name: 'Journal check' }).click();
  await page.getByRole('button', { name: 'Check the journal' }).click();
  await page.getByRole('heading', { name: 'Nothing was changed' }).waitFor();
  await story.glance('journal');
});

await story.step('how long the past is kept is chosen', async () => {
  await goTo('More');
  await page.getByRole('link', { name: 'Storage and the past' }).click();
  await page.getByLabel('Every reading').selectOption({ label: 'A year' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^That holds now/).waitFor();
  const { home } = await rest('/api/v1/retention');
  must(home.raw === 'P365D', `it is kept ${home.raw}`);
  await story.glance('storage');
});

await story.step(
  'the past is locked, the home works, and the password opens it again',
  async () => {
    await goTo('More');
    await page.getByRole('link', { name: /^Keys/ }).click();
    await page.getByText('Tested', { exact: true }).first().waitFor();
    await story.glance('keys');
    await page.getByRole('button', { name: 'Lock the past' }).click();
    await page.getByRole('link', { name: 'Unlock the past' }).waitFor();
    await goTo('Activity');
    await page.getByText('The past is locked', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Unlock the past' }).click();
    await story.glance('unlock');
    await page.getByLabel('Password').fill(password);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'History', level: 1 }).waitFor();
    await goTo('Activity');
    await page.getByText(`${name} unlocked the past`).first().waitFor();
  },
);

await story.step('the past of one device is forgotten for good', async () => {
  const path = devicePath(await device('Kitchen lamp'));
  await page.goto(path);
  await mark();
  await page.getByText('Its past', { exact: true }).click();
  await page.getByRole('button', { name: 'Forget its past' }).click();
  await page.getByRole('button', { name: 'Delete for ever' }).click();
  await page.getByRole('heading', { name: 'The past of Kitchen lamp is gone' }).waitFor();
  await story.glance('forgotten');
});

await story.step(
  'a stranger’s CoAP server is ignored, taken back and added by its address',
  async () => {
    await goTo('More');
    await page.getByRole('link', { name: 'Add by address' }).click();
    await page.getByLabel('Address').fill(STRANGER);
    await story.look('add');
    await page.getByLabel('Address').fill(STRANGER);
    await page.getByRole('button', { name: 'Look for it' }).click();
    await page.getByRole('link', { name: 'See found devices' }).click();
    await ignoredAndTakenBack();
    await goTo('Found devices');
    await page.getByRole('link', { name: /Add it by address/ }).click();
    await page.getByLabel('Address').fill(STRANGER);
    await page.getByRole('button', { name: 'Look for it' }).click();
    await page.getByRole('link', { name: 'See found devices' }).click();
    const entry = page.locator('hearth-inbox-entry').filter({ hasText: STRANGER });
    await entry.getByLabel('Name').fill('The stranger');
    await page.getByRole('button', { name: 'Add The stranger' }).click();
    await page.getByText(/The stranger is /).waitFor();
  },
);

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
