import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { reasons } from '../../domain/subsidies/review.ts';
import type { Language } from '../../domain/words.ts';
import { demoProfile, stateProfile } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import type { Platform } from '../../local/platform.ts';
import { messages as applyMessages } from '../../web/apply/messages.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { reviewMessages } from '../../web/console/messages/review-messages.ts';
import { domainWords } from '../../web/ui/words.ts';
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

beforeAll(async () => {
  [platform, browser] = await Promise.all([openPlatform(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** Readers with a browser in their language; each has an enterprise of the same office and a bureau officer of its own. */
const readers: {
  reader: ReaderLanguage;
  language: Language;
  enterprise: number;
  bureau: string;
}[] = [
  { reader: 'zh-CN', language: 'zh', enterprise: 1, bureau: 'bureau-1' },
  { reader: 'en-GB', language: 'en', enterprise: 4, bureau: 'bureau-2' },
];

describe.each(readers)('An application, read in $reader,', ({ reader, language, enterprise, bureau }) => {
  const words = applyMessages[language];
  const review = reviewMessages[language];
  const frame = frameMessages[language];
  const { outcomes, statuses } = domainWords[language];
  const policy = policyOf('resumption-award');
  const label = (fieldId: string) => policy.fields.find(({ id }) => id === fieldId)?.label[language] ?? '';
  const measures = label('preventionMeasures');

  async function enter(app: 'apply' | 'console', login: string): Promise<{ page: Page; faults: string[] }> {
    const visitor = await newVisitor(browser, platform.origin, { language: reader });
    await visitor.page.goto(`/${app}/`);
    const name = app === 'apply' ? words.signIn : frame.signIn;
    await visitor.page.getByRole('button', { name }).first().click();
    await signIn(visitor.page, login);
    await visitor.page.waitForURL(new RegExp(`/${app}/`));
    return visitor;
  }

  /** Opens the enterprise's review from the queue and claims it. */
  async function claim(page: Page): Promise<void> {
    await page
      .getByRole('link', { name: `示例企业 ${enterprise}` })
      .first()
      .click();
    await page.getByRole('button', { name: review.claim }).click();
    await page.getByText(review.held, { exact: true }).waitFor();
  }

  async function approve(page: Page): Promise<void> {
    await page.getByRole('button', { name: outcomes.approve, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: review.confirm.approve }).click();
  }

  it('goes from the form through office, return, correction and bureau to approved, on pages without a violation', async () => {
    await stateProfile(await signInAt(platform.origin)(`enterprise-${enterprise}`), demoProfile(enterprise));
    const applicant = await enter('apply', `enterprise-${enterprise}`);
    const { page } = applicant;
    await page.getByRole('link', { name: words.seePolicy }).first().click();
    await page.getByLabel(label('resumedOn')).fill('2020-02-17');
    await page.getByText(words.clausesChecked).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: words.start }).click();
    await page.getByRole('button', { name: words.toCheck }).click();
    await page.getByRole('alert').getByText(words.problemTitle).waitFor();
    expect(await page.title()).toContain(words.errorPrefix);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel(label('resumedOn')).fill('2020-02-17');
    await page.getByLabel(label('employeesReturned')).fill('１２０');
    await page.getByLabel(label('industry')).selectOption('electronics');
    await page.getByLabel(measures).fill('人员排查、物资、场地管控、方案、驻厂人员均已到位。');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: words.toCheck }).click();
    await page.getByRole('heading', { name: words.checkAnswers }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: words.submit }).click();
    await page.getByRole('heading', { name: words.receiptTitle }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: words.seeApplication }).click();

    const office = await enter('console', 'office-1');
    expect(await accessibilityViolations(office.page)).toEqual([]);
    await claim(office.page);
    expect(await accessibilityViolations(office.page)).toEqual([]);
    await approve(office.page);

    const reviewer = await enter('console', bureau);
    await claim(reviewer.page);
    await reviewer.page.getByRole('checkbox', { name: review.markOf(measures) }).check();
    await reviewer.page.getByLabel(review.noteOf(measures)).fill('请写明体温登记。');
    await reviewer.page.getByRole('button', { name: review.marked(1) }).click();
    const dialog = reviewer.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: reasons['material-incomplete'][language] }).check();
    await dialog.getByRole('button', { name: review.confirm.return }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page.getByRole('link', { name: words.correct }).click();
    await page.getByText('请写明体温登记。').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page
      .getByLabel(measures)
      .fill('人员排查、物资、场地管控、方案、驻厂人员均已到位，每日登记体温两次。');
    await page.getByRole('button', { name: words.resubmit }).click();
    await page.getByText(words.events.resubmitted).waitFor();

    await reviewer.page.goto('/console/');
    await claim(reviewer.page);
    expect(await accessibilityViolations(reviewer.page)).toEqual([]);
    await approve(reviewer.page);
    await page.getByText(words.events.approved).first().waitFor();
    await page.getByText(statuses.approved).first().waitFor();
    expect([...applicant.faults, ...office.faults, ...reviewer.faults]).toEqual([]);
  }, 120_000);

  it('is tracked by its receipt code on a phone, without signing in', async () => {
    const api = await signInAt(platform.origin)(`enterprise-${enterprise}`);
    const { applications } = await api.listMyApplications();
    const code = applications[0]?.applicationId ?? '';
    const { page, faults } = await newVisitor(browser, platform.origin, { language: reader, phone: true });
    await page.goto('/apply/track');
    await page.getByLabel(words.receiptCode).fill(` ${code.toLowerCase().slice(0, 4)} ${code.slice(4)} `);
    await page.getByRole('button', { name: words.trackGo }).click();
    await page.getByText(statuses.approved).first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fitsItsScreen(page)).toBe(true);
    expect(faults).toEqual([]);
  }, 60_000);
});

