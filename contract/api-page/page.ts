import type { OpenApiDocument } from '../openapi.ts';
import { type Html, html, text } from './html.ts';
import { type Schema, schemaTable, typeOf } from './schema-table.ts';

interface Content {
  schema?: Schema;
  examples?: Record<string, { summary: string }>;
}

interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

/** An operation of the document, as the page shows it. */
interface Shown {
  operationId: string;
  tags: string[];
  summary: string;
  'x-summary-zh': string;
  'x-roles': string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { $ref?: string; content?: Record<string, Content> }>;
}

interface Line extends Shown {
  method: string;
  path: string;
}

/**
 * The readable page of the API (接口文档) in both languages, from the OpenAPI document alone. It has no script and one
 * style sheet of its own site, `api-page.css`.
 */
export function apiPage(document: OpenApiDocument): string {
  const lines = linesOf(document);
  const groups = (document.tags ?? []).map(({ name, description = name }) => ({
    name,
    description,
    lines: lines.filter(({ tags }) => tags.includes(name)),
  }));
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>);
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(document.info.title)} ${text(document.info.version)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/api-page.css">
</head>
<body>
<header>
<h1>${text(document.info.title)} <small>${text(document.info.version)}</small></h1>
<p>${text(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">OpenAPI 3.1 (JSON)</a></p>
</header>
<nav aria-label="接口目录 Contents">
${groups.map(
  (group) => html`<h2><a href="#${text(group.name)}">${text(group.description)}</a></h2>
<ul>
${group.lines.map((line) => html`<li><a href="#${text(line.operationId)}">${text(line['x-summary-zh'])} <span lang="en">${text(line.summary)}</span></a></li>\n`)}</ul>
`,
)}<h2><a href="#schemas">数据结构 Schemas</a></h2>
<h2><a href="#problems">错误 Problems</a></h2>
</nav>
<main>
${groups.map(
  (group) => html`<section aria-labelledby="${text(group.name)}">
<h2 id="${text(group.name)}">${text(group.description)}</h2>
${group.lines.map(operationArticle)}</section>
`,
)}<section aria-labelledby="schemas">
<h2 id="schemas">数据结构 <span lang="en">Schemas</span></h2>
${schemas.map(
  ([name, schema]) => html`<article aria-labelledby="schema-${text(name)}">
<h3 id="schema-${text(name)}">${text(name)}</h3>
${schemaTable(schema, text(name))}
</article>
`,
)}</section>
${problemSection(document)}
</main>
</body>
</html>
`;
  return page.markup;
}

function linesOf(document: OpenApiDocument): Line[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Shown>).map(([method, shown]) => ({
      ...shown,
      method: method.toUpperCase(),
      path,
    })),
  );
}

function operationArticle(line: Line): Html {
  const { operationId, method, path, parameters = [], requestBody, responses } = line;
  const roles = line['x-roles'];
  const success = Object.entries(responses).filter(([, { content }]) => content);
  const problems = Object.entries(responses).filter(([, { $ref }]) => $ref);
  return html`<article aria-labelledby="${text(operationId)}">
<h3 id="${text(operationId)}">${text(line['x-summary-zh'])} <span lang="en">${text(line.summary)}</span></h3>
<p><code><strong>${text(method)}</strong> ${text(path)}</code> · <code>${text(operationId)}</code></p>
<p>${
    roles.includes('public')
      ? html`无需登录 <span lang="en">No sign-in</span>`
      : html`角色 <span lang="en">Roles</span>: ${roles.map((role) => html`<code>${text(role)}</code> `)}`
  }</p>
${parameters.length > 0 ? [parameterTable(parameters)] : []}
${bodies(requestBody?.content, html`请求 <span lang="en">Request body</span>`)}
${success.map(([status, { content }]) => bodies(content, html`答复 <span lang="en">Response</span> ${text(status)}`))}
<p>错误 <span lang="en">Problems</span>: ${problems.map(([status, { $ref = '' }]) => {
    const kind = $ref.slice($ref.lastIndexOf('/') + 1);
    return html`<a href="#problem-${text(kind)}">${text(status)} ${text(kind)}</a> `;
  })}</p>
</article>
`;
}

function bodies(content: Record<string, Content> | undefined, caption: Html): Html {
  const shown = Object.values(content ?? {}).flatMap(({ schema }) =>
    schema ? [schemaTable(schema, caption)] : [],
  );
  return html`${shown}`;
}

function parameterTable(parameters: readonly Parameter[]): Html {
  return html`<table>
<caption>参数 <span lang="en">Parameters</span></caption>
<thead><tr><th scope="col">名称 <span lang="en">Name</span></th><th scope="col">类型 <span lang="en">Type</span></th><th scope="col">位置 <span lang="en">In</span></th></tr></thead>
<tbody>
${parameters.map(
  (parameter) =>
    html`<tr><th scope="row"><code>${text(parameter.name)}</code></th><td>${typeOf(parameter.schema)}</td><td>${text(parameter.in)}; ${
      parameter.required
        ? html`必填 <span lang="en">required</span>`
        : html`可选 <span lang="en">optional</span>`
    } ${text(parameter.description ?? '')}</td></tr>\n`,
)}</tbody>
</table>`;
}

function problemSection(document: OpenApiDocument): Html {
  const kinds = Object.entries(
    (document.components?.responses ?? {}) as Record<string, { content: Record<string, Content> }>,
  );
  return html`<section aria-labelledby="problems">
<h2 id="problems">错误 <span lang="en">Problems</span></h2>
<p>RFC 9457, <code>application/problem+json</code>: <a href="#schema-Problem">Problem</a></p>
${kinds.map(
  ([kind, { content }]) => html`<article aria-labelledby="problem-${text(kind)}">
<h3 id="problem-${text(kind)}">${text(kind)}</h3>
<table>
<caption>${text(kind)}</caption>
<thead><tr><th scope="col">代码 <span lang="en">Code</span></th><th scope="col">含义 <span lang="en">Meaning</span></th></tr></thead>
<tbody>
${Object.values(content)
  .flatMap(({ examples = {} }) => Object.entries(examples))
  .map(
    ([code, { summary }]) =>
      html`<tr><th scope="row"><code>${text(code)}</code></th><td>${text(summary)}</td></tr>\n`,
  )}</tbody>
</table>
</article>
`,
)}</section>`;
}
