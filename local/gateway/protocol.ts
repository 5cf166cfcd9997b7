/** An answer of the AWS JSON 1.0 protocol. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.0' };

export function jsonAnswer(status: number, body: object): Answer {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/** @param type name of the exception, which SDK clients throw */
export function refusal(type: string, message: string, status = 400): Answer {
  return jsonAnswer(status, { __type: `com.amazon.coral.service#${type}`, message });
}

/** The refusal of a caller whose role does not allow the action, in the words of IAM. */
export function accessDenied(callerArn: string, action: string, resource: string): Answer {
  return refusal(
    'AccessDeniedException',
    `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

/** @returns undefined when the body is no JSON object */
export function parseJsonBody(body: Buffer): object | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString() || '{}');
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
