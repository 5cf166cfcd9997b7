import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { html, text } from '../../contract/api-page/html.ts';
import { operation, operationIds } from '../../contract/routes.ts';
import { writeApiDocs } from '../../infra/api-docs.ts';
import { contentSecurityPolicy } from '../../infra/security-headers.ts';
import { readSettings } from '../../infra/settings.ts';
import { accessibilityViolations, fitsItsScreen, newVisitor, openBrowser } from '../journeys/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'fugong-docs-'));
const settings = readSettings((name) => (cdk.context as Record<string, unknown>)[name]);
let server: Server;
let browser: Browser;
let origin: string;

/** The built documents, under the policy that the distribution gives them. */
function answer(path: string): { type: string; content: Buffer } | undefined {
  const files: Record<string, [string, string]> = {
    '/api/docs/': ['api/docs/index.html', 'text/html; charset=utf-8'],
    '/api/docs/api-page.css': ['api/docs/api-page.css', 'text/css'],
    '/api/openapi.json': ['api/openapi.json', 'application/json'],
  };
  const [file, type] = files[path] ?? [];
  return file && type ? { type, content: readFileSync(join(folder, file)) } : undefined;
}

beforeAll(async () => {
  await writeApiDocs(folder);
  const policy = contentSecurityPolicy(settings, { inlineStyles: false, attachments: 'attachments.example' });
  server = createServer((request, response) => {
    const found = answer(request.url ?? '');
    response.writeHead(found ? 200 : 404, {
      'content-type': found?.type ?? 'text/plain',
      'content-security-policy': policy,
    });
    response.end(found?.content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

describe('the page of the API', () => {
  const page = () => readFileSync(join(folder, 'api/docs/index.html'), 'utf8');

  it.each(operationIds)('tells of %s in both languages', (id) => {
    const { method, path, summary } = operation(id);
    const start = page().indexOf(`<h3 id="${id}">`);
    const article = page().slice(start, page().indexOf('</article>', start));
    expect(start).toBeGreaterThan(0);
    expect(article).toContain(`<strong>${method}</strong> ${path}`);
    expect(article).toContain(summary.zh);
    expect(article).toContain(text(summary.en).markup);
  });

  it('has no script, no style and no address of another host in it', () => {
    expect(page()).not.toMatch(/<script|style=|<style|https?:\/\//);
  });

  it('leads every link to a place on the page or to the document', () => {
    const links = [...page().matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    const anchors = links.filter((link) => link.startsWith('#')).map((link) => link.slice(1));
    expect(anchors.length).toBeGreaterThan(operationIds.length);
    for (const anchor of new Set(anchors)) expect(page()).toContain(`id="${anchor}"`);
    expect(links.filter((link) => link.startsWith('/')).sort()).toEqual([
      '/api/docs/api-page.css',
      '/api/openapi.json',
    ]);
  });

  it.each([
    ['a desk', false],
    ['a phone', true],
  ])('on %s is accessible, keeps its policy, and needs no scrolling sideways', async (_, phone) => {
    const { context, page: visited, faults } = await newVisitor(browser, origin, { phone });
    await visited.goto('/api/docs/');
    expect(await fitsItsScreen(visited)).toBe(true);
    // The style sheet came: the policy let it.
    expect(await visited.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('960px');
    expect(faults).toEqual([]);
    expect(await accessibilityViolations(visited)).toEqual([]);
    await context.close();
  });
});

describe('markup', () => {
  it('takes text as text, whatever it says', () => {
    const evil = `<img src=x onerror="alert('1')">&`;
    expect(html`<p title="${text(evil)}">${text(evil)}</p>`.markup).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
    );
  });
});
