import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../contract/openapi.ts';
import { problemCodes, problemTexts, statusOfKind } from '../../contract/problem.ts';
import { operation, operationIds } from '../../contract/routes.ts';
import { problemKinds } from '../../domain/errors.ts';

interface Response {
  $ref?: string;
  content?: Record<string, { schema: object; examples?: Record<string, { value: object }> }>;
}
interface Shown {
  operationId: string;
  tags: string[];
  summary: string;
  'x-summary-zh': string;
  'x-roles': string[];
  description: string;
  security: Record<string, string[]>[];
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { required: boolean };
  responses: Record<string, Response>;
}

/** As a reader gets it: JSON. */
const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3'))) as {
  info: { version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Shown>>;
  components: { schemas: object; responses: Record<string, Required<Pick<Response, 'content'>>> };
};
const shown = new Map(
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, one]) => [one.operationId, { ...one, method: method.toUpperCase(), path }] as const,
    ),
  ),
);
const of = (id: string) => {
  const found = shown.get(id);
  if (!found) throw new Error(`${id} is not in the document`);
  return found;
};

describe('the OpenAPI document', () => {
  it('is valid by the schema of OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as unknown as Record<string, unknown>)).toEqual(
      { valid: true },
    );
    expect(validator.version).toBe('3.1');
  });

  it('has every operation of the contract, and no other', () => {
    expect([...shown.keys()].sort()).toEqual([...operationIds].sort());
  });

  it.each(operationIds)('shows %s where it is, who may call it, and in both languages', (id) => {
    const { method, path, roles, summary, function: audience } = operation(id);
    const one = of(id);
    expect(one).toMatchObject({
      method,
      path,
      tags: [audience],
      summary: summary.en,
      'x-summary-zh': summary.zh,
    });
    expect(document.tags.map(({ name }) => name)).toContain(audience);
    expect(one['x-roles']).toEqual(roles);
    const required = roles.filter((role) => role !== 'public').map((role) => ({ accessToken: [role] }));
    expect(one.security).toEqual(required);
    for (const role of required.length > 0 ? roles : []) expect(one.description).toContain(role);
  });

  it.each(operationIds)('tells what %s takes: path, query, key and body', (id) => {
    const { params, query, body, mutates } = operation(id);
    const { parameters = [], requestBody } = of(id);
    const named = (place: string) => parameters.filter((one) => one.in === place).map(({ name }) => name);
    expect(named('path')).toEqual(Object.keys(params?.shape ?? {}));
    expect(named('query')).toEqual(Object.keys(query?.shape ?? {}));
    expect(named('header')).toEqual(mutates ? ['Idempotency-Key'] : []);
    expect(requestBody?.required ?? false).toBe(body !== undefined);
  });

  it.each(operationIds)('tells what %s answers, and with which problems', (id) => {
    const { status, roles, body, mutates } = operation(id);
    const { responses } = of(id);
    expect(responses[status]?.content).toHaveProperty('application/json');
    const problems = Object.keys(responses).filter((one) => one !== String(status));
    expect(problems).toEqual(expect.arrayContaining(['429', '500', '503']));
    expect(problems.includes('401')).toBe(!roles.includes('public'));
    expect(problems.includes('415')).toBe(body !== undefined);
    expect(problems.includes('409')).toBe(mutates);
  });

  it('shows every problem code once, with its status and an example in words', () => {
    const examples = Object.values(document.components.responses).flatMap(({ content }) =>
      Object.entries(content['application/problem+json']?.examples ?? {}),
    );
    expect(examples.map(([code]) => code).sort()).toEqual([...problemCodes].sort());
    for (const [code, { value }] of examples) {
      const known = problemCodes.find((one) => one === code);
      if (!known) throw new Error(`${code} is no code`);
      expect(value).toMatchObject({
        code,
        status: statusOfKind[problemKinds[known]],
        detail: problemTexts[known].zh,
      });
    }
  });

  it('lets no response have a field that is not declared', () => {
    const open: string[] = [];
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      if ('properties' in value && 'type' in value && !('additionalProperties' in value)) open.push(path);
      for (const [key, inner] of Object.entries(value)) visit(inner, `${path}/${key}`);
    };
    for (const [id, { responses }] of shown) visit(responses, id);
    visit(document.components.schemas, 'schemas');
    expect(open).toEqual([]);
  });

  it('carries the version of the product', () => {
    expect(document.info.version).toBe('1.2.3');
  });
});
