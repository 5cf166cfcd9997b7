import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflictReasons } from '../../domain/subsidies/conflict.ts';
import { reasons } from '../../domain/subsidies/review.ts';
import type { Language } from '../../domain/words.ts';
import { applyForAward } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import type { Platform } from '../../local/platform.ts';
import { deskMessages } from '../../web/console/messages/desk-messages.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { queueMessages } from '../../web/console/messages/queue-messages.ts';
import { reviewMessages } from '../../web/console/messages/review-messages.ts';
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

/** Readers, each with two officers and four enterprises of an office; the second reader's begin where the first's end. */
const readers: {
  reader: ReaderLanguage;
  language: Language;
  first: number;
  me: string;
  colleague: string;
}[] = [
  { reader: 'zh-CN', language: 'zh', first: 1, me: 'office-1', colleague: 'office-4' },
  { reader: 'en-GB', language: 'en', first: 13, me: 'office-4', colleague: 'office-1' },
];

describe.each(readers)(
  'An officer’s desk, read in $reader,',
  ({ reader, language, first, me, colleague }) => {
    const desk = deskMessages[language];
    const queue = queueMessages[language];
    const review = reviewMessages[language];
    const numbers = [0, 3, 6, 9].map((step) => first + step);
    const nameOf = (index: number) => personOf(`enterprise-${numbers[index]}`)?.name ?? '';
    const colleagueName = personOf(colleague)?.name ?? '';

    async function enter(login: string, phone = false): Promise<{ page: Page; faults: string[] }> {
      const visitor = await newVisitor(browser, platform.origin, { language: reader, phone });
      await visitor.page.goto('/console/');
      await visitor.page.getByRole('button', { name: frameMessages[language].signIn }).first().click();
      await signIn(visitor.page, login);
      await visitor.page.locator('main h1').waitFor();
      return visitor;
    }
    const row = (page: Page, name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
    const list = (page: Page, label: string) =>
      page.getByRole('button', { name: new RegExp(`^${label.trim()}`) }).click();
    const dialog = (page: Page) => page.getByRole('dialog');

    it('takes several decisions at once, hands one over, and lets the colleague step back from it', async () => {
      const signedIn = signInAt(platform.origin);
      await applyForAward(
        signedIn,
        (login) => personOf(login)?.uscc ?? '',
        numbers.map((number) => ({ number, resumedOn: '2020-02-18' })),
        () => undefined,
      );
      await (await signedIn(colleague)).listReviewTasks({});
      const { page, faults } = await enter(me);
      for (const index of numbers.keys()) await row(page, nameOf(index)).waitFor();

      // By keyboard: two are selected and approved together; then one is rejected with a reason.
      for (const index of [0, 1]) {
        await page.getByRole('link', { name: nameOf(index), exact: true }).focus();
        await page.keyboard.press('x');
      }
      await page.getByText(desk.selected(2, '¥40,000.00')).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.getByRole('button', { name: desk.bulk.approve }).click();
      await dialog(page).getByText(desk.bulkFacts(2, '¥40,000.00')).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      // A colleague takes one of the two meanwhile, and gives it back: it alone is tried again.
      const colleagues = await signedIn(colleague);
      const held = (await colleagues.listReviewTasks({})).tasks.find(
        (task) => task.enterpriseName === nameOf(1),
      );
      const params = { applicationId: held?.applicationId ?? '' };
      const claimed = await colleagues.claimReview({ params, body: { version: held?.version ?? 0 } });
      await dialog(page)
        .getByRole('button', { name: desk.bulkConfirm.approve(2) })
        .click();
      await dialog(page)
        .getByText(desk.finishedSome(desk.finished.approve, 1, 1))
        .waitFor();
      const refused = dialog(page).getByRole('listitem').first();
      expect(await refused.textContent()).toContain(desk.refusals['review-claimed-by-other']);
      expect(await accessibilityViolations(page)).toEqual([]);
      await colleagues.releaseReview({ params, body: { version: claimed.version } });
      await page
        .locator('td')
        .getByRole('button', { name: queue.claimOf(nameOf(1)), includeHidden: true })
        .waitFor();
      await dialog(page)
        .getByRole('button', { name: desk.retry(1) })
        .click();
      await dialog(page).getByText(desk.finishedAll(desk.finished.approve, 2)).waitFor();
      expect(await dialog(page).getByRole('listitem').allTextContents()).toEqual(
        expect.arrayContaining([expect.stringContaining(nameOf(0)), expect.stringContaining(nameOf(1))]),
      );
      await dialog(page).getByRole('button', { name: desk.close, exact: true }).last().click();
      await row(page, nameOf(2)).getByRole('checkbox').check();
      await page.getByRole('button', { name: desk.bulk.reject }).click();
      await dialog(page)
        .getByRole('button', { name: desk.bulkConfirm.reject(1) })
        .click();
      await dialog(page).getByText(review.gaps.reason).waitFor();
      await dialog(page).getByText(reasons['clause-not-met'][language]).click();
      await dialog(page).getByRole('textbox').fill('示例：不符合条件。');
      await dialog(page)
        .getByRole('button', { name: desk.bulkConfirm.reject(1) })
        .click();
      await dialog(page).getByText(desk.finishedAll(desk.finished.reject, 1)).waitFor();
      await dialog(page).getByRole('button', { name: desk.close, exact: true }).last().click();

      // What was decided is on the list of what is done, and in the file for a spreadsheet.
      await list(page, desk.done(''));
      await row(page, nameOf(2)).locator('strong').getByText(review.events.reject).waitFor();
      await row(page, nameOf(0)).locator('strong').getByText(review.events.approve).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: desk.export }).click();
      const file = await saving;
      expect(file.suggestedFilename()).toBe(`${desk.titles.done}.csv`);
      const csv = await readFile(await file.path(), 'utf8');
      expect(csv.startsWith(`\uFEFF"${desk.csv.receiptCode}"`)).toBe(true);
      expect(csv).toContain(`"${nameOf(2)}"`);

      // The last one is watched, claimed, and handed to a colleague.
      await list(page, queue.toDo(''));
      await page.getByRole('link', { name: nameOf(3), exact: true }).click();
      await page.getByRole('button', { name: desk.watch, exact: true }).click();
      await page.getByRole('button', { name: review.claim }).click();
      await page.getByRole('button', { name: desk.handOver }).click();
      await dialog(page).getByRole('button', { name: desk.handOverConfirm }).click();
      await dialog(page).getByText(desk.chooseColleague).waitFor();
      await dialog(page).getByText(colleagueName).click();
      expect(await accessibilityViolations(page)).toEqual([]);
      await dialog(page).getByRole('button', { name: desk.handOverConfirm }).click();
      await page.getByText(desk.handedOver(colleagueName)).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);

      // The colleague, on a phone, finds it among his own, and declares a conflict: it leaves his queue.
      const other = await enter(colleague, true);
      await list(other.page, queue.mine(''));
      await row(other.page, nameOf(3))
        .getByText(desk.handedBy(personOf(me)?.name ?? ''))
        .waitFor();
      expect(await fitsItsScreen(other.page)).toBe(true);
      await other.page.getByRole('link', { name: nameOf(3), exact: true }).click();
      await other.page.getByRole('button', { name: desk.conflict }).click();
      await dialog(other.page).getByText(conflictReasons['relative-interest'][language]).click();
      expect(await accessibilityViolations(other.page)).toEqual([]);
      await dialog(other.page).getByRole('button', { name: desk.conflictConfirm }).click();
      await other.page.getByText(desk.conflictDone).waitFor();
      await other.page.getByText(review.blocked['conflict-of-interest'] ?? '').waitFor();
      expect(await fitsItsScreen(other.page)).toBe(true);
      await other.page.getByRole('link', { name: review.back }).click();
      await list(other.page, queue.toDo(''));
      await expect.poll(() => row(other.page, nameOf(3)).count(), { timeout: 15_000 }).toBe(0);

      // The first officer sees it free again, among what he watches.
      await page.getByRole('link', { name: review.back }).click();
      await list(page, desk.watching(''));
      await row(page, nameOf(3)).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.getByRole('button', { name: desk.unwatchOf(nameOf(3)) }).click();
      await page.getByText(desk.emptyWatching).waitFor();
      expect([...faults, ...other.faults]).toEqual([]);
    }, 90_000);
  },
);
