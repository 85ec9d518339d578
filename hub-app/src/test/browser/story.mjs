// A browser, the steps of a story told to standard output one JSON object a line, and what every
// page of it must hold: no complaint in the console, none by axe, and a picture in each shape.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { FRONTEND, SCREENSHOTS, CHROMIUM = '/usr/bin/chromium' } = process.env;
const frontend = createRequire(join(FRONTEND, 'package.json'));
const { chromium } = frontend('playwright-core');
const axe = readFileSync(frontend.resolve('axe-core/axe.min.js'), 'utf8');

const patience = 60_000;
const phone = [390, 844];
const desk = [1440, 900];

export class Story {
  #browser;
  #complaints = [];
  page;

  static async begin(base) {
    const story = new Story();
    mkdirSync(SCREENSHOTS, { recursive: true });
    story.#browser = await chromium.launch({
      executablePath: CHROMIUM,
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
    const context = await story.#browser.newContext({
      baseURL: base,
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(patience);
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    story.page = await context.newPage();
    story.page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        story.#complaints.push(`console: ${message.text()}`);
    });
    story.page.on('pageerror', (error) => story.#complaints.push(`page: ${error.stack}`));
    return story;
  }

  /** One sentence of the story; the first that is not true ends it. */
  async step(sentence, act) {
    const started = Date.now();
    try {
      await act();
      if (this.#complaints.length > 0) throw new Error(this.#complaints.join('\n'));
      tell({ step: sentence, ok: true, ms: Date.now() - started });
    } catch (failure) {
      tell({ step: sentence, ok: false, said: String(failure?.stack ?? failure) });
      await this.page
        .screenshot({ path: join(SCREENSHOTS, 'failed.png'), fullPage: true })
        .catch(() => {});
      await this.end();
      process.exit(1);
    }
  }

  /** Pictures of this page on a phone and a desk, by day and by night, and axe's word on each. */
  look(name) {
    return this.#picture(name, [
      [phone, 'light'],
      [desk, 'light'],
      [phone, 'dark'],
      [desk, 'dark'],
    ]);
  }

  /** The same in two of the four shapes, for a page made of parts that others show in all. */
  glance(name) {
    return this.#picture(name, [
      [phone, 'light'],
      [desk, 'dark'],
    ]);
  }

  async #picture(name, shapes) {
    const { page } = this;
    const found = [];
    await page.locator('hearth-notice .notice').waitFor({ state: 'detached' });
    for (const [[width, height], colorScheme] of shapes) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.evaluate(() => scrollTo(0, 0));
      await settled(page);
      await page.screenshot({
        path: join(SCREENSHOTS, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) found.push(`${name} at ${width}: ${overflow} px too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run({ resultTypes: ['violations'] }),
      );
      for (const { id, impact, help, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        const where = nodes.slice(0, 3).map((node) => node.target.flat().join(' > '));
        found.push(`${name} at ${width}, ${colorScheme}: ${id}: ${help}: ${where.join('; ')}`);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: desk[0], height: desk[1] });
    if (found.length > 0) throw new Error(found.join('\n'));
  }

  async end() {
    await this.#browser.close();
  }
}

/** Two frames after the last change of layout, when fonts are there. */
async function settled(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
}

/** Asks again until it is so. */
export async function until(what, holds, within = patience) {
  const end = Date.now() + within;
  for (;;) {
    const result = await holds();
    if (result) return result;
    if (Date.now() > end) throw new Error(`waited ${within / 1000} s for ${what}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

export function must(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
