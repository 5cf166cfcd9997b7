/**
 * The errors of the domain. They carry a stable `code` and, for bad input, the fields concerned; they know no
 * HTTP status (functions/http.ts maps the kind once) and no sentence (contract/problem.ts holds the words).
 * `error.name` is what a state machine's `ErrorEquals` says.
 */

/** Every problem this system can report, and the kind of error it is. The only list of problem codes. */
export const problemKinds = {
  'invalid-input': 'Invalid',
  'malformed-json': 'Invalid',
  'idempotency-key-required': 'Invalid',
  'amount-not-payable': 'Invalid',
  'sign-in-required': 'Unauthenticated',
  'role-not-allowed': 'Forbidden',
  'not-your-application': 'Forbidden',
  'own-enterprise': 'Forbidden',
  'already-decided-by-you': 'Forbidden',
  'decided-before-appeal': 'Forbidden',
  'conflict-of-interest': 'Forbidden',
  'colleague-may-not-review': 'Forbidden',
  'own-proposal': 'Forbidden',
  'outside-your-area': 'Forbidden',
  'heads-only': 'Forbidden',
  'policy-not-found': 'NotFound',
  'draft-not-found': 'NotFound',
  'application-not-found': 'NotFound',
  'review-not-found': 'NotFound',
  'colleague-not-found': 'NotFound',
  'venue-not-found': 'NotFound',
  'scan-not-found': 'NotFound',
  'attachment-not-found': 'NotFound',
  'trail-not-found': 'NotFound',
  'export-not-found': 'NotFound',
  'notice-not-found': 'NotFound',
  'operation-not-found': 'NotFound',
  'window-closed': 'Conflict',
  'already-applied': 'Conflict',
  'profile-incomplete': 'Conflict',
  'offer-changed': 'Conflict',
  'version-changed': 'Conflict',
  'idempotency-key-reused': 'Conflict',
  'state-not-allowed': 'Conflict',
  'clause-turned': 'Conflict',
  'already-appealed': 'Conflict',
  'appeal-window-closed': 'Conflict',
  'review-not-claimed': 'Conflict',
  'review-claimed-by-other': 'Conflict',
  'flag-not-cleared': 'Conflict',
  'certificate-not-needed': 'Conflict',
  'too-many-attachments': 'Conflict',
  'upload-not-received': 'Conflict',
  'attachment-changed': 'Conflict',
  'venue-token-invalid': 'Invalid',
  'venue-token-expired': 'Invalid',
  'challenge-invalid': 'Invalid',
  'challenge-expired': 'Invalid',
  'verification-code-wrong': 'Invalid',
  'pass-invalid': 'Invalid',
  'pass-expired': 'Invalid',
  'body-too-large': 'TooLarge',
  'body-too-deep': 'Invalid',
  'unsupported-media-type': 'UnsupportedMediaType',
  'too-many-requests': 'TooManyRequests',
  'temporarily-unavailable': 'Unavailable',
  'internal-error': 'Fault',
} as const satisfies Record<string, string>;

export type ProblemCode = keyof typeof problemKinds;
export type ProblemKind = (typeof problemKinds)[ProblemCode];

/** Why a field was refused; the words for each are in contract/problem.ts. */
export const fieldReasons = [
  'required',
  'type',
  'format',
  'too-small',
  'too-large',
  'too-short',
  'too-long',
  'not-an-option',
  'unknown-field',
  'check-digit',
  'check-character',
  'account-number',
  'date-in-future',
  'must-be-accepted',
  'not-marked-for-correction',
  'wrong-content',
  'foreign-data',
  'unpacks-too-large',
  'infected',
  'unknown-question',
  'wrong-kind',
  'duplicate',
  'wrong-order',
  'not-rising',
  'below-one-award',
  'chain-order',
  'finance-only',
  'not-in-profile',
  'not-offerable',
  'not-judged',
  'too-many-required',
  'said-illustrative',
  'not-said-illustrative',
  'not-as-submitted',
] as const;
export type FieldReason = (typeof fieldReasons)[number];

/** One refused field: where it is, why, and what is expected (a bound, a list, an example; never the value sent). */
export interface FieldProblem {
  /** Dotted path from the root of the input, e.g. `answers.resumedOn`. */
  path: string;
  reason: FieldReason;
  expected?: string | undefined;
}

/** A refusal the domain states by name; `name` is its kind, e.g. `Conflict`. */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly FieldProblem[];

  /**
   * @param code which problem this is
   * @param fields the fields concerned, for bad input
   */
  constructor(code: ProblemCode, fields: readonly FieldProblem[] = []) {
    super(code);
    this.code = code;
    this.fields = fields;
    this.name = problemKinds[code];
  }

  get kind(): ProblemKind {
    return problemKinds[this.code];
  }
}

/** Refuses one field of the input. */
export function invalidField(path: string, reason: FieldReason, expected?: string): DomainError {
  return new DomainError('invalid-input', [
    expected === undefined ? { path, reason } : { path, reason, expected },
  ]);
}
