import type { Language } from '../domain/words.ts';
import type { Call } from './calls.ts';
import { NetworkError, ProblemError, problemOf } from './client-errors.ts';
import type { OperationId, RequestOf, ResponseOf } from './routes.ts';

export interface ClientOptions {
  /** Origin of the API, e.g. `https://fugong.example`; empty in a browser, for the page's own. */
  baseUrl: string;
  fetch: typeof fetch;
  /** The access token to send; undefined for nobody signed in. Asked before every call. */
  token: () => Promise<string | undefined>;
  /** Language of the sentences in problems. */
  language: () => Language;
  /** A fresh idempotency key, 8 to 128 visible ASCII characters, e.g. a UUID. */
  newKey: () => string;
}

export interface CallOptions {
  /** Key of a mutating call. Give the same one again to repeat the call with the effect of one; else a fresh one. */
  idempotencyKey?: string;
  /** Ends the call; it then throws the signal's reason. */
  signal?: AbortSignal;
}

/** The parts of a request that an operation declares; one that may be left out altogether is optional. */
type Parts<Request> = {
  [P in keyof Request as Request[P] extends undefined ? never : P]: Request[P];
};
type OptionalParts<Given> = { [P in keyof Given as object extends Given[P] ? P : never]?: Given[P] };
type RequiredParts<Given> = { [P in keyof Given as object extends Given[P] ? never : P]: Given[P] };
/** What a caller of an operation gives: its path parameters, query and body, as far as it has them. */
export type CallInput<Id extends OperationId> = OptionalParts<Parts<RequestOf<Id>>> &
  RequiredParts<Parts<RequestOf<Id>>>;

type Method<Id extends OperationId> =
  object extends CallInput<Id>
    ? (input?: CallInput<Id>, options?: CallOptions) => Promise<ResponseOf<Id>>
    : (input: CallInput<Id>, options?: CallOptions) => Promise<ResponseOf<Id>>;

/** One method an operation, named like it. */
export type Client<Id extends OperationId = OperationId> = { [I in Id]: Method<I> };

/** What is sent, whatever the operation. */
interface Sent {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/**
 * A typed client of the API. Every method resolves to the declared response, or throws `ProblemError` (the API said
 * no), `NetworkError` (no answer) or the reason of an aborted signal. A call whose answer did not come is repeated
 * once, a mutating one with the same key, so that it has the effect of one.
 * @param calls the operations to call: tables of calls.ts, or `operations` itself where size does not matter
 */
export function createClient<const Id extends OperationId>(
  calls: { readonly [I in Id]: Call },
  options: ClientOptions,
): Client<Id> {
  const methods = Object.entries<Call>(calls).map(([id, call]) => [
    id,
    (input: Sent = {}, callOptions: CallOptions = {}) => send(call, input, callOptions, options),
  ]);
  return Object.fromEntries(methods) as Client<Id>;
}

async function send(
  call: Call,
  input: Sent,
  { idempotencyKey, signal }: CallOptions,
  { baseUrl, fetch: fetchAnswer, token, language, newKey }: ClientOptions,
): Promise<unknown> {
  const accessToken = await token();
  const request: RequestInit = {
    method: call.method,
    headers: {
      accept: 'application/json, application/problem+json',
      'accept-language': language() === 'zh' ? 'zh-CN' : 'en',
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.mutates ? { 'idempotency-key': idempotencyKey ?? newKey() } : {}),
    },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  const url = `${baseUrl}${pathOf(call.path, input.params)}${queryOf(input.query)}`;
  // Only a lost answer is tried again. What does not mutate may be repeated as well.
  const attempt = () => answerOf(fetchAnswer, url, request);
  return attempt().catch((error: unknown) => {
    if (!(error instanceof NetworkError)) throw error;
    return attempt();
  });
}

async function answerOf(fetchAnswer: typeof fetch, url: string, request: RequestInit): Promise<unknown> {
  try {
    const response = await fetchAnswer(url, request);
    if (response.ok) return await response.json();
    throw await problemOf(response);
  } catch (error) {
    if (request.signal?.aborted || error instanceof ProblemError) throw error;
    throw new NetworkError(error);
  }
}

function pathOf(path: string, params: Sent['params'] = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function queryOf(query: Sent['query'] = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
