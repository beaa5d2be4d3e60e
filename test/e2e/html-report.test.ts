import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import fc from 'fast-check';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { purl } from '../../src/model/purl.ts';
import type { Report } from '../../src/model/report.ts';
import { visible } from '../../src/reporters/escape-invisible.ts';
import { renderPage } from '../../src/reporters/html/page.ts';
import { contextOf, readReport } from '../golden/context.ts';
import { findChromium, openBrowser } from '../support/browser.ts';
import { hostileReport } from '../support/sinks/reports.ts';

const chromium = findChromium();
let browser: Browser | undefined;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gazetteer-page-'));
  if (chromium === undefined) console.warn('no chromium on the path, and CHROMIUM names none: pages are not looked at');
  else browser = await openBrowser(chromium);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Visit {
  readonly page: Page;
  /** Everything that the page said on the console, and errors of its script. */
  readonly said: readonly string[];
  /** Addresses that were asked for, the page itself first. */
  readonly asked: readonly string[];
}

let pages = 0;

/** The page of a report, as somebody opens it who was sent the file. */
async function visit(context: TestContext, report: Report, options: BrowserContextOptions = {}): Promise<Visit> {
  if (browser === undefined) return context.skip();
  const file = join(folder, `${pages++}.html`);
  writeFileSync(file, renderPage(report, contextOf('releases')));
  const [said, asked]: string[][] = [[], []];
  const opened = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(() => opened.close());
  const page = await opened.newPage();
  page.on('console', (message) => said?.push(message.text()));
  page.on('pageerror', (error) => said?.push(error.message));
  page.on('request', (request) => asked?.push(request.url()));
  page.on('dialog', (dialog) => said?.push(`dialog: ${dialog.message()}`));
  await page.goto(pathToFileURL(file).href);
  return { page, said: said ?? [], asked: asked ?? [] };
}

const whole = readReport('releases');
const [sample] = whole.findings;
if (sample === undefined) throw new Error('the report holds no finding');
const python: Finding = {
  ...sample,
  ruleId: 'young-package',
  severity: 'low',
  package: { purl: purl('pypi', 'six'), ecosystem: 'pypi', name: 'six' },
  location: { ...sample.location, path: 'requirements.txt' },
};
const mixed: Report = { ...whole, findings: [...whole.findings, python] };
const cards = '#cards > article:not([hidden])';

// What runs in the page is text: its globals are not those of the tests.

const unfoldAll = `for (const one of document.querySelectorAll('details')) one.open = true`;

const countFoldedOnPaper = `addEventListener('beforeprint', () => {
  document.title = String(document.querySelectorAll('details:not([open])').length);
})`;

const tryEverything = (origin: string) => `(async () => {
  const found = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => found.push(effectiveDirective));
  const image = document.createElement('img');
  image.src = '${origin}/x.png';
  const script = document.createElement('script');
  script.textContent = 'document.title = "taken"';
  const handler = document.createElement('p');
  handler.setAttribute('onclick', 'document.title = "taken"');
  document.body.append(image, script, handler);
  handler.click();
  await fetch('${origin}/').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 100));
  return found;
})()`;

const countReachable = `[...document.querySelectorAll('a[href], button, select, summary, [tabindex="0"]')]
  .filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length`;

const tellFocus = `(() => {
  const one = document.activeElement ?? document.body;
  const at = one === document.body ? -1 : [...document.querySelectorAll('*')].indexOf(one);
  return [at, getComputedStyle(one).outlineStyle];
})()`;

interface Looked {
  readonly tags: readonly string[];
  readonly handlers: readonly string[];
  readonly protocols: readonly string[];
  readonly messages: readonly string[];
}

const lookAround = `(() => {
  const all = [...document.querySelectorAll('*')];
  return {
    tags: [...new Set(all.map(({ localName }) => localName))],
    handlers: all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on'))),
    protocols: [...document.querySelectorAll('a')].map(({ href }) => new URL(href).protocol),
    messages: [...document.querySelectorAll('.message')].map(({ textContent }) => textContent),
  };
})()`;

const countBroken = `[...document.querySelectorAll('.tile dt')].filter((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return words.getClientRects().length > 1;
}).length`;

