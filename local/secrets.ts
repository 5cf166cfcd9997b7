import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generateSecret } from './template/generate-secret.ts';
import type { SecretView } from './template/views.ts';

/** The template's secrets: made once as their rules say, kept in a file that only its owner may read. */
export function secretsIn(file: string): (secret: SecretView) => string {
  const values = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  return ({ name, generate, stated }) => {
    if (stated !== undefined) return stated;
    if (!generate) throw new RangeError(`the secret ${name} has neither a value nor a rule`);
    values[name] ??= generateSecret(generate);
    writeFileSync(file, JSON.stringify(values), { mode: 0o600 });
    return values[name];
  };
}