describe('What was typed', () => {
  const words = applyMessages.zh;
  const employees = '已返岗员工人数';

  async function openPolicy(login: string): Promise<Page> {
    const { page } = await newVisitor(browser, platform.origin);
    await page.goto('/apply/');
    await page.getByRole('button', { name: words.signIn }).first().click();
    await signIn(page, login);
    await page.getByRole('link', { name: words.seePolicy }).first().click();
    return page;
  }

  it('is safe when the page is left at once in a late network, and the form goes on from there on another device', async () => {
    const desk = await openPolicy('enterprise-5');
    await desk.getByRole('link', { name: words.start }).click();
    await desk.getByLabel(employees).fill('77');
    // A save that sets out late, and a reading of the draft whose answer is older than it when it arrives.
    await desk.route('**/draft', async (route) => {
      if (route.request().method() === 'PUT') {
        await pause(1_000);
        return route.continue();
      }
      const response = await route.fetch();
      await pause(2_000);
      return route.fulfill({ response });
    });
    await desk.getByRole('link', { name: words.back, exact: true }).click();
    await desk.getByRole('link', { name: words.resume }).waitFor();

    const phone = await openPolicy('enterprise-5');
    await phone.getByRole('link', { name: words.resume }).click();
    await phone.getByText(words.progress(1, 5)).waitFor();
    expect(await phone.getByLabel(employees).inputValue()).toBe('77');
  }, 60_000);

  it('stays in the form when the network is away, and is saved when it is back', async () => {
    const desk = await openPolicy('enterprise-6');
    await desk.getByRole('link', { name: words.start }).click();
    await desk.getByLabel(employees).waitFor();
    await desk.context().setOffline(true);
    await desk.getByLabel(employees).fill('88');
    await desk.getByText(words.networkLost).waitFor();
    await desk.getByRole('link', { name: words.back, exact: true }).click();
    await desk.getByRole('heading', { name: words.checkTitle }).waitFor();
    await desk.goBack();
    expect(await desk.getByLabel(employees).inputValue()).toBe('88');
    await desk.context().setOffline(false);

    const phone = await openPolicy('enterprise-6');
    await phone.getByRole('link', { name: words.resume }).click();
    expect(await phone.getByLabel(employees).inputValue()).toBe('88');
  }, 60_000);
});
