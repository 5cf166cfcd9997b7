import type { ProblemCode } from '../domain/errors.ts';
import type { Problem } from './problem.ts';

/** The API refused a call or failed in it, as RFC 9457 tells. */
export class ProblemError extends Error {
  /** HTTP status. */
  readonly status: number;
  readonly code: ProblemCode;
  /** Sentence in the language of the call; empty when the gateway answered before any function did. */
  readonly detail: string;
  /** The refused fields, each with a message in the language of the call. */
  readonly fields: Problem['fields'];
  /** Names this call in the logs; empty where the answer had none. */
  readonly correlationId: string;

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail' | 'fields' | 'correlationId'>) {
    super(`${problem.status} ${problem.code}`);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.fields = problem.fields;
    this.correlationId = problem.correlationId;
  }
}

/** No answer came: offline, connection lost, or an answer cut short. Whether the call took effect is unknown. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super('The service could not be reached.', { cause });
    this.name = 'NetworkError';
  }
}

/** What API Gateway or CloudFront mean by a status, when they answer in place of a function and without a code. */
const codeOfGateway: Record<number, ProblemCode> = {
  401: 'sign-in-required',
  403: 'role-not-allowed',
  404: 'operation-not-found',
  413: 'body-too-large',
  429: 'too-many-requests',
  502: 'temporarily-unavailable',
  503: 'temporarily-unavailable',
  504: 'temporarily-unavailable',
};

/** The error of an answer that is no success. */
export async function problemOf(response: Response): Promise<ProblemError> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return new ProblemError((await response.json()) as Problem);
  }
  return new ProblemError({
    status: response.status,
    code: codeOfGateway[response.status] ?? 'internal-error',
    detail: '',
    fields: [],
    correlationId: response.headers.get('apigw-requestid') ?? '',
  });
}
