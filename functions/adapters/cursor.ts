import { invalidField } from '../../domain/errors.ts';

/** A position in a list as the caller carries it: opaque and URL-safe. It names keys only of what he may list. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/**
 * The position a cursor stands for.
 * @param shape what a position of this list looks like; DynamoDB would answer another with a fault
 * @throws DomainError `invalid-input` on field `cursor` where it is none of this list
 */
export function decodeCursor(cursor: string, shape: RegExp): string {
  const position = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!shape.test(position)) throw invalidField('cursor', 'format');
  return position;
}
