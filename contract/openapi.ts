import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { type ProblemCode, type ProblemKind, problemKinds } from '../domain/errors.ts';
import type { Bilingual } from '../domain/words.ts';
import { type ApiFunction, idempotencyKeySchema, type Operation } from './operation.ts';
import { type Problem, problemCodes, problemSchema, problemTexts, statusOfKind } from './problem.ts';
import { operation, operationIds } from './routes.ts';

/** Who is served by each function; the groups of the document, in this order. */
const audiences: Record<ApiFunction, Bilingual> = {
  'enterprise-api': { zh: '企业与公众', en: 'Enterprises and the public' },
  'attachment-api': { zh: '佐证材料', en: 'Attachments' },
  'review-api': { zh: '审核人员', en: 'Reviewers' },
  'notice-api': { zh: '通知', en: 'Notices' },
  'policy-api': { zh: '政策起草与公开', en: 'Writing and reading policies' },
  scan: { zh: '扫码人员', en: 'People who scan' },
  'gate-api': { zh: '卡口人员', en: 'Gate officers' },
  'admin-api': { zh: '管理与公开数据', en: 'Administration and public figures' },
  'audit-api': { zh: '纪检', en: 'Auditors' },
};

const keyHeader = z.object({
  'Idempotency-Key': idempotencyKeySchema.meta({
    description:
      '同一键与同一内容只生效一次，重复请求得到相同答复；内容不同则为 409。 Same key and body: the effect of one, and the same answer; other body: 409.',
  }),
});

/** Leaves out what zod adds and what says nothing: a format's pattern of 300 characters, the bounds of an integer. */
const withoutNoise: ZodOpenApiOverride = ({ jsonSchema }) => {
  if (jsonSchema.format === 'date-time') {
    delete jsonSchema.pattern;
    jsonSchema.examples = ['2020-02-21T01:00:00.000Z'];
  }
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

export type OpenApiDocument = ReturnType<typeof createDocument>;

/**
 * The OpenAPI 3.1 document of the API, derived from the operations and the problem codes.
 * @param version of the product
 */
export function openApiDocument(version: string): OpenApiDocument {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: '复工通接口 Fugong API',
        version,
        summary:
          '经济区复工复产：惠企补贴申报与审核，轨迹行程核验。 Subsidies and itinerary checks of a reopening zone.',
        description:
          '时间为 UTC（ISO 8601，毫秒），金额为分。 Times are UTC in ISO 8601 with milliseconds; money is in fen (1/100 CNY).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(audiences).map(([name, words]) => ({ name, description: both(words) })),
      paths: paths(),
      components: {
        schemas: { Problem: problemSchema },
        responses: problemResponses(),
        securitySchemes: {
          accessToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description:
              '身份服务签发的访问令牌，声明 role 为角色。 Access token of the identity provider; its claim `role` is the role.',
          },
        },
      },
    },
    { override: withoutNoise },
  );
}

function paths(): ZodOpenApiPathsObject {
  const found: ZodOpenApiPathsObject = {};
  for (const operationId of operationIds) {
    const declared = operation(operationId);
    found[declared.path] = {
      ...found[declared.path],
      [declared.method.toLowerCase()]: operationObject(operationId, declared),
    };
  }
  return found;
}

function operationObject(operationId: string, declared: Operation): ZodOpenApiOperationObject {
  const { roles, summary, params, query, body, response, status, mutates } = declared;
  const isPublic = roles.includes('public');
  return {
    operationId,
    tags: [declared.function],
    summary: summary.en,
    'x-summary-zh': summary.zh,
    description: `${both(summary)}\n\n${isPublic ? '无需登录。 No sign-in.' : `角色 Roles: ${roles.join(', ')}`}`,
    'x-roles': [...roles],
    // One requirement a role: any of them will do.
    security: isPublic ? [] : roles.map((role) => ({ accessToken: [role] })),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(mutates ? { header: keyHeader } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [status]: {
        description: both(summary),
        content: { 'application/json': { schema: response } },
      },
      ...Object.fromEntries(
        problemsOf(declared).map((kind) => [
          statusOfKind[kind],
          { $ref: `#/components/responses/${kind}` } as const,
        ]),
      ),
    },
  };
}

/** The kinds of problem an operation can answer with, by what it takes and who may call it. */
function problemsOf({ roles, params, query, body, mutates }: Operation): ProblemKind[] {
  const possible: Record<ProblemKind, boolean> = {
    Invalid: Boolean(params ?? query ?? body) || mutates,
    Unauthenticated: !roles.includes('public'),
    Forbidden: !roles.includes('public'),
    NotFound: Boolean(params ?? body),
    Conflict: mutates,
    TooLarge: Boolean(body),
    UnsupportedMediaType: Boolean(body),
    TooManyRequests: true,
    Fault: true,
    Unavailable: true,
  };
  return (Object.keys(possible) as ProblemKind[]).filter((kind) => possible[kind]);
}

/** One response a kind of problem, with each of its codes as an example. */
function problemResponses(): Record<ProblemKind, ZodOpenApiResponseObject> {
  const responses: Partial<Record<ProblemKind, ZodOpenApiResponseObject>> = {};
  for (const kind of Object.keys(statusOfKind) as ProblemKind[]) {
    const codes = problemCodes.filter((code) => problemKinds[code] === kind);
    responses[kind] = {
      description: `${kind}: ${codes.join(', ')}`,
      content: {
        'application/problem+json': {
          schema: problemSchema,
          examples: Object.fromEntries(codes.map((code) => [code, problemExample(code)])),
        },
      },
    };
  }
  return responses as Record<ProblemKind, ZodOpenApiResponseObject>;
}

function problemExample(code: ProblemCode): { summary: string; value: Problem } {
  const kind = problemKinds[code];
  return {
    summary: both(problemTexts[code]),
    value: {
      type: `urn:fugong:problem:${code}`,
      title: kind,
      status: statusOfKind[kind],
      detail: problemTexts[code].zh,
      code,
      fields: [],
      correlationId: 'QkYw2jYGiJIEJ8g=',
    },
  };
}

function both({ zh, en }: Bilingual): string {
  return `${zh} ${en}`;
}
