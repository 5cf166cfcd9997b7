import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoNumber, type NumberKind } from '../../local/carriers/numbers.ts';
import { registerVenues } from '../../local/demo/scans.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { demoVenues } from '../../local/demo/venues.ts';
import type { Platform } from '../../local/platform.ts';
import { accessibilityViolations, newVisitor, openBrowser, type ReaderLanguage, signIn } from './browser.ts';
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

const words = {
  'zh-CN': { send: '同意并获取验证码', check: '查询并判定', goOn: '继续' },
  'en-GB': { send: 'Agree and get a code', check: 'Check my itinerary', goOn: 'Go on' },
} satisfies Record<ReaderLanguage, object>;

/** A person scans the poster, agrees, types the number and the code of the SMS. */
async function scan(
  kind: NumberKind,
  serial: number,
  language: ReaderLanguage = 'zh-CN',
): Promise<{ page: Page; faults: string[] }> {
  const visitor = await newVisitor(browser, platform.origin, { language, phone: true });
  const { page } = visitor;
  const number = demoNumber(kind, 0, serial);
  await page.goto(`/s/${venueToken}`);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.locator('#phone').fill(number);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: words[language].send }).click();
  if (kind === 'down') {
    await page.getByRole('button', { name: words[language].goOn }).click();
    return visitor;
  }
  await page.locator('#code').waitFor();
  const { code } = (await (await fetch(`${platform.origin}/local/sms/${number}`)).json()) as { code: string };
  await page.locator('#code').fill(code);
  await page.getByRole('button', { name: words[language].check }).click();
  return visitor;
}

describe('A person at a gate', () => {
  it.each([
    ['zone-only', '绿码 · 可通行'],
    ['other-places', '黄码 · 请出示健康证明'],
    ['high-incidence', '红码 · 请勿进入 · 集中隔离'],
    ['abroad', '红码 · 请走重点关注通道'],
    ['down', '黄码 · 请工作人员人工核验'],
  ] as const)(
    'whose number is %s reads: %s',
    async (kind, verdict) => {
      const { page, faults } = await scan(kind, 1);
      await page.getByRole('status').getByText(verdict).waitFor();
      await page.locator('svg[data-pass]').waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(faults).toEqual([]);
    },
    60_000,
  );

  it('reads the verdict and its reason in English', async () => {
    const { page } = await scan('other-places', 2, 'en-GB');
    await page.getByText('Yellow · show your health certificate').waitFor();
    await page.getByText('Been in other places outside Zhengzhou within 14 days').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  }, 60_000);

  it('keeps what was typed when the code is wrong, and is told so', async () => {
    const { page } = await newVisitor(browser, platform.origin, { phone: true });
    await page.goto(`/s/${venueToken}`);
    await page.locator('#phone').fill(demoNumber('zone-only', 1, 3));
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: words['zh-CN'].send }).click();
    await page.locator('#code').fill('000000');
    await page.getByRole('button', { name: words['zh-CN'].check }).click();
    await page.getByRole('alert').getByText('验证码不正确').waitFor();
    expect(await page.locator('#code').inputValue()).toBe('000000');
  }, 60_000);

  it('is verified by an officer, whose look at a health certificate lets a yellow code in', async () => {
    const { page: phone } = await scan('other-places', 4);
    const pass = (await phone.locator('svg[data-pass]').getAttribute('data-pass')) ?? '';
    const { page, faults } = await newVisitor(browser, platform.origin, { phone: true });
    await page.goto('/officer/');
    await page.getByRole('button', { name: '登录' }).click();
    await signIn(page, 'gate-1');
    await page.waitForURL(/officer/);
    await page.getByLabel('通行凭证内容').fill(pass);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await page.getByText('黄码 · 请出示健康证明').waitFor();
    await page.getByLabel('出具单位').fill('示例镇人民政府');
    await page.getByLabel('单位级别').selectOption('village');
    await page.getByLabel('单位所在地行政区划代码').fill('411481');
    await page.getByLabel('出具日期').fill('2020-02-20');
    await page.getByRole('button', { name: '核验证明' }).click();
    await page.getByText('出具单位低于乡镇级，不能放行。').waitFor();
    await page.getByLabel('单位级别').selectOption('township');
    await page.getByRole('button', { name: '核验证明' }).click();
    await page.getByText('黄码 · 可通行 · 健康证明已核验').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 60_000);
});
