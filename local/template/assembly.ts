import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const expression = z.record(z.string(), z.unknown());

const resourceSchema = z.object({
  Type: z.string(),
  Properties: expression.default({}),
  Condition: z.string().optional(),
  Metadata: expression.default({}),
});

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), expression)).default({}),
  Conditions: expression.default({}),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Export: z.object({ Name: z.unknown() }).optional(),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
});

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
      displayName: z.string().optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string(), packaging: z.string() }) })),
});

export type Resource = z.infer<typeof resourceSchema>;

/** One stack of a cloud assembly, as it was synthesized. */
export interface Stack extends z.infer<typeof templateSchema> {
  name: string;
  /** Asset hash -> absolute path of what is uploaded. */
  assets: Map<string, string>;
}

/**
 * Reads the stacks of a CDK cloud assembly.
 * @param folder the assembly, usually `cdk.out`
 * @throws Error with one sentence when it is none
 */
export function readAssembly(folder: string): Stack[] {
  const manifestFile = join(folder, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new Error(`There is no cloud assembly in ${folder}: synthesize the CDK app first.`);
  }
  const { artifacts } = manifestSchema.parse(json(manifestFile));
  return Object.entries(artifacts).flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly') throw new Error(`CDK stages are not read locally: ${id}.`);
    if (type !== 'aws:cloudformation:stack' || !properties?.templateFile) return [];
    const template = templateSchema.parse(json(join(folder, properties.templateFile)));
    const assets = readAssets(folder, properties.templateFile.replace(/\.template\.json$/, '.assets.json'));
    return [{ name: properties.stackName ?? id, assets, ...template }];
  });
}

function readAssets(folder: string, file: string): Map<string, string> {
  const path = join(folder, file);
  if (!existsSync(path)) return new Map();
  const { files } = assetsSchema.parse(json(path));
  return new Map(Object.entries(files).map(([hash, { source }]) => [hash, resolve(folder, source.path)]));
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
