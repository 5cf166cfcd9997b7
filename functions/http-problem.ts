import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { fieldReasonTexts, type Problem, problemTexts, statusOfKind } from '../contract/problem.ts';
import { DomainError } from '../domain/errors.ts';
import type { Language } from '../domain/words.ts';

/**
 * A problem response (RFC 9457) in the reader's language for anything thrown. What is no DomainError is a fault: its
 * name and stack go to the log under the correlation id, its message stays inside.
 */
export function problemResponse(
  thrown: unknown,
  event: Pick<APIGatewayProxyEventV2, 'headers' | 'requestContext' | 'routeKey'>,
): APIGatewayProxyStructuredResultV2 {
  const correlationId = event.requestContext.requestId;
  const error = thrown instanceof DomainError ? thrown : new DomainError('internal-error');
  if (error !== thrown) logFault(thrown, event.routeKey, correlationId);
  const language = languageOf(event.headers['accept-language']);
  const status = statusOfKind[error.kind];
  const problem: Problem = {
    type: `urn:fugong:problem:${error.code}`,
    title: error.kind,
    status,
    detail: problemTexts[error.code][language],
    code: error.code,
    fields: error.fields.map((field) => ({
      ...field,
      message: [fieldReasonTexts[field.reason][language], field.expected].filter(Boolean).join(': '),
    })),
    correlationId,
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'cache-control': 'no-store',
    },
    body: JSON.stringify(problem),
  };
}

/** Chinese unless English is asked for first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh';
}

/** Writes a fault as one JSON line: where and what kind, without messages, which could quote personal data. */
function logFault(thrown: unknown, routeKey: string, correlationId: string): void {
  const error = thrown instanceof Error ? thrown : new Error('not an error');
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8);
  console.error(JSON.stringify({ level: 'error', correlationId, routeKey, error: error.name, frames }));
}
