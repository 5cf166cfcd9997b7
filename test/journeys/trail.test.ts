import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { checkBytes } from '../../local/audit/check-file.ts';
import { applyForAward, decideAll } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import type { Platform } from '../../local/platform.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { trailMessages } from '../../web/console/messages/trail-messages.ts';
import { domainWords } from '../../web/ui/words.ts';
import { accessibilityViolations, fitsItsScreen, newVisitor, openBrowser, signIn } from './browser.ts';
import { openPlatform } from './platform.ts';

let platform: Platform;
let browser: Browser;
/** Decided by the office, so that its trail has people and the workflow in it. */
let applicationId: string;
beforeAll(async () => {
  [platform, browser] = await Promise.all([openPlatform(), openBrowser()]);
  const officers = signInAt(platform.origin);
  const nothing = () => undefined;
  const usccOf = (login: string) => personOf(login)?.uscc ?? '';
  await applyForAward(officers, usccOf, [{ number: 1, resumedOn: '2020-02-17' }], nothing);
  await decideAll(officers, ['office-1'], 1, () => ({ outcome: 'approve' }), nothing);
  const { applications } = await (await officers('enterprise-1')).listMyApplications();
  applicationId = applications[0]?.applicationId ?? '';
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

describe.each([
  { reader: 'zh-CN', language: 'zh' },
  { reader: 'en-GB', language: 'en' },
] as const)('An auditor who reads $reader', ({ reader, language }) => {
  const words = trailMessages[language];
  const { statuses } = domainWords[language];

  async function enter(phone = false): Promise<{ page: Page; faults: string[] }> {
    const visitor = await newVisitor(browser, platform.origin, { language: reader, phone });
    await visitor.page.goto('/console/');
    await visitor.page.getByRole('button', { name: frameMessages[language].signIn }).first().click();
    await signIn(visitor.page, 'auditor-1');
    await visitor.page.getByRole('link', { name: words.title, exact: true }).click();
    await visitor.page.getByRole('heading', { name: words.title }).waitFor();
    return visitor;
  }

  it('finds an application among those of today and by its receipt code, and sees its chain checked in words', async () => {
    const { page, faults } = await enter();
    const code = formatReceiptCode(applicationId);
    await page.getByRole('link', { name: code }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel(words.search).fill('7K3M-9Q2X-4HWA');
    await page.getByRole('button', { name: words.find }).click();
    await page.getByText(words.searchWrong).waitFor();
    await page.getByLabel(words.search).fill(code.toLowerCase());
    await page.getByRole('button', { name: words.find }).click();
    await page.getByRole('heading', { name: code }).waitFor();
    await page.getByText(words.actions['decideReview'] ?? '').waitFor();
    await page.getByText(words.becomes(statuses.submitted, statuses.inReview)).waitFor();
    const events = await page.locator('table.trail tbody tr').count();
    expect(events).toBeGreaterThanOrEqual(4);
    await page.getByText(words.sound(events)).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel(words.order).selectOption('newest');
    await page.getByRole('rowheader', { name: String(events), exact: true }).waitFor();
    await page.getByText(words.sound(events)).waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('takes an export with its purpose on record; the file is sound offline, and a changed byte is named', async () => {
    const { page, faults } = await enter(true);
    expect(await fitsItsScreen(page)).toBe(true);
    await page.getByRole('link', { name: words.exportTitle }).click();
    await expect.poll(() => page.getByLabel(words.to, { exact: true }).inputValue()).toBe('2020-02-21');
    await page.getByRole('button', { name: words.start }).click();
    await page.getByText(words.purposeWrong).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel(words.purpose).fill('示例：季度核查');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: words.start }).click(),
    ]);
    await page.getByText(`npm run audit:verify -- ${download.suggestedFilename()}`).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fitsItsScreen(page)).toBe(true);

    const file = await download.path();
    const found = await checkBytes(createReadStream(file));
    expect(found).toMatchObject({ opened: { by: 'auditor-1', detail: { purpose: '示例：季度核查' } } });
    const text = await readFile(file, 'utf8');
    const line = text.split('\n').find((one) => one.includes(applicationId) && one.includes('"seq":3'));
    const changed = Buffer.from(text.replace(line ?? '', (line ?? '').replace('2020-02-21T', '2020-02-20T')));
    const broken = await checkBytes(
      (async function* () {
        yield changed;
      })(),
    );
    expect(broken).toMatchObject({ fault: 'content', entity: `APPLICATION#${applicationId}`, seq: 3 });

    await page.getByRole('link', { name: words.back }).click();
    await page
      .getByText(words.actions['openAuditExport'] ?? '')
      .first()
      .waitFor();
    expect(faults).toEqual([]);
  }, 60_000);
});
