import { createHash } from 'node:crypto';
import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import type * as z from 'zod';
import { check } from '../contract/fields.ts';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKeySchema, type Operation } from '../contract/operation.ts';
import { canonicalJson } from '../domain/audit.ts';
import { DomainError, invalidField } from '../domain/errors.ts';
import { type Actor, actorSchema } from '../domain/identity.ts';
import { parseBody } from './http-body.ts';
import { problemResponse } from './http-problem.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Result = APIGatewayProxyStructuredResultV2;

/** The identity of a mutating request: same key and digest, same answer; same key, other digest, refused. */
export interface RequestKey {
  key: string;
  /** SHA-256 of caller, operation, path parameters and body, hex. */
  digest: string;
}

type Part<Op extends Operation, Name extends 'params' | 'query' | 'body'> =
  Op extends Record<Name, infer S extends z.ZodType> ? z.output<S> : undefined;

/** Who calls: the signed-in person; nobody where an operation is public. */
type ActorOf<Op extends Operation> = 'public' extends Op['roles'][number] ? undefined : Actor;

/** A request as an operation gets it: everything parsed, the caller known, the time told. */
export interface Call<Op extends Operation> {
  params: Part<Op, 'params'>;
  query: Part<Op, 'query'>;
  body: Part<Op, 'body'>;
  actor: ActorOf<Op>;
  request: Op['mutates'] extends true ? RequestKey : undefined;
  now: Date;
}

/** What answers an operation. */
export type Implementation<Op extends Operation> = (call: Call<Op>) => Promise<z.input<Op['response']>>;
export type Implementations<Ops extends Record<string, Operation>> = {
  [Id in keyof Ops]: Implementation<Ops[Id]>;
};

/**
 * The Lambda handler of one audience: finds the operation by API Gateway's route key, checks caller and input, calls
 * the implementation, and checks the answer so that no undeclared field leaves. Refusals become RFC 9457 problems.
 * @param clock tells the time of the request
 */
export function createHttpHandler<const Ops extends Record<string, Operation>>(
  operations: Ops,
  implementations: Implementations<Ops>,
  clock: () => Date,
) {
  const routes = new Map(
    Object.entries(operations).map(([id, operation]) => [
      `${operation.method} ${operation.path}`,
      { id, operation },
    ]),
  );

  async function answer(event: Event): Promise<Result> {
    const route = routes.get(event.routeKey);
    if (!route) throw new DomainError('operation-not-found');
    const { id, operation } = route;
    const actor = callerOf(event, operation);
    const params = operation.params && check(operation.params, event.pathParameters ?? {});
    const query = operation.query && check(operation.query.strict(), event.queryStringParameters ?? {});
    const body = operation.body && check(operation.body, parseBody(event));
    const request = operation.mutates
      ? requestKeyOf(event, { by: actor?.sub, operation: id, params, body })
      : undefined;
    const implementation = implementations[id] as unknown as (call: unknown) => Promise<unknown>;
    const call = { params, query, body, actor, request, now: clock() };
    const response = await (operation.mutates
      ? oncePerRequest(() => implementation(call))
      : implementation(call));
    return {
      statusCode: operation.status,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: JSON.stringify(operation.response.parse(response)),
    };
  }

  return middy<Event, Result, Error, Context>().use(problemsForErrors()).handler(answer);
}

/** Turns what was thrown into a problem response; faults are logged by name and place, never with their input. */
function problemsForErrors(): middy.MiddlewareObj<Event, Result> {
  return {
    onError: (request) => {
      request.response = problemResponse(request.error, request.event);
    },
  };
}

function callerOf(event: Event, operation: Operation): Actor | undefined {
  if (operation.roles.includes('public')) return undefined;
  // A route of signed-in roles has an authorizer; without one there are no claims and nobody gets in.
  const claims = event.requestContext.authorizer?.jwt?.claims;
  const actor = actorSchema.safeParse(claims);
  if (!actor.success) throw new DomainError('sign-in-required');
  if (!operation.roles.includes(actor.data.role)) throw new DomainError('role-not-allowed');
  return actor.data;
}

/**
 * A write that met another version than it read is tried once more from a fresh read. If what came between was this very
 * request (a double click, a retry after a lost answer), its record answers; if not, the second try says what is in the way.
 */
export async function oncePerRequest<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'version-changed') return attempt();
    throw error;
  }
}

function requestKeyOf(event: Event, content: object): RequestKey {
  const given = event.headers[IDEMPOTENCY_KEY_HEADER];
  if (given === undefined) throw new DomainError('idempotency-key-required');
  const key = idempotencyKeySchema.safeParse(given);
  if (!key.success) throw invalidField(IDEMPOTENCY_KEY_HEADER, 'format', '8-128');
  const digest = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return { key: key.data, digest };
}
