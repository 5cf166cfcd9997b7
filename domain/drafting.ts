import * as z from 'zod';

/** Something as far as it is written: every part may be missing but the `kind` that says what else there is. */
export type Draft<T> = T extends readonly (infer Part)[]
  ? Draft<Part>[]
  : T extends object
    ? { [Key in keyof T & 'kind']: T[Key] } & {
        [Key in Exclude<keyof T, 'kind'>]?: Draft<T[Key]> | undefined;
      }
    : T;

/** Longest text and list of a draft; a finished thing's own bounds are its schema's. */
const MAX_TEXT = 2000;
const MAX_PARTS = 100;

/**
 * The schema of a draft (草稿), derived from the schema of what it becomes: the same names and kinds, but texts may be
 * empty or in the wrong format, numbers out of bounds, lists short, and everything missing but a union's `kind`.
 * @throws TypeError for a kind of schema that no draft has needed yet
 */
export function draftOf<T>(schema: z.ZodType<T>): z.ZodType<Draft<T>> {
  return loosened(schema, new Map()) as z.ZodType<Draft<T>>;
}

type Known = Map<z.core.$ZodType, z.ZodType>;

function loosened(schema: z.core.$ZodType, known: Known): z.ZodType {
  const earlier = known.get(schema);
  if (earlier) return earlier;
  // A schema that holds itself finds this; it is complete before anything is parsed.
  known.set(
    schema,
    z.lazy(() => result),
  );
  const id = z.globalRegistry.get(schema)?.id;
  const loose = loosenedOnce(schema, known);
  const result = id ? loose.meta({ id: `${id}Draft` }) : loose;
  known.set(schema, result);
  return result;
}

function loosenedOnce(schema: z.core.$ZodType, known: Known): z.ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return z.string().max(MAX_TEXT);
    case 'number':
      return z.int();
    case 'boolean':
      return z.boolean();
    case 'enum':
    case 'literal':
      return schema as z.ZodType;
    case 'optional':
      return loosened(def.innerType, known).optional();
    case 'array':
      return z.array(loosened(def.element, known)).max(MAX_PARTS);
    case 'object':
      return z.strictObject(
        Object.fromEntries(
          Object.entries(def.shape).map(([name, part]) => {
            const loose = loosened(part, known);
            return [name, name === 'kind' ? loose : loose.optional()];
          }),
        ),
      );
    case 'union': {
      const options = def.options.map((option) => loosened(option, known));
      return 'discriminator' in def
        ? z.discriminatedUnion(
            String(def.discriminator),
            options as unknown as [z.core.$ZodTypeDiscriminable],
          )
        : z.union(options);
    }
    default:
      throw new TypeError(`no draft of ${def.type}`);
  }
}
