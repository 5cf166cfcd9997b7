import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAt } from '../../local/demo/sign-in.ts';
import type { Platform } from '../../local/platform.ts';
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

/** Signs in on an app's start page, in Chinese. */
async function enter(app: 'apply' | 'console', login: string): Promise<{ page: Page; faults: string[] }> {
  const visitor = await newVisitor(browser, platform.origin);
  await visitor.page.goto(`/${app}/`);
  await visitor.page.getByRole('button', { name: '登录' }).first().click();
  await signIn(visitor.page, login);
  await visitor.page.waitForURL(new RegExp(`/${app}/`));
  return visitor;
}

/** Opens the enterprise's review from the queue and claims it. */
async function claim(page: Page, enterprise: string): Promise<void> {
  await page.getByRole('link', { name: enterprise }).first().click();
  await page.getByRole('button', { name: '认领' }).click();
  await page.getByText('由您办理', { exact: true }).waitFor();
}

describe('An application', () => {
  it('goes from the form through office, return, correction and bureau to approved, on pages without a violation', async () => {
    const enterprise = await enter('apply', 'enterprise-1');
    const { page } = enterprise;
    await page.getByRole('link', { name: '查看与申报' }).first().click();
    await page.getByLabel('复工复产日期').fill('2020-02-17');
    await page.getByText('逐条结果').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: '开始申报' }).click();
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('alert').getByText('出现问题').waitFor();
    expect(await page.title()).toMatch(/^错误：/);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel('复工复产日期').fill('2020-02-17');
    await page.getByLabel('已返岗员工人数').fill('１２０');
    await page.getByLabel('所属行业').selectOption('electronics');
    await page.getByLabel('疫情防控措施说明').fill('人员排查、物资、场地管控、方案、驻厂人员均已到位。');
    await page.getByRole('checkbox').check();
    await page.getByText('草稿已保存').waitFor();
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.getByRole('heading', { name: '申报已提交' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: '查看申报' }).click();

    const office = await enter('console', 'office-1');
    expect(await accessibilityViolations(office.page)).toEqual([]);
    await claim(office.page, '示例企业 1');
    expect(await accessibilityViolations(office.page)).toEqual([]);
    await office.page.getByRole('button', { name: '通过', exact: true }).click();
    await office.page.getByRole('button', { name: '确认通过' }).click();

    const bureau = await enter('console', 'bureau-1');
    await claim(bureau.page, '示例企业 1');
    await bureau.page.getByRole('checkbox', { name: '需补正：疫情防控措施说明' }).check();
    await bureau.page.getByLabel('补正说明：疫情防控措施说明').fill('请写明体温登记。');
    await bureau.page.getByRole('button', { name: '退回补正 · 已标记 1 项' }).click();
    const dialog = bureau.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '材料不齐全' }).check();
    await dialog.getByRole('button', { name: '确认退回' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page.getByRole('link', { name: '去补正' }).click();
    await page.getByText('请写明体温登记。').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page
      .getByLabel('疫情防控措施说明')
      .fill('人员排查、物资、场地管控、方案、驻厂人员均已到位，每日登记体温两次。');
    await page.getByRole('button', { name: '重新提交' }).click();
    await page.getByText('企业补正后重新提交').waitFor();

    await bureau.page.goto('/console/');
    await claim(bureau.page, '示例企业 1');
    await bureau.page.getByRole('button', { name: '通过', exact: true }).click();
    await bureau.page.getByRole('button', { name: '确认通过' }).click();
    await page.getByText('审核通过').waitFor();
    await page.getByText('已通过').first().waitFor();
    expect([...enterprise.faults, ...office.faults, ...bureau.faults]).toEqual([]);
  }, 120_000);

  it('reads in English, too, and is tracked by its receipt code without signing in', async () => {
    const api = await signInAt(platform.origin)('enterprise-1');
    const { applications } = await api.listMyApplications();
    const code = applications[0]?.applicationId ?? '';
    const { page, faults } = await newVisitor(browser, platform.origin, { language: 'en-GB', phone: true });
    await page.goto('/apply/track');
    await page.getByLabel('Receipt code').fill(` ${code.toLowerCase().slice(0, 4)} ${code.slice(4)} `);
    await page.getByRole('button', { name: 'Track' }).click();
    await page.getByText('Approved').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(faults).toEqual([]);
  }, 60_000);
});
