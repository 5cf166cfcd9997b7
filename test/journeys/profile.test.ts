import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import type { Language } from '../../domain/words.ts';
import { applyForAward, demoProfile, stateProfile } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import type { Platform } from '../../local/platform.ts';
import { messages } from '../../web/apply/messages.ts';
import { offerMessages } from '../../web/apply/offer-messages.ts';
import { profileMessages } from '../../web/apply/profile-messages.ts';
import { flagMessages } from '../../web/console/messages/flag-messages.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { reviewMessages } from '../../web/console/messages/review-messages.ts';
import { profileLabels } from '../../web/ui/profile-words.ts';
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

/** Each has an enterprise and another of the same office that shares its account. */
const readers: { reader: ReaderLanguage; language: Language; enterprise: number; twin: number }[] = [
  { reader: 'zh-CN', language: 'zh', enterprise: 1, twin: 7 },
  { reader: 'en-GB', language: 'en', enterprise: 4, twin: 10 },
];

describe.each(readers)('An enterprise, reading $reader,', ({ reader, language, enterprise, twin }) => {
  const words = messages[language];
  const profile = profileMessages[language];
  const account = `4100 2580 0001 2345 ${String(twin).padStart(2, '0')}`;
  const label = (field: keyof typeof profileLabels) => profileLabels[field][language];
  const policy = policyOf('resumption-award');
  const question = (id: string) => policy.fields.find((field) => field.id === id)?.label[language] ?? '';

  async function enter(phone: boolean): Promise<{ page: Page; faults: string[] }> {
    const visitor = await newVisitor(browser, platform.origin, { language: reader, phone });
    await visitor.page.goto('/apply/');
    await visitor.page.getByRole('button', { name: words.signIn }).first().click();
    await signIn(visitor.page, `enterprise-${enterprise}`);
    await visitor.page.waitForURL(/\/apply\//);
    return visitor;
  }

  beforeAll(async () => {
    const signIn = signInAt(platform.origin);
    const wide = account.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const login = `enterprise-${twin}`;
    await stateProfile(await signIn(login), { ...demoProfile(twin, '2020-02-17'), bankAccount: wide });
    await applyForAward(
      signIn,
      (one) => personOf(one)?.uscc ?? '',
      [{ number: twin, resumedOn: '2020-02-17' }],
      () => undefined,
    );
  }, 60_000);

  it('states its profile once, is told what is wrong and what is missing, and finds it in the form and on the check page', async () => {
    const { page, faults } = await enter(false);
    await page.getByRole('link', { name: profile.complete }).click();
    await page.getByRole('heading', { name: profile.title, level: 1 }).waitFor();
    await page.getByLabel(label('industry')).selectOption('biomedicine');
    await page.getByLabel(label('scale')).selectOption('above');
    await page.getByLabel(label('employeesBefore')).fill('１２０');
    await page.getByLabel(label('employeesReturned')).fill('112');
    await page.getByLabel(label('resumedOn')).fill('2020-02-17');
    await page.getByLabel(label('bankAccount')).fill('6222 0212 3456 7890 123');
    await page.getByRole('button', { name: profile.save }).click();
    await page.getByRole('alert').getByText(words.problemTitle).waitFor();
    expect(await page.title()).toContain(words.errorPrefix);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel(label('bankAccount')).fill(account);
    await page.getByRole('button', { name: profile.save }).click();
    await page.getByText(profile.stillMissing([]).trim()).waitFor();

    await page.getByRole('link', { name: words.home, exact: true }).click();
    await page.getByRole('link', { name: words.seePolicy }).first().click();
    await page.getByText(words.clausesChecked).waitFor();
    expect(await page.getByLabel(question('resumedOn')).inputValue()).toBe('2020-02-17');
    await page.getByRole('link', { name: words.start }).click();
    await page.getByText(profile.fromProfile).first().waitFor();
    expect(await page.getByLabel(question('employeesReturned')).inputValue()).toBe('112');
    expect(await page.getByLabel(question('industry')).inputValue()).toBe('biomedicine');
    await page.getByLabel(question('employeesReturned')).fill('97');
    await page.getByText(profile.otherThanProfile).waitFor();
    await page
      .getByLabel(question('preventionMeasures'))
      .fill('人员排查、物资、场地管控、方案、驻厂人员均已到位。');
    await page.getByRole('checkbox').check();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: words.toCheck }).click();

    // Not yet: the profile lacks its people. Completing it leads back here.
    await page.getByRole('heading', { name: words.checkAnswers }).waitFor();
    await page.getByRole('link', { name: profile.complete }).click();
    await page.getByLabel(label('legalRepresentative')).fill(`示例法人${enterprise}`);
    await page.getByLabel(label('contactName')).fill('示例联系人');
    await page.getByLabel(label('contactPhone')).fill('0371-12345678');
    await page.getByLabel(label('bankName')).fill('示例银行航空港支行');
    await page.getByRole('button', { name: profile.save }).click();
    await page.getByRole('heading', { name: words.checkAnswers }).waitFor();
    await page.getByText(`4100 **** **** ${account.replaceAll(' ', '').slice(-4)}`).waitFor();
    expect(await page.content()).not.toContain(account.replaceAll(' ', ''));
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: words.submit }).click();
    await page.getByRole('heading', { name: words.receiptTitle }).waitFor();
    expect(faults).toEqual([]);
  }, 90_000);

  it('is offered what it qualifies for, and confirms it with nothing but the declaration', async () => {
    const offer = offerMessages[language];
    const title = policyOf('stable-jobs').title[language];
    const { page, faults } = await enter(true);
    await page.getByText(offer.amount('¥56,000.00')).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: offer.see(title) }).click();
    await page.getByRole('heading', { name: offer.confirmTitle(title) }).waitFor();
    await page.getByText(profile.fromProfile).first().waitFor();
    await page.getByRole('button', { name: offer.confirm }).click();
    await page.getByRole('alert').getByText(words.problemTitle).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fitsItsScreen(page)).toBe(true);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: offer.confirm }).click();
    await page.getByRole('heading', { name: words.receiptTitle }).waitFor();
    await page.getByRole('link', { name: words.home, exact: true }).click();
    await page.getByRole('link', { name: title }).first().waitFor();
    await page.getByText(offer.title).waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  }, 60_000);

  it('is held for review because another states its account, and its reviewer sees why and clears it with a note', async () => {
    const flags = flagMessages[language];
    const review = reviewMessages[language];
    const { outcomes } = domainWords[language];
    const { page, faults } = await newVisitor(browser, platform.origin, { language: reader });
    await page.goto('/console/');
    await page.getByRole('button', { name: frameMessages[language].signIn }).first().click();
    await signIn(page, 'office-1');
    // It has confirmed an offer as well, which waits in the same queue.
    await page
      .getByRole('row')
      .filter({ hasText: policy.title[language] })
      .getByRole('link', { name: `示例企业 ${enterprise}`, exact: true })
      .click();
    await page.getByText(flags.what['account-shared'](1)).waitFor();
    await page.getByRole('link', { name: flags.openOther(`示例企业 ${twin}`) }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: review.claim }).click();
    await page.getByText(review.held, { exact: true }).waitFor();
    await page.getByRole('button', { name: outcomes.approve, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: review.confirm.approve }).click();
    await dialog.getByText(flags.noteGap).waitFor();
    await dialog.getByLabel(flags.note).fill('两家同属一个集团，已核对开户许可证。');
    await dialog.getByRole('button', { name: review.confirm.approve }).click();
    await page.getByText(review.decided.approve).first().waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('sees it on a phone without scrolling sideways, the account in full for itself alone', async () => {
    const { page, faults } = await enter(true);
    await page.getByRole('link', { name: profile.title, exact: true }).click();
    await page.getByRole('heading', { name: profile.title, level: 1 }).waitFor();
    expect(await page.getByLabel(label('bankAccount')).inputValue()).toBe(account);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fitsItsScreen(page)).toBe(true);
    expect(faults).toEqual([]);
  }, 60_000);
});
