import * as z from 'zod';

const httpsUrl = z.url({ protocol: /^https?$/ }).refine(
  // The local platform serves http, on this machine only.
  (url) => url.startsWith('https:') || ['localhost', '127.0.0.1'].includes(new URL(url).hostname),
  'must be https',
);
const originUrl = httpsUrl.refine(
  (url) => new URL(url).origin === url,
  'must be an origin: no path, no slash',
);

/** Objects come as JSON text from the command line (`-c`), as they are from cdk.json. */
const fromJson = (value: unknown): unknown => {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
};

const settingsSchema = z.strictObject({
  environment: z.enum(['dev', 'prod']),
  partition: z.enum(['aws', 'aws-cn']),
  /** Issuer of the access tokens, exactly as their `iss` says it. */
  oidcIssuer: httpsUrl,
  oidcAudience: z.string().min(1),
  /** Public client (code flow with PKCE) by which the web apps sign in. */
  oidcClientId: z.string().min(1),
  /** Public origin of the site, which QR codes name. */
  siteUrl: originUrl,
  /** Base URLs of the carriers' gateways, by the carrier's name. */
  carriers: z.preprocess(fromJson, z.record(z.string(), httpsUrl)),
  /** Origins of the channels of notices: DingTalk's, WeCom's, and the SMS gateway's. */
  channels: z.preprocess(fromJson, z.strictObject({ dingtalk: httpsUrl, wecom: httpsUrl, sms: httpsUrl })),
  /** `host:port` of a virus scanner's daemon (clamd) that functions can reach; none where not given. */
  clamdAddress: z
    .string()
    .regex(/^[^:\s]+:\d{1,5}$/)
    .or(z.literal(''))
    .default(''),
  domainName: z
    .string()
    .regex(/^[a-z0-9.-]+\.[a-z]+$/)
    .optional(),
  /** In `aws` the ARN of an ACM certificate in us-east-1; in `aws-cn` the id of a server certificate of IAM. */
  certificateId: z.string().min(1).optional(),
});

/** What a deployment is told from outside, by CDK context. */
export type Settings = z.infer<typeof settingsSchema>;

const names = Object.keys(settingsSchema.shape) as (keyof Settings)[];

/**
 * Reads the settings of a deployment.
 * @param contextOf gives a context value by its name
 * @throws Error that names every missing or unusable value, and how to give it
 */
export function readSettings(contextOf: (name: string) => unknown): Settings {
  const given = names.map((name) => [name, contextOf(name)] as const);
  const parsed = settingsSchema.safeParse(
    Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== '')),
  );
  const problems = parsed.success
    ? disagreements(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new Error(
    [
      'The context of this deployment cannot be used (give values by `-c name=value` or in cdk.json):',
      ...problems.map((problem) => `  ${problem}`),
    ].join('\n'),
  );
}

/** What is right value by value, but not together. */
function disagreements(settings: Settings): string[] {
  const { environment, partition, domainName, certificateId, siteUrl, oidcIssuer, carriers, channels } =
    settings;
  const problems: string[] = [];
  if (partition === 'aws-cn' && (!domainName || !certificateId)) {
    problems.push(
      'domainName, certificateId: CloudFront in China serves only an own domain with an ICP recordal, and its certificate is one of IAM',
    );
  }
  if (Boolean(domainName) !== Boolean(certificateId)) {
    problems.push('domainName, certificateId: one needs the other');
  }
  if (partition === 'aws' && certificateId && !/^arn:aws:acm:us-east-1:/.test(certificateId)) {
    problems.push('certificateId: CloudFront takes the ARN of an ACM certificate in us-east-1');
  }
  if (partition === 'aws-cn' && certificateId?.startsWith('arn:')) {
    problems.push('certificateId: CloudFront in China takes the id of a server certificate of IAM, no ARN');
  }
  if (domainName && siteUrl !== `https://${domainName}`) {
    problems.push(`siteUrl: must be https://${domainName}, as domainName says`);
  }
  if (environment === 'prod') {
    const examples = [siteUrl, oidcIssuer, ...Object.values(carriers), ...Object.values(channels)].filter(
      (url) => new URL(url).hostname.endsWith('.example'),
    );
    if (examples.length > 0) problems.push(`prod needs real addresses instead of ${examples.join(', ')}`);
  }
  return problems;
}
