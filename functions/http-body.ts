import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DomainError } from '../domain/errors.ts';

/** The largest body of any operation is a form of 40 answers of 2,000 characters; 256 KiB leaves room for it. */
const MAX_BYTES = 256 * 1024;
/** No body of the contract is nested deeper than 6. */
const MAX_DEPTH = 12;

/**
 * The JSON a request carries.
 * @throws DomainError `unsupported-media-type`, `body-too-large`, `malformed-json`, `body-too-deep`
 */
export function parseBody(
  event: Pick<APIGatewayProxyEventV2, 'headers' | 'body' | 'isBase64Encoded'>,
): unknown {
  const mediaType = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new DomainError('unsupported-media-type');
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');
  if (Buffer.byteLength(text) > MAX_BYTES) throw new DomainError('body-too-large');
  if (depthOf(text) > MAX_DEPTH) throw new DomainError('body-too-deep');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DomainError('malformed-json');
  }
}

/** How deep brackets nest in a JSON text, counted before parsing so that depth costs no stack. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
