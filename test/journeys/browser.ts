import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Debian, Ubuntu and Google's packages put a browser; the system's own is preferred. */
const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real headless browser: the system's, else the one that `@sparticuz/chromium` brings through npm. */
export async function openBrowser(): Promise<Browser> {
  const system = SYSTEM_BROWSERS.find((path) => existsSync(path));
  const packaged = async () => (await import('@sparticuz/chromium')).default.executablePath();
  return chromium.launch({
    executablePath: system ?? (await packaged()),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type ReaderLanguage = 'zh-CN' | 'en-GB';

/** A visitor with a fresh profile; collects what must stay empty: page errors and requests to foreign hosts. */
export async function newVisitor(
  browser: Browser,
  origin: string,
  { language = 'zh-CN', phone = false }: { language?: ReaderLanguage; phone?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    isMobile: phone,
    hasTouch: phone,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy/i.test(message.text()))
      faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin)
      faults.push(`foreign request to ${url.origin}`);
  });
  page.setDefaultTimeout(15_000);
  return { context, page, faults };
}

/**
 * Whether a page needs no scrolling sideways. Held against the screen, not the window: a phone's window grows with a page
 * that is too wide.
 */
export function fitsItsScreen(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= screen.width);
}

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds against WCAG 2.2 AA on the page once its title stands, one line a violation.
 * @returns an empty list for a clean page
 */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.locator('h1').first().waitFor();
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: typeof import('axe-core') }).axe;
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes.map((node) => node.html).join(' | ')}`.slice(0, 600),
    );
  });
}

/** Signs in on the platform's login page as one of its logins, e.g. `bureau-1`, and comes back to the app. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.locator(`[data-login="${login}"]`).click();
}
