import { randomInt } from 'node:crypto';
import type { SecretRule } from './views.ts';

/** The alphabets of Secrets Manager's GetRandomPassword. */
const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPERCASE = LOWERCASE.toUpperCase();
const NUMBERS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** A random value as the template's GenerateSecretString describes it. */
export function generateSecret(rule: SecretRule): string {
  const password = generatePassword(rule);
  if (rule.template === undefined || rule.key === undefined) return password;
  return JSON.stringify({ ...(JSON.parse(rule.template) as object), [rule.key]: password });
}

function generatePassword(rule: SecretRule): string {
  const alphabets = [
    rule.excludeLowercase ? '' : LOWERCASE,
    rule.excludeUppercase ? '' : UPPERCASE,
    rule.excludeNumbers ? '' : NUMBERS,
    rule.excludePunctuation ? '' : PUNCTUATION,
    rule.includeSpace ? ' ' : '',
  ]
    .map((alphabet) => [...alphabet].filter((character) => !rule.excludeCharacters.includes(character)))
    .filter((alphabet) => alphabet.length > 0);
  const all = alphabets.flat();
  if (all.length === 0) throw new Error('The rule of a secret leaves no characters to choose from.');
  for (;;) {
    const password = Array.from({ length: rule.length }, () => all[randomInt(all.length)]);
    const complete = alphabets.every((alphabet) =>
      alphabet.some((character) => password.includes(character)),
    );
    // Drawing again until every type occurs keeps all such passwords equally likely.
    if (complete || !rule.requireEachIncludedType || rule.length < alphabets.length) return password.join('');
  }
}