describe('the page in a browser', () => {
  it('says nothing on the console and asks for nothing', async (context) => {
    const { page, said, asked } = await visit(context, mixed);
    await page.locator('#unfold').click();
    await page.locator('footer').scrollIntoViewIfNeeded();
    expect(said).toEqual([]);
    expect(asked).toEqual([page.url()]);
  });

  it('would be stopped if it asked, ran or sent anything else', async (context) => {
    const { page } = await visit(context, mixed);
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.end();
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const origin = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
    const denied: readonly string[] = await page.evaluate(tryEverything(origin));
    expect(new Set(denied)).toEqual(new Set(['img-src', 'script-src-elem', 'script-src-attr', 'connect-src']));
    expect(await page.title()).toBe('Failed: dependency audit by Gazetteer');
    expect((await fetch(`${origin}/open`)).status).toBe(200);
    expect(asked).toEqual(['/open']);
  });

  it('filters by rule, severity, ecosystem and file, together, and says how many are left', async (context) => {
    const { page } = await visit(context, mixed);
    const state = async () => [await page.locator(cards).count(), await page.locator('#shown').textContent()];
    expect(await state()).toEqual([5, '5']);
    for (const [key, label, left] of [
      ['rule', 'recent-release', 1],
      ['severity', 'low', 2],
      ['ecosystem', 'npm', 4],
      ['file', 'package-lock.json', 3],
    ] as const) {
      await page.locator(`#by-${key}`).selectOption({ label });
      expect([key, ...(await state())]).toEqual([key, left, String(left)]);
      await page.locator('#reset').click();
      expect(await state()).toEqual([5, '5']);
    }
    await page.locator('#by-severity').selectOption('low');
    await page.locator('#by-ecosystem').selectOption({ label: 'pypi' });
    expect(await page.locator(`${cards} .name`).allTextContents()).toEqual(['six']);
    await page.locator('#by-file').selectOption({ label: 'package.json' });
    expect(await state()).toEqual([0, '0']);
    expect(await page.locator('#no-match').isVisible()).toBe(true);
  });

  it('says everything without its script', async (context) => {
    const { page } = await visit(context, mixed, { javaScriptEnabled: false });
    expect(await page.locator(cards).count()).toBe(5);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    const table = page.locator('#finding-1 table').first();
    expect(await table.isVisible()).toBe(false);
    await page.locator('#finding-1 summary').click();
    expect(await table.isVisible()).toBe(true);
  });

  it('unfolds everything for paper, and folds it again', async (context) => {
    const { page } = await visit(context, mixed);
    await page.evaluate(countFoldedOnPaper);
    const folded = await page.locator('details:not([open])').count();
    await page.pdf({ format: 'A4' });
    expect(await page.title()).toBe('0');
    expect(folded).toBeGreaterThan(5);
    expect(await page.locator('details:not([open])').count()).toBe(folded);
  });

  it('does not scroll sideways, however narrow', async (context) => {
    const { page } = await visit(context, mixed);
    await page.evaluate(unfoldAll);
    for (const width of [320, 380, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  it('writes what is counted on one line, however narrow', async (context) => {
    const { page } = await visit(context, mixed);
    for (const width of [320, 600, 700, 780, 900, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, await page.evaluate(countBroken)]).toEqual([width, 0]);
    }
  });
});

describe('everybody', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  it('can read it in light and dark: axe finds nothing', async (context) => {
    for (const report of [mixed, readReport('incomplete'), readReport('clean'), readReport('model-output')]) {
      const { page } = await visit(context, report);
      await page.evaluate(unfoldAll);
      await page.evaluate(axe);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations, passes }: AxeResults = await page.evaluate('axe.run()');
        expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html])).toEqual([]);
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
      }
    }
  });

  it('reaches all of it by the keyboard, and sees where it is', async (context) => {
    const { page } = await visit(context, mixed);
    const wanted = await page.evaluate(countReachable);
    const outlines = new Set<string>();
    const reached = new Set<number>();
    for (;;) {
      await page.keyboard.press('Tab');
      const [at, outline]: readonly [number, string] = await page.evaluate(tellFocus);
      if (at < 0 || reached.has(at)) break;
      reached.add(at);
      outlines.add(outline);
    }
    expect(reached.size).toBe(wanted);
    expect([...outlines]).toEqual(['solid']);
    await page.locator('#by-severity').focus();
    await page.keyboard.press('l');
    expect(await page.locator(cards).count()).toBe(2);
    await page.locator(`${cards} summary`).first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator(`${cards} details[open]`).count()).toBe(1);
  });
});

describe('a hostile report', () => {
  const samples = fc.sample(hostileReport, { numRuns: 60, seed: 11 });
  const report: Report = {
    ...whole,
    findings: samples.flatMap(({ findings }) => findings),
    suppressed: samples.flatMap(({ suppressed }) => suppressed),
    unverified: samples.flatMap(({ unverified }) => unverified),
    notifications: samples.flatMap(({ notifications }) => notifications),
    coverage: {
      files: samples.flatMap(({ coverage }) => coverage.files),
      skipped: samples.flatMap(({ coverage }) => coverage.skipped),
    },
    stats: { ...whole.stats, hosts: samples.flatMap(({ stats }) => stats.hosts) },
  };
  const foreign = 'img iframe object embed form base frame video audio input textarea link noscript template math';

  it('stays text', async (context) => {
    const { page, said, asked } = await visit(context, report);
    const found: Looked = await page.evaluate(lookAround);
    expect(found.tags.filter((tag) => foreign.split(' ').includes(tag))).toEqual([]);
    expect(found.handlers).toEqual([]);
    expect(new Set(found.protocols)).toEqual(new Set(['https:', 'file:']));
    expect(found.messages.toSorted()).toEqual(report.findings.map(({ message }) => visible(message, 2000)).sort());
    expect(found.messages.length).toBeGreaterThan(100);
    expect(said).toEqual([]);
    expect(asked).toEqual([page.url()]);
  });
});
