/** A request as an API gets it, whoever listens. */
export interface HttpApiRequest {
  method: string;
  /** Path and query as sent, e.g. `/api/venues/a%20b?limit=10`. */
  target: string;
  /** By lower-case name, as `node:http` gives them. */
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  sourceIp: string;
}

export interface HttpApiResponse {
  statusCode: number;
  /** By lower-case name. */
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** API Gateway's own answers have one field. */
export function gatewayAnswer(
  statusCode: number,
  message: string,
  headers: Record<string, string> = {},
): HttpApiResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** The value of a header that may have come several times. */
export function headerValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}
