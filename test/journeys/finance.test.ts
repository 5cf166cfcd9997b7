import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideAll, demoProfile, stateProfile } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import type { Platform } from '../../local/platform.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { reviewMessages } from '../../web/console/messages/review-messages.ts';
import { workflowMessages } from '../../web/console/messages/workflow-messages.ts';
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

/** An application of CNY 1,000,000, above what the policy lets pass without finance; office and bureau approve. */
async function bringToFinance(login: string): Promise<string> {
  const officers = signInAt(platform.origin);
  const api = await officers(login);
  await stateProfile(api, demoProfile(Number(login.split('-')[1])));
  const { applicationId } = await api.submitApplication({
    body: {
      uscc: personOf(login)?.uscc ?? '',
      policyId: 'stable-jobs',
      answers: { workersBefore: 2000, workersNow: 2000, truthful: true },
    },
  });
  for (const officer of ['office-1', 'bureau-1'])
    await decideAll(
      officers,
      [officer],
      1,
      () => ({ outcome: 'approve' }),
      () => undefined,
    );
  return applicationId;
}

describe.each([
  { reader: 'zh-CN', language: 'zh', enterprise: 'enterprise-1', officer: 'finance-1' },
  { reader: 'en-GB', language: 'en', enterprise: 'enterprise-4', officer: 'finance-2' },
] as const)('Finance, reading $reader,', ({ reader, language, enterprise, officer }) => {
  it('finds what is above the threshold in its queue, sees its stage in the workflow, and approves it to the end', async () => {
    const applicationId = await bringToFinance(enterprise);
    const review = reviewMessages[language];
    const { outcomes } = domainWords[language];
    const { page, faults } = await newVisitor(browser, platform.origin, { language: reader });
    await page.goto('/console/');
    await page.getByRole('button', { name: frameMessages[language].signIn }).first().click();
    await signIn(page, officer);
    await page.getByRole('link', { name: personOf(enterprise)?.name ?? '', exact: true }).click();
    const drawing = page.getByRole('img', { name: workflowMessages[language].states['financeCheck'] ?? '' });
    await drawing.waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: review.claim }).click();
    await page.getByText(review.held, { exact: true }).waitFor();
    await page.getByRole('button', { name: outcomes.approve, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: review.confirm.approve }).click();
    await page.getByText(review.decided.approve).first().waitFor();
    const api = await signInAt(platform.origin)(enterprise);
    await expect
      .poll(async () => (await api.getApplication({ params: { applicationId } })).status, { timeout: 15_000 })
      .toBe('approved');
    expect(faults).toEqual([]);
  }, 60_000);
});
