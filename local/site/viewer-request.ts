import { createContext, Script } from 'node:vm';

/** A request as a CloudFront Function gets it (event structure 1.0). */
interface ViewerRequest {
  method: string;
  uri: string;
  querystring: Record<string, { value: string }>;
  headers: Record<string, { value: string }>;
  cookies: Record<string, { value: string }>;
}

/** What a viewer-request function makes of a request: a changed one to go on with, or an answer. */
export type Rewritten =
  | { uri: string; answer?: never }
  | { answer: { statusCode: number; headers: Record<string, string>; body: string } };

/**
 * Loads the code of a CloudFront Function as the template carries it.
 * @returns runs it on a request's method, path and host
 */
export function loadViewerRequest(code: string): (method: string, uri: string, host: string) => Rewritten {
  const context = createContext({});
  new Script(`${code}\n;globalThis.run = handler;`).runInContext(context);
  const run = (context as { run: (event: unknown) => unknown }).run;
  return (method, uri, host) => {
    const request: ViewerRequest = {
      method,
      uri,
      querystring: {},
      headers: { host: { value: host } },
      cookies: {},
    };
    const result = run({
      version: '1.0',
      context: { eventType: 'viewer-request' },
      viewer: { ip: '127.0.0.1' },
      request,
    });
    const made = result as Partial<ViewerRequest> & { statusCode?: number; body?: string | { data: string } };
    if (made.statusCode === undefined) return { uri: made.uri ?? uri };
    const headers = Object.fromEntries(
      Object.entries(made.headers ?? {}).map(([name, { value }]) => [name, value]),
    );
    return {
      answer: {
        statusCode: made.statusCode,
        headers,
        body: typeof made.body === 'object' ? made.body.data : (made.body ?? ''),
      },
    };
  };
}
