import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { applyForAward, demoProfile, stateProfile } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import type { Platform } from '../../local/platform.ts';
import { messages as applyMessages } from '../../web/apply/messages.ts';
import { escalationMessages } from '../../web/console/messages/escalation-messages.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { reviewMessages } from '../../web/console/messages/review-messages.ts';
import { domainWords } from '../../web/ui/words.ts';
import { accessibilityViolations, newVisitor, openBrowser, signIn } from './browser.ts';
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

const award = policyOf('resumption-award');
const reason = '复工日期以电力恢复之日为准，电费单可以证明。';

/** Each reader has an enterprise of the first office that corrects, one of the second that appeals, and one whose review is late. */
describe.each([
  { reader: 'zh-CN', language: 'zh', corrects: 1, appeals: 2, late: 13 },
  { reader: 'en-GB', language: 'en', corrects: 4, appeals: 5, late: 16 },
] as const)('The way of a review, read in $reader,', ({ reader, language, corrects, appeals, late }) => {
  const words = applyMessages[language];
  const review = reviewMessages[language];
  const { stages } = domainWords[language];
  const label = (id: string) => award.fields.find((field) => field.id === id)?.label[language] ?? '';

  const login = (number: number) => `enterprise-${number}`;
  async function apply(number: number): Promise<string> {
    const officers = signInAt(platform.origin);
    const api = await officers(login(number));
    await stateProfile(api, demoProfile(number, '2020-02-17'));
    const usccOf = (person: string) => personOf(person)?.uscc ?? '';
    await applyForAward(officers, usccOf, [{ number, resumedOn: '2020-02-17' }], () => undefined);
    return (await api.listMyApplications()).applications[0]?.applicationId ?? '';
  }

  /** Waits until the stage is open, claims it and decides it, as an officer. */
  async function decide(applicationId: string, officer: string, stage: string, verdict: Verdict) {
    const api = await signInAt(platform.origin)(officer);
    const params = { applicationId };
    const waiting = async () => (await api.getReview({ params })).application.waiting;
    await expect.poll(async () => (await waiting())?.stage, { timeout: 10_000 }).toBe(stage);
    const { application } = await api.getReview({ params });
    const { version } = await api.claimReview({ params, body: { version: application.version } });
    await api.decideReview({ params, body: { version, verdict } });
  }

  async function enter(app: 'apply' | 'console', who: string, path: string) {
    const visitor = await newVisitor(browser, platform.origin, { language: reader });
    await visitor.page.goto(`/${app}/`);
    const name = app === 'apply' ? words.signIn : frameMessages[language].signIn;
    await visitor.page.getByRole('button', { name }).first().click();
    await signIn(visitor.page, who);
    const signedIn = app === 'apply' ? words.signOut : frameMessages[language].signOut;
    await visitor.page.getByRole('button', { name: signedIn }).waitFor();
    await visitor.page.goto(`/${app}${path}`);
    return visitor;
  }

  async function sideways(page: Page): Promise<boolean> {
    await page.setViewportSize({ width: 390, height: 844 });
    return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  }

  it('pauses for a correction, and opens a finished stage again that had judged what changed', async () => {
    const applicationId = await apply(corrects);
    await decide(applicationId, 'office-1', 'officeAcceptance', { outcome: 'approve' });
    await decide(applicationId, 'bureau-1', 'bureauReview', {
      outcome: 'return',
      reasonCode: 'statement-unclear',
      corrections: [{ field: 'resumedOn', note: '请核对复工日期。' }],
    });
    const applicant = await enter('apply', login(corrects), `/applications/${applicationId}`);
    const { page } = applicant;
    const paused = words.paused(stages.bureauReview, '#', 5).split('#')[0] ?? '';
    await page.getByText(paused).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: words.correct }).click();
    await page.getByLabel(label('resumedOn')).fill('2020-02-18');
    await page.getByRole('button', { name: words.resubmit }).click();
    await page.getByText(words.events.resubmitted).waitFor();

    const office = await enter('console', 'office-1', `/reviews/${applicationId}`);
    await office.page.getByText(review.reopenedTitle).waitFor();
    await office.page.getByText(review.reopened(stages.bureauReview, label('resumedOn'))).waitFor();
    await office.page.locator('del').getByText('2020').waitFor();
    expect(await accessibilityViolations(office.page)).toEqual([]);
    await decide(applicationId, 'office-1', 'officeAcceptance', { outcome: 'approve' });
    await decide(applicationId, 'bureau-1', 'bureauReview', { outcome: 'approve' });
    await page.getByText(words.events.approved).first().waitFor();
    expect([...applicant.faults, ...office.faults]).toEqual([]);
  }, 60_000);

  it('ends in a rejection that is appealed once, heard by someone else, and granted', async () => {
    const applicationId = await apply(appeals);
    await decide(applicationId, 'office-2', 'officeAcceptance', { outcome: 'approve' });
    await decide(applicationId, 'bureau-1', 'bureauReview', {
      outcome: 'reject',
      reasonCode: 'statement-inconsistent',
      note: '与核查不一致。',
    });
    const applicant = await enter('apply', login(appeals), `/applications/${applicationId}`);
    const { page } = applicant;
    await page.getByRole('heading', { name: words.appealTitle }).waitFor();
    await page.getByRole('button', { name: words.appealSend }).click();
    await page.getByText(words.appealReasonShort).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel(words.appealReason).fill(reason);
    await page.getByRole('button', { name: words.appealSend }).click();
    await page.getByText(words.events.appealed).first().waitFor();

    const decidedBefore = await enter('console', 'bureau-1', `/reviews/${applicationId}`);
    await decidedBefore.page.getByText(review.appealTitle, { exact: true }).waitFor();
    await decidedBefore.page.getByText(review.blocked['decided-before-appeal'] ?? '').waitFor();
    const fresh = await enter('console', 'bureau-2', `/reviews/${applicationId}`);
    await fresh.page.getByText(reason).first().waitFor();
    expect(await accessibilityViolations(fresh.page)).toEqual([]);
    await decide(applicationId, 'bureau-2', 'bureauReview', { outcome: 'approve' });
    await page.getByText(words.appealGranted('#').split('#')[1] ?? '').waitFor();
    expect(await sideways(page)).toBe(false);
    expect([...applicant.faults, ...decidedBefore.faults, ...fresh.faults]).toEqual([]);
  }, 60_000);

  it('is seen by the head of the office and the auditor once it has missed its deadline', async () => {
    const applicationId = await apply(late);
    const office = await signInAt(platform.origin)('office-1');
    const waiting = async () => (await office.getReview({ params: { applicationId } })).application.waiting;
    await expect.poll(async () => (await waiting())?.stage, { timeout: 10_000 }).toBe('officeAcceptance');
    const body = JSON.stringify({ command: '+8d' });
    const moved = await fetch(`${platform.origin}/local/clock`, { method: 'POST', body });
    expect(moved.ok).toBe(true);
    await expect.poll(async () => (await waiting())?.escalations, { timeout: 10_000 }).toBe(1);
    for (const who of ['office-5', 'auditor-1']) {
      const { page, faults } = await enter('console', who, '/escalations');
      await page.getByRole('link', { name: personOf(login(late))?.name ?? '', exact: true }).waitFor();
      await page.getByRole('heading', { name: escalationMessages[language].title }).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(await sideways(page)).toBe(false);
      expect(faults).toEqual([]);
    }
  }, 60_000);
});
