import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanVerdict } from '../../domain/itinerary/verdict.ts';
import type { Language } from '../../domain/words.ts';
import { demoNumber, type NumberKind } from '../../local/carriers/numbers.ts';
import { registerVenues } from '../../local/demo/scans.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { demoVenues } from '../../local/demo/venues.ts';
import type { Platform } from '../../local/platform.ts';
import { officerMessages } from '../../web/scan/officer-messages.ts';
import { scanMessages } from '../../web/scan/scan-messages.ts';
import {
  accessibilityViolations,
  fitsItsScreen,
  newVisitor,
  openBrowser,
  type ReaderLanguage,
  signIn,
} from './browser.ts';
import { openPlatform } from './platform.ts';

let platform: Platform;
let browser: Browser;
let venueToken: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([openPlatform(), openBrowser()]);
  const admin = await signInAt(platform.origin)('admin-1');
  const [token] = await registerVenues(admin, demoVenues.slice(0, 1), () => undefined);
  venueToken = token ?? '';
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** Readers with a phone in their language, and the carrier their numbers are of. */
const readers: { reader: ReaderLanguage; language: Language; carrier: 0 | 1 }[] = [
  { reader: 'zh-CN', language: 'zh', carrier: 0 },
  { reader: 'en-GB', language: 'en', carrier: 1 },
];

/** What the measure gives to a number of each kind (DOMAIN.md). */
const measures: [NumberKind, ScanVerdict['colour'], ScanVerdict['nextStep']][] = [
  ['zone-only', 'green', 'enter'],
  ['other-places', 'yellow', 'show-health-certificate'],
  ['high-incidence', 'red', 'central-quarantine'],
  ['abroad', 'red', 'key-attention-lane'],
  ['slow', 'yellow', 'manual-check'],
  ['down', 'yellow', 'manual-check'],
];

describe.each(readers)('A person at a gate who reads $reader', ({ reader, language, carrier }) => {
  const words = scanMessages[language];
  const officer = officerMessages[language];

  /** Scans the poster, agrees and asks for a code. */
  async function request(number: string): Promise<{ page: Page; faults: string[] }> {
    const visitor = await newVisitor(browser, platform.origin, { language: reader, phone: true });
    const { page } = visitor;
    await page.goto(`/s/${venueToken}`);
    await page.getByLabel(words.phoneNumber).fill(number);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: words.sendCode }).click();
    return visitor;
  }

  /** Goes through to the verdict, with the code of the SMS or, where no carrier can send one, without. */
  async function scan(kind: NumberKind, serial: number): Promise<{ page: Page; faults: string[] }> {
    const number = demoNumber(kind, carrier, serial);
    const visitor = await request(number);
    const { page } = visitor;
    const code = page.getByLabel(words.code);
    const withoutCode = page.getByRole('button', { name: words.carriersDownGo, exact: true });
    await code.or(withoutCode).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    if (await withoutCode.isVisible()) {
      await withoutCode.click();
      return visitor;
    }
    const sms = (await (await fetch(`${platform.origin}/local/sms/${number}`)).json()) as { code: string };
    await code.fill(sms.code);
    await page.getByRole('button', { name: words.check }).click();
    return visitor;
  }

  it.each(measures)(
    'and whose number is of the kind %s gets %s and is told: %s',
    async (kind, colour, nextStep) => {
      const { page, faults } = await scan(kind, 1);
      const status = page.getByRole('status');
      await status.getByText(`${words.colour[colour]} · ${words.nextStep[nextStep]}`).waitFor();
      await page.getByText(words.whatNext[nextStep]).waitFor();
      await page.locator('svg[data-pass]').waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(await fitsItsScreen(page)).toBe(true);
      expect(faults).toEqual([]);
    },
    60_000,
  );

  it('is not told whether a carrier knows a number: who gets no code is sent to the officer', async () => {
    const { page } = await request(demoNumber('unknown', carrier, 2));
    await page.getByRole('heading', { name: words.codeTitle }).waitFor();
    await page.getByText(words.noCode).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  }, 60_000);

  it('keeps what was typed when the code is wrong, and is told so', async () => {
    const { page } = await request(demoNumber('zone-only', carrier, 3));
    await page.getByLabel(words.code).fill('000000');
    await page.getByRole('button', { name: words.check }).click();
    await page.getByRole('alert').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.getByLabel(words.code).inputValue()).toBe('000000');
  }, 60_000);

  it('is verified by an officer, whose look at a health certificate lets a yellow code in', async () => {
    const { page: phone } = await scan('other-places', 4);
    const pass = (await phone.locator('svg[data-pass]').getAttribute('data-pass')) ?? '';
    const { page, faults } = await newVisitor(browser, platform.origin, { language: reader, phone: true });
    await page.goto('/officer/');
    await page.getByRole('button', { name: officer.signIn }).click();
    await signIn(page, 'gate-1');
    await page.waitForURL(/officer/);
    await page.getByLabel(officer.passText).fill(pass);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: officer.verify, exact: true }).click();
    const verdict = (step: string) => page.getByText(`${words.colour.yellow} · ${step}`);
    await verdict(words.nextStep['show-health-certificate']).waitFor();
    await page.getByLabel(officer.issuer).fill('示例镇人民政府');
    await page.getByLabel(officer.issuerLevel).selectOption('village');
    await page.getByLabel(officer.division).fill('411481');
    await page.getByLabel(officer.issuedOn).fill('2020-02-20');
    const check = page.getByRole('button', { name: officer.certificateCheck });
    await check.click();
    await page.getByText(officer.certificateResult['level-too-low']).waitFor();
    await page.getByLabel(officer.issuerLevel).selectOption('township');
    await check.click();
    await verdict(words.certificateAccepted).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 60_000);
});
