import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { formatReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { reasons } from '../../domain/subsidies/review.ts';
import type { Language } from '../../domain/words.ts';
import { demoProfile, stateProfile } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import type { Platform } from '../../local/platform.ts';
import { evidenceMessages } from '../../web/apply/evidence-messages.ts';
import { messages as applyMessages } from '../../web/apply/messages.ts';
import { attachmentMessages } from '../../web/console/messages/attachment-messages.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { reviewMessages } from '../../web/console/messages/review-messages.ts';
import { domainWords } from '../../web/ui/words.ts';
import { pdf, png, zip } from '../builders/files.ts';
import { accessibilityViolations, newVisitor, openBrowser, type ReaderLanguage, signIn } from './browser.ts';
import { openPlatform } from './platform.ts';

let platform: Platform;
let browser: Browser;

const folder = mkdtempSync(join(tmpdir(), 'fugong-evidence-'));
/** By its path: nobody reads more of it than its size. */
const tooLarge = join(folder, '大图.png');

beforeAll(async () => {
  writeFileSync(tooLarge, '');
  truncateSync(tooLarge, 21 * 1024 * 1024);
  [platform, browser] = await Promise.all([openPlatform(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  rmSync(folder, { recursive: true });
});

const readers: { reader: ReaderLanguage; language: Language; enterprise: number }[] = [
  { reader: 'zh-CN', language: 'zh', enterprise: 1 },
  { reader: 'en-GB', language: 'en', enterprise: 4 },
];

describe.each(readers)('Evidence, read in $reader,', ({ reader, language, enterprise }) => {
  const words = applyMessages[language];
  const evidence = evidenceMessages[language];
  const attached = attachmentMessages[language];
  const review = reviewMessages[language];
  const policy = policyOf('rent-relief');
  const piece = (id: string) => policy.evidence.find((one) => one.id === id)?.label[language] ?? '';
  const [agreement, lease] = [piece('waiverAgreement'), piece('lease')];
  const label = (fieldId: string) => policy.fields.find(({ id }) => id === fieldId)?.label[language] ?? '';
  const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });

  async function enter(
    app: 'apply' | 'console',
    login: string,
    phone = false,
  ): Promise<{ page: Page; faults: string[] }> {
    const visitor = await newVisitor(browser, platform.origin, { language: reader, phone });
    await visitor.page.goto(`/${app}/`);
    const name = app === 'apply' ? words.signIn : frameMessages[language].signIn;
    await visitor.page.getByRole('button', { name }).first().click();
    await signIn(visitor.page, login);
    // Signed in on the page itself: what is opened next would cut the way back short.
    const out = app === 'apply' ? words.signOut : frameMessages[language].signOut;
    await visitor.page.getByRole('button', { name: out }).waitFor();
    return visitor;
  }
  const chooserOf = (page: Page, name: string) => page.getByLabel(evidence.choose(name));

  it('is uploaded with the form, looked at by the office, returned, replaced, and approved', async () => {
    await stateProfile(await signInAt(platform.origin)(`enterprise-${enterprise}`), demoProfile(enterprise));
    const applicant = await enter('apply', `enterprise-${enterprise}`, true);
    const { page } = applicant;
    await page.goto('/apply/policies/rent-relief/form');
    await page.getByLabel(label('tenants')).fill('12');
    await page.getByLabel(label('monthsWaived')).fill('3');
    await page.getByLabel(label('rentWaived')).fill('100000');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: words.toCheck }).click();
    await page.getByRole('link', { name: words.labelled(agreement, evidence.missing(agreement)) }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);

    await chooserOf(page, agreement).setInputFiles([
      file('说明.docx', 'application/msword', Buffer.from('docx')),
      file('伪装.pdf', 'application/pdf', zip([])),
      file(`减免协议 ${enterprise}.pdf`, 'application/pdf', pdf(String(enterprise))),
    ]);
    await chooserOf(page, agreement).setInputFiles(tooLarge);
    await page.getByText(evidence.wrongType).waitFor();
    await page.getByText(evidence.tooLarge('21.0', 20)).waitFor();
    await page.getByRole('button', { name: evidence.removeOf(`减免协议 ${enterprise}.pdf`) }).waitFor();
    await page.getByText(evidence.count(1, 10)).waitFor();
    for (const name of ['说明.docx', '伪装.pdf', '大图.png'])
      await page.getByRole('button', { name: evidence.removeOf(name) }).click();
    // Without a network a file waits, and goes on by itself.
    await page.context().setOffline(true);
    await chooserOf(page, lease).setInputFiles([file('租赁合同.png', 'image/png', png(enterprise))]);
    await page.getByText(evidence.states.paused).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText(evidence.count(2, 10)).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await accessibilityViolations(page)).toEqual([]);

    await page.getByRole('button', { name: words.toCheck }).click();
    await page.getByText('租赁合同.png').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: words.submit }).click();
    await page.getByRole('heading', { name: words.receiptTitle }).waitFor();
    await page.getByRole('link', { name: words.seeApplication }).click();
    const mine = page.getByRole('button', { name: evidence.downloadOf(`减免协议 ${enterprise}.pdf`) });
    await mine.waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), mine.click()]);
    expect(download.suggestedFilename()).toBe(`减免协议 ${enterprise}.pdf`);
    expect(await readFile(await download.path())).toEqual(pdf(String(enterprise)));
    const applicationId = page.url().split('/').at(-1) ?? '';

    const office = await enter('console', 'office-1');
    await office.page.goto(`/console/reviews/${applicationId}`);
    await office.page.getByText(formatReceiptCode(applicationId)).first().waitFor();
    await office.page.getByRole('button', { name: attached.previewOf('租赁合同.png') }).click();
    await office.page.getByRole('img', { name: attached.picture('租赁合同.png') }).waitFor();
    await office.page.getByRole('button', { name: review.claim }).click();
    await office.page.getByRole('checkbox', { name: review.markOf(lease) }).check();
    await office.page.getByLabel(review.noteOf(lease)).fill('请上传盖章页。');
    expect(await accessibilityViolations(office.page)).toEqual([]);
    await office.page.getByRole('button', { name: review.marked(1) }).click();
    const dialog = office.page.getByRole('dialog');
    await dialog.getByText(review.correction(lease, '请上传盖章页。')).waitFor();
    await dialog.getByRole('radio', { name: reasons['material-incomplete'][language] }).check();
    await dialog.getByRole('button', { name: review.confirm.return }).click();

    await page.getByRole('link', { name: words.correct, exact: true }).click();
    await page.getByText('请上传盖章页。').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: evidence.removeOf('租赁合同.png') }).click();
    await chooserOf(page, lease).setInputFiles([
      file('盖章页.pdf', 'application/pdf', pdf(`stamped ${enterprise}`)),
    ]);
    await page.getByText(evidence.scan['not-scanned']).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole('button', { name: words.resubmit }).click();
    await page.getByRole('button', { name: evidence.downloadOf('盖章页.pdf') }).waitFor();

    await office.page.goto(`/console/reviews/${applicationId}`);
    await office.page.getByText(attached.added).waitFor();
    await office.page.getByText(attached.removed).waitFor();
    expect(await accessibilityViolations(office.page)).toEqual([]);
    await office.page.getByRole('button', { name: review.claim }).click();
    await office.page.getByText(review.held, { exact: true }).waitFor();
    const { outcomes } = domainWords[language];
    await office.page.getByRole('button', { name: outcomes.approve, exact: true }).click();
    await office.page.getByRole('dialog').getByRole('button', { name: review.confirm.approve }).click();
    await office.page.getByText(review.done(review.decided.approve, `示例企业 ${enterprise}`)).waitFor();
    expect([...applicant.faults, ...office.faults]).toEqual([]);
  }, 90_000);
});
