import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import * as z from 'zod';

/**
 * DynamoDB Local serves all clients from one database (`-sharedDb`), so any well-formed signature will do.
 */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=platform/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00';

/** Idle connections end before the server closes them (30 s), so that none is reused while it dies. */
const keepAlive = new Agent({ keepAlive: true, timeout: 10_000 });

/** A refusal by DynamoDB; `name` is the exception's, e.g. `ResourceNotFoundException`. */
export class DynamoDbFault extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const faultSchema = z.object({
  __type: z.string().default('InternalFailure'),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/**
 * Calls DynamoDB Local in its own JSON protocol, where attribute values are as in stream events.
 * @param target e.g. `DynamoDB_20120810.PutItem` or `DynamoDBStreams_20120810.GetRecords`
 * @throws DynamoDbFault for refusals; Error when the connection fails
 */
export async function callDynamoDb<Schema extends z.ZodType>(
  url: string,
  target: string,
  body: object,
  answer: Schema,
): Promise<z.output<Schema>> {
  const { status, body: text } = await exchange(url, target, Buffer.from(JSON.stringify(body)));
  const parsed: unknown = JSON.parse(text.toString());
  if (status === 200) return answer.parse(parsed);
  const { __type, message, Message } = faultSchema.parse(parsed);
  throw new DynamoDbFault(__type.slice(__type.lastIndexOf('#') + 1), message ?? Message ?? __type);
}

/** Sends a request as it is. The answer may be a refusal; rejects only when the connection fails. */
export function exchange(
  url: string,
  target: string,
  body: Buffer,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': String(body.length),
    'x-amz-target': target,
    authorization: AUTHORIZATION,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers, agent: keepAlive }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 502,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
