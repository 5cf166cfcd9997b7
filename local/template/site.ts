import * as z from 'zod';
import { type Resources, withoutMeaning } from './resources.ts';
import type {
  BehaviorView,
  BucketView,
  CloudFrontFunctionView,
  DistributionView,
  HttpApiView,
  ResponseHeadersPolicyView,
} from './views.ts';

const behaviorSchema = z.strictObject({
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  Compress: z.boolean().default(false),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z
    .array(
      z.strictObject({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() }),
    )
    .default([]),
  // There is no cache on a laptop, and the origins get the viewer's own headers.
  ...withoutMeaning(
    'CachePolicyId',
    'OriginRequestPolicyId',
    'CachedMethods',
    'SmoothStreaming',
    'GrpcConfig',
  ),
});

const originSchema = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginCustomHeaders: z
    .array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() }))
    .default([]),
  ...withoutMeaning(
    'OriginAccessControlId',
    'S3OriginConfig',
    'CustomOriginConfig',
    'ConnectionAttempts',
    'ConnectionTimeout',
    'OriginShield',
    'ResponseCompletionTimeout',
  ),
});

const distributionSchema = z.strictObject({
  DistributionConfig: z.strictObject({
    Enabled: z.literal(true),
    Aliases: z.array(z.string()).default([]),
    DefaultRootObject: z.string().optional(),
    Origins: z.array(originSchema),
    DefaultCacheBehavior: behaviorSchema,
    CacheBehaviors: z.array(behaviorSchema.extend({ PathPattern: z.string() })).default([]),
    CustomErrorResponses: z
      .array(
        z.strictObject({
          ErrorCode: z.number(),
          ResponseCode: z.number().optional(),
          ResponsePagePath: z.string().optional(),
          ...withoutMeaning('ErrorCachingMinTTL'),
        }),
      )
      .default([]),
    ...withoutMeaning(
      'Comment',
      'HttpVersion',
      'IPV6Enabled',
      'Logging',
      'PriceClass',
      'Restrictions',
      'WebACLId',
      'ViewerCertificate',
    ),
  }),
  ...withoutMeaning('Tags'),
});

/** The distributions; origins know which bucket or API of the template they are. */
export function readDistributions(
  resources: Resources,
  buckets: readonly BucketView[],
  apis: readonly HttpApiView[],
): DistributionView[] {
  return resources
    .ofType('AWS::CloudFront::Distribution', distributionSchema)
    .map(({ id, identity, properties: { DistributionConfig: config } }) => ({
      id,
      distributionId: identity.ref,
      domainName: identity.attributes['DomainName'] ?? '',
      aliases: config.Aliases,
      defaultRootObject: config.DefaultRootObject,
      origins: config.Origins.map((origin) => ({
        id: origin.Id,
        domainName: origin.DomainName,
        path: origin.OriginPath,
        customHeaders: origin.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => ({
          name: HeaderName,
          value: HeaderValue,
        })),
        bucketName: buckets.find(({ domainNames }) => domainNames.includes(origin.DomainName))?.name,
        httpApiId: apis.find(({ domainName }) => domainName === origin.DomainName)?.apiId,
      })),
      behaviors: [
        ...config.CacheBehaviors.map((given) => behavior(given.PathPattern, given)),
        behavior('*', config.DefaultCacheBehavior),
      ],
      customErrorResponses: config.CustomErrorResponses.map((given) => ({
        errorCode: given.ErrorCode,
        responseCode: given.ResponseCode,
        responsePagePath: given.ResponsePagePath,
      })),
    }));
}

function behavior(pathPattern: string, given: z.infer<typeof behaviorSchema>): BehaviorView {
  return {
    pathPattern,
    originId: given.TargetOriginId,
    allowedMethods: given.AllowedMethods,
    viewerProtocolPolicy: given.ViewerProtocolPolicy,
    compress: given.Compress,
    responseHeadersPolicyId: given.ResponseHeadersPolicyId,
    functions: given.FunctionAssociations.map(({ EventType, FunctionARN }) => ({
      eventType: EventType,
      functionArn: FunctionARN,
    })),
  };
}

const functionSchema = z.strictObject({
  FunctionCode: z.string(),
  FunctionConfig: z.strictObject({ Runtime: z.string(), ...withoutMeaning('Comment') }),
  ...withoutMeaning('Name', 'AutoPublish', 'Tags'),
});

export function readCloudFrontFunctions(resources: Resources): CloudFrontFunctionView[] {
  return resources
    .ofType('AWS::CloudFront::Function', functionSchema)
    .map(({ id, identity, properties }) => ({
      id,
      name: identity.name,
      arn: identity.arn,
      runtime: properties.FunctionConfig.Runtime,
      code: properties.FunctionCode,
    }));
}

const override = { Override: z.boolean() };
const securitySchema = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), ...override }).optional(),
  ContentTypeOptions: z.strictObject(override).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.string(), ...override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), ...override }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: z.number(),
      IncludeSubdomains: z.boolean().default(false),
      Preload: z.boolean().default(false),
      ...override,
    })
    .optional(),
});

const headersPolicySchema = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    CustomHeadersConfig: z
      .strictObject({
        Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), ...override })),
      })
      .default({ Items: [] }),
    RemoveHeadersConfig: z
      .strictObject({ Items: z.array(z.strictObject({ Header: z.string() })) })
      .default({ Items: [] }),
    SecurityHeadersConfig: securitySchema.default({}),
    ...withoutMeaning('Name', 'Comment', 'ServerTimingHeadersConfig'),
  }),
});

export function readResponseHeadersPolicies(resources: Resources): ResponseHeadersPolicyView[] {
  return resources
    .ofType('AWS::CloudFront::ResponseHeadersPolicy', headersPolicySchema)
    .map(({ id, identity, properties: { ResponseHeadersPolicyConfig: config } }) => ({
      id,
      policyId: identity.ref,
      headers: [
        ...securityHeaders(config.SecurityHeadersConfig),
        ...config.CustomHeadersConfig.Items.map(({ Header, Value, Override }) => ({
          name: Header.toLowerCase(),
          value: Value,
          override: Override,
        })),
      ],
      removeHeaders: config.RemoveHeadersConfig.Items.map(({ Header }) => Header.toLowerCase()),
    }));
}

function securityHeaders(given: z.infer<typeof securitySchema>): ResponseHeadersPolicyView['headers'] {
  const transport = given.StrictTransportSecurity;
  const lifetime = transport && [
    `max-age=${transport.AccessControlMaxAgeSec}`,
    ...(transport.IncludeSubdomains ? ['includeSubDomains'] : []),
    ...(transport.Preload ? ['preload'] : []),
  ];
  const stated: [string, string | undefined, { Override: boolean } | undefined][] = [
    [
      'content-security-policy',
      given.ContentSecurityPolicy?.ContentSecurityPolicy,
      given.ContentSecurityPolicy,
    ],
    ['x-content-type-options', 'nosniff', given.ContentTypeOptions],
    ['x-frame-options', given.FrameOptions?.FrameOption, given.FrameOptions],
    ['referrer-policy', given.ReferrerPolicy?.ReferrerPolicy, given.ReferrerPolicy],
    ['strict-transport-security', lifetime?.join('; '), transport],
  ];
  return stated.flatMap(([name, value, header]) =>
    header && value !== undefined ? [{ name, value, override: header.Override }] : [],
  );
}
