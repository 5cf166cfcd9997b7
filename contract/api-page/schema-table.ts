import { type Html, html, text } from './html.ts';

/** A JSON schema, as far as the page shows it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  description?: string;
}

interface Row {
  name: string;
  required: boolean;
  schema: Schema;
}

/**
 * A schema as a table of its fields, nested ones by their path: `tasks[].claim.until`; schemas with a name are links.
 * @param caption what the table is of, for those who hear it
 */
export function schemaTable(schema: Schema, caption: Html): Html {
  const rows = rowsOf('', schema, true);
  return html`<table>
<caption>${caption}</caption>
<thead><tr><th scope="col">字段 <span lang="en">Field</span></th><th scope="col">类型 <span lang="en">Type</span></th><th scope="col">约束 <span lang="en">Rules</span></th></tr></thead>
<tbody>
${rows.map(
  ({ name, required, schema: field }) =>
    html`<tr><th scope="row"><code>${text(name || '·')}</code></th><td>${typeOf(field)}</td><td>${rulesOf(field, required)}</td></tr>\n`,
)}</tbody>
</table>`;
}

function rowsOf(path: string, schema: Schema, required: boolean): Row[] {
  const own: Row[] = path === '' ? [] : [{ name: path, required, schema }];
  if (schema.$ref) return path === '' ? [{ name: '', required, schema }] : own;
  const alternatives = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (alternatives?.some(isStructured)) {
    const inner = alternatives.flatMap((alternative, index) =>
      rowsOf(`${path}(${index + 1})`, alternative, required),
    );
    return [...own, ...inner];
  }
  if (schema.items && isStructured(schema.items)) {
    return [...own, ...rowsOf(`${path}[]`, schema.items, true).slice(1)];
  }
  if (!schema.properties) return path === '' ? [{ name: '', required, schema }] : own;
  const inner = Object.entries(schema.properties).flatMap(([name, field]) =>
    rowsOf(path === '' ? name : `${path}.${name}`, field, schema.required?.includes(name) ?? false),
  );
  return [...own, ...inner];
}

function isStructured(schema: Schema): boolean {
  return Boolean(schema.properties ?? schema.oneOf ?? schema.anyOf ?? schema.allOf);
}

/** The type of a field in words; a named schema is a link to its own table. */
export function typeOf(schema: Schema): Html {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return html`<a href="#schema-${text(name)}">${text(name)}</a>`;
  }
  if (schema.items) return html`${typeOf(schema.items)}[]`;
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return join(alternatives.map(typeOf), ' | ');
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    return html`{ … : ${typeOf(schema.additionalProperties)} }`;
  }
  if (schema.const !== undefined) return html`<code>${text(JSON.stringify(schema.const))}</code>`;
  if (schema.enum)
    return join(
      schema.enum.map((value) => html`<code>${text(String(value))}</code>`),
      ' | ',
    );
  return text([schema.type].flat().join(' | ') || 'any');
}

function rulesOf(schema: Schema, required: boolean): Html {
  const range = (low: number | undefined, high: number | undefined, unit: string) => {
    if (low === undefined && high === undefined) return [];
    return [text(`${low === high ? low : `${low ?? '…'} – ${high ?? '…'}`}${unit}`)];
  };
  return join(
    [
      required ? html`必填 <span lang="en">required</span>` : html`可选 <span lang="en">optional</span>`,
      ...(schema.format ? [text(schema.format)] : []),
      ...range(schema.minimum, schema.maximum, ''),
      ...range(schema.minLength, schema.maxLength, ' 字符 characters'),
      ...range(schema.minItems, schema.maxItems, ' 项 items'),
      ...(schema.pattern ? [html`<code>${text(schema.pattern)}</code>`] : []),
      ...(schema.description ? [text(schema.description)] : []),
    ],
    '; ',
  );
}

function join(parts: readonly Html[], separator: string): Html {
  return parts.slice(1).reduce((all, part) => html`${all}${text(separator)}${part}`, parts[0] ?? text(''));
}
