import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoProfile, stateProfile } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import type { Platform } from '../../local/platform.ts';
import { compendiumMessages } from '../../web/apply/compendium-messages.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { policyMessages } from '../../web/console/messages/policy-messages.ts';
import { simulationMessages } from '../../web/console/messages/simulation-messages.ts';
import { formatYuan } from '../../web/ui/format.ts';
import { accessibilityViolations, newVisitor, openBrowser, type ReaderLanguage, signIn } from './browser.ts';
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

const policyId = 'stable-jobs';

/** Applies for stable jobs with 100 workers kept of 100, by the API, and gives the application's id. */
async function apply(login: string): Promise<string> {
  const api = await signInAt(platform.origin)(login);
  await stateProfile(api, demoProfile(Number(login.split('-')[1])));
  const answers = { workersBefore: 100, workersNow: 100, truthful: true };
  const body = { uscc: personOf(login)?.uscc ?? '', policyId, answers };
  return (await api.submitApplication({ body })).applicationId;
}

/** Opens the console as an officer, on the page of the policies. */
async function openPolicies(reader: ReaderLanguage, language: 'zh' | 'en', officer: string) {
  const visitor = await newVisitor(browser, platform.origin, { language: reader });
  const { page } = visitor;
  await page.goto('/console/');
  await page.getByRole('button', { name: frameMessages[language].signIn }).first().click();
  await signIn(page, officer);
  await page.getByRole('link', { name: frameMessages[language].screens.policies }).click();
  return visitor;
}

/** A page of the editor is wide: what differs, what is wrong and the buttons stand beside it. */
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each([
  { reader: 'zh-CN', language: 'zh', enterprise: 'enterprise-1', each: 600, version: 2 },
  { reader: 'en-GB', language: 'en', enterprise: 'enterprise-2', each: 700, version: 3 },
] as const)('The bureau, reading $reader,', ({ reader, language, enterprise, each, version }) => {
  const words = policyMessages[language];
  const simulation = simulationMessages[language];

  it('drafts a version, sees the difference, simulates and proposes it; a second officer publishes it; enterprises see it', async () => {
    const applicationId = await apply(enterprise);
    const author = await openPolicies(reader, language, 'bureau-1');
    const { page } = author;
    await page.locator('table').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.locator(`a[href$="/policies/${policyId}"]`).click();

    // An amount that is taken away is missed at its place; the right one shows in the example and in the comparison.
    const amount = page.getByLabel(`${words.each} (${words.yuan})`);
    await amount.fill('');
    await page.getByText(words.problemsTitle(1)).waitFor();
    await page.locator('.problems a').click();
    expect(await amount.evaluate((control) => control === document.activeElement)).toBe(true);
    await amount.fill(String(each));
    await page.getByText(words.exampleResult(formatYuan(each * 10_000))).waitFor();
    const changed = page.locator('.comparison ins');
    expect(await changed.allTextContents()).toEqual([expect.stringContaining(formatYuan(each * 100))]);
    await page.getByText(words.complete).waitFor();

    await page.getByRole('button', { name: simulation.ofDraft }).click();
    await page.getByText(simulation.whole(version - 1)).waitFor();
    expect(await page.getByText(simulation.results.stopped).count()).toBe(1);
    expect(await accessibilityViolations(page)).toEqual([]);

    await page.getByRole('button', { name: words.propose }).click();
    await page.getByText(words.ownProposal).waitFor();
    expect(await page.getByRole('button', { name: words.publish(version) }).count()).toBe(0);
    expect(await amount.isDisabled()).toBe(true);
    const api = await signInAt(platform.origin)('bureau-1');
    const { version: draftVersion } = await api.getPolicyDraft({ params: { policyId } });
    await expect(
      api.publishPolicy({ params: { policyId }, body: { version: draftVersion } }),
    ).rejects.toMatchObject({ code: 'own-proposal' });

    const second = await openPolicies(reader, language, 'bureau-2');
    await second.page.getByText(words.states.proposed, { exact: true }).waitFor();
    await second.page.locator(`a[href$="/policies/${policyId}"]`).click();
    await second.page.getByRole('button', { name: words.publish(version) }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: words.publishYes }).click();
    await second.page.getByText(words.publishedNow(version)).waitFor();

    const reading = await newVisitor(browser, platform.origin, { language: reader });
    await reading.page.goto(`/apply/policies/${policyId}`);
    await reading.page
      .getByText(formatYuan(each * 100))
      .first()
      .waitFor();
    // The application that was made before is reviewed by the version it was made under.
    const { policy, application } = await api.getReview({ params: { applicationId } });
    expect(policy.version).toBe(version - 1);
    expect(application.amountFen).toBe((each - 100) * 100 * 100);
    for (const { faults } of [author, second, reading]) expect(faults).toEqual([]);
    for (const { context } of [author, second, reading]) await context.close();
  }, 120_000);

  it('starts a new policy on a phone, and is told what is missing; what is typed stays', async () => {
    const id = `canteen-${language}`;
    const { page, context, faults } = await openPolicies(reader, language, 'bureau-1');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByLabel(words.newId, { exact: true }).fill('Canteen!');
    await page.getByRole('button', { name: words.create }).click();
    await page.getByText(words.newIdWrong).waitFor();
    await page.getByLabel(words.newId, { exact: true }).fill(id);
    await page.getByRole('button', { name: words.create }).click();
    await page.getByText(words.compareNew).waitFor();
    const title = page.locator('#policy-title-zh');
    await title.fill('食堂补贴');
    await page.locator('#policy-title-zh-hint').waitFor();
    await title.fill('食堂补贴（示例）');
    await expect.poll(() => page.locator('#policy-title-zh-hint').count()).toBe(0);
    await page.getByRole('button', { name: words.add.clauses }).click();
    await page.locator('#policy-clauses-0-test-kind').selectOption('any');
    await page.getByRole('button', { name: words.add.criteria }).click();
    await page.locator('#policy-clauses-0-test-criteria-0-kind').selectOption('registered-in-zone');
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    const api = await signInAt(platform.origin)('bureau-2');
    await expect
      .poll(async () => (await api.getPolicyDraft({ params: { policyId: id } })).content.clauses)
      .toEqual([{ id: 'clause-1', test: { kind: 'any', criteria: [{ kind: 'registered-in-zone' }] } }]);
    await page.reload();
    await title.waitFor();
    expect(await title.inputValue()).toBe('食堂补贴（示例）');
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);
});

describe.each([
  { reader: 'zh-CN', language: 'zh' },
  { reader: 'en-GB', language: 'en' },
] as const)('Anyone, reading $reader,', ({ reader, language }) => {
  it('reads the compendium without signing in, finds its feed, and prints it on few sheets', async () => {
    const words = compendiumMessages[language];
    const { page, context, faults } = await newVisitor(browser, platform.origin, {
      language: reader,
      phone: true,
    });
    await page.goto('/apply/');
    await page.getByRole('link', { name: words.link }).click();
    await page.locator('.entry').first().waitFor();
    expect(await page.locator('.entry').count()).toBe(10);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.getByRole('img', { name: words.qr }).count()).toBe(1);

    const feed = page.locator(`head link[type="application/feed+json"][hreflang^="${language}"]`);
    const { items } = await (await page.request.get((await feed.getAttribute('href')) ?? '')).json();
    const titles = await page.locator('.cover ol a').allTextContents();
    expect(items.map((item: { title: string }) => item.title).toSorted()).toEqual(titles.toSorted());

    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(sheets.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(6);
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);
});
