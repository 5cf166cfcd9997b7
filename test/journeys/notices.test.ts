import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindTitle } from '../../domain/notices/notice-words.ts';
import { demoWebhook, SECRET } from '../../local/channels/tokens.ts';
import { applyForAward, decideAll } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import type { Platform } from '../../local/platform.ts';
import { messages } from '../../web/apply/messages.ts';
import { frameMessages } from '../../web/console/messages/frame-messages.ts';
import { noticeMessages } from '../../web/ui/notices/notice-messages.ts';
import { settingsMessages } from '../../web/ui/notices/settings-messages.ts';
import { accessibilityViolations, fitsItsScreen, newVisitor, openBrowser, signIn } from './browser.ts';
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

interface Sent {
  channel: string;
  to: string;
  text: string;
}
/** What the robot with this serial number got. */
async function robotGot(serial: number): Promise<string[]> {
  const { messages: sent } = (await (await fetch(`${platform.origin}/local/notices`)).json()) as {
    messages: Sent[];
  };
  return sent.filter(({ to }) => to === String(serial).padStart(4, '0')).map(({ text }) => text);
}

describe.each([
  { reader: 'zh-CN', language: 'zh', number: 1, office: 'office-1', serial: 11 },
  { reader: 'en-GB', language: 'en', number: 2, office: 'office-2', serial: 12 },
] as const)('Notices, read in $reader,', ({ reader, language, number, office, serial }) => {
  const inbox = noticeMessages[language];
  const words = settingsMessages[language];
  const officers = () => signInAt(platform.origin);
  const apply = () =>
    applyForAward(
      officers(),
      (login) => personOf(login)?.uscc ?? '',
      [{ number, resumedOn: '2020-02-17' }],
      () => undefined,
    );

  it('go to the robot an officer has set up and tried, and into the inbox of his queue', async () => {
    const { page, faults } = await newVisitor(browser, platform.origin, { language: reader });
    await page.goto('/console/');
    await page.getByRole('button', { name: frameMessages[language].signIn }).first().click();
    await signIn(page, office);
    await page.getByRole('link', { name: inbox.title, exact: true }).click();
    await page.getByText(inbox.empty, { exact: true }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: inbox.settings }).click();
    const robot = page.getByRole('region', { name: words.channels.dingtalk });
    await robot.getByLabel(words.webhook).fill('https://127.0.0.1/robot/send?access_token=1');
    await robot.getByLabel(words.secret).fill(SECRET);
    await robot.getByLabel(kindTitle('taskOpened', language)).check();
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await robot.getByText(words.fieldErrors.webhook).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await robot.getByLabel(words.webhook).fill(demoWebhook('dingtalk', 'good', serial));
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await page.getByText(words.saved).waitFor();
    await robot.getByText(words.isSet(`****00${serial}`)).waitFor();
    await robot.getByRole('button', { name: words.testOf(words.channels.dingtalk) }).click();
    await robot.getByText(words.outcomes.sent).waitFor();
    expect(await robotGot(serial)).toHaveLength(1);
    expect(await accessibilityViolations(page)).toEqual([]);

    await apply();
    await expect.poll(() => robotGot(serial), { timeout: 15_000 }).toHaveLength(2);
    expect((await robotGot(serial))[0]).toContain(`${platform.origin}/console/reviews/`);
    await page.getByRole('link', { name: words.back }).click();
    await page.getByText(kindTitle('taskOpened', language)).first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: inbox.markAllRead }).click();
    await expect.poll(() => page.locator('.notices .unread').count()).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await fitsItsScreen(page)).toBe(true);
    expect(faults).toEqual([]);
  }, 90_000);

  it('tell an enterprise of each step, on a phone, and lead to its application', async () => {
    await decideAll(
      officers(),
      [office],
      1,
      () => ({ outcome: 'approve' }),
      () => undefined,
    );
    const { page, faults } = await newVisitor(browser, platform.origin, { language: reader, phone: true });
    await page.goto('/apply/');
    await page.getByRole('button', { name: messages[language].signIn }).first().click();
    await signIn(page, `enterprise-${number}`);
    await page.getByRole('link', { name: `${inbox.title} 2 ${inbox.unreadCounted}` }).click();
    await page.getByText(kindTitle('stagePassed', language)).waitFor();
    await page.getByText(kindTitle('received', language)).first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fitsItsScreen(page)).toBe(true);
    await page
      .getByRole('link', { name: inbox.open('') })
      .first()
      .click();
    await page.getByRole('heading', { name: messages[language].timeline }).waitFor();
    await page.getByRole('link', { name: `${inbox.title} 1 ${inbox.unreadCounted}` }).click();
    await page.getByRole('link', { name: inbox.settings }).click();
    await page.getByRole('region', { name: words.channels.sms }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fitsItsScreen(page)).toBe(true);
    expect(faults).toEqual([]);
  }, 90_000);
});
