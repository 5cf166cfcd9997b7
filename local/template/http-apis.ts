import * as z from 'zod';
import { type Found, type Resources, withoutMeaning } from './resources.ts';
import type { CorsView, HttpApiView, JwtAuthorizerView, RouteView, Throttle } from './views.ts';

const corsSchema = z.strictObject({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
  AllowCredentials: z.boolean().default(false),
});

const apiSchema = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: corsSchema.optional(),
  ...withoutMeaning('Description', 'DisableExecuteApiEndpoint', 'Version', 'Tags', 'IpAddressType'),
});

const authorizerSchema = z.strictObject({
  ApiId: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.string().startsWith('$request.header.')]),
  JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
  Name: z.string(),
});

const integrationSchema = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
  ...withoutMeaning('IntegrationMethod', 'Description'),
});

const routeSchema = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/.*)$/),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  ...withoutMeaning('OperationName'),
});

const routeSettings = z.strictObject({
  ThrottlingRateLimit: z.number().optional(),
  ThrottlingBurstLimit: z.number().optional(),
  ...withoutMeaning('DetailedMetricsEnabled', 'LoggingLevel', 'DataTraceEnabled'),
});

const stageSchema = z.strictObject({
  ApiId: z.string(),
  StageName: z.string(),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: routeSettings.default({}),
  RouteSettings: z.record(z.string(), routeSettings).default({}),
  ...withoutMeaning('AccessLogSettings', 'Description', 'Tags'),
});

type Stage = z.infer<typeof stageSchema>;

/** The HTTP APIs with their routes, each with its function, authorizer and throttle. */
export function readHttpApis(resources: Resources): HttpApiView[] {
  const stages = resources.ofType('AWS::ApiGatewayV2::Stage', stageSchema);
  const routes = resources.ofType('AWS::ApiGatewayV2::Route', routeSchema);
  const integrations = resources.ofType('AWS::ApiGatewayV2::Integration', integrationSchema);
  const authorizers = resources.ofType('AWS::ApiGatewayV2::Authorizer', authorizerSchema);

  return resources.ofType('AWS::ApiGatewayV2::Api', apiSchema).map(({ id, identity, properties }) => {
    const ownStages = stages.filter((stage) => stage.properties.ApiId === identity.ref);
    const [stage, ...others] = ownStages;
    if (!stage || others.length > 0) throw new Error(`HTTP API ${id} needs exactly one stage.`);
    return {
      id,
      apiId: identity.ref,
      name: properties.Name,
      domainName: new URL(identity.attributes['ApiEndpoint'] ?? '').host,
      stage: stage.properties.StageName,
      cors: properties.CorsConfiguration && cors(properties.CorsConfiguration),
      routes: routes
        .filter((route) => route.properties.ApiId === identity.ref)
        .map((route) => readRoute(route, stage.properties, integrations, authorizers)),
    };
  });
}

function readRoute(
  { id, properties }: Found<z.infer<typeof routeSchema>>,
  stage: Stage,
  integrations: Found<z.infer<typeof integrationSchema>>[],
  authorizers: Found<z.infer<typeof authorizerSchema>>[],
): RouteView {
  const integration = integrations.find(
    ({ identity }) => properties.Target === `integrations/${identity.ref}`,
  );
  if (!integration) throw new Error(`Route ${id} has no integration.`);
  const authorizer = authorizers.find(({ identity }) => identity.ref === properties.AuthorizerId);
  if (properties.AuthorizationType === 'JWT' && !authorizer) {
    throw new Error(`Route ${id} demands a JWT and names no authorizer.`);
  }
  return {
    id,
    routeKey: properties.RouteKey,
    functionArn: functionArnOf(integration.properties.IntegrationUri),
    timeoutMs: integration.properties.TimeoutInMillis,
    authorizer: authorizer && readAuthorizer(authorizer),
    scopes: properties.AuthorizationScopes,
    throttle: throttleOf(stage, properties.RouteKey),
  };
}

/** Integrations name a function by its ARN, or by API Gateway's invocation path around it. */
function functionArnOf(uri: string): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

function readAuthorizer({ id, properties }: Found<z.infer<typeof authorizerSchema>>): JwtAuthorizerView {
  const [source] = properties.IdentitySource;
  return {
    id,
    name: properties.Name,
    issuer: properties.JwtConfiguration.Issuer,
    audiences: properties.JwtConfiguration.Audience,
    header: source.slice('$request.header.'.length).toLowerCase(),
  };
}

function throttleOf({ DefaultRouteSettings, RouteSettings }: Stage, routeKey: string): Throttle {
  const settings = RouteSettings[routeKey] ?? DefaultRouteSettings;
  return { ratePerSecond: settings.ThrottlingRateLimit, burst: settings.ThrottlingBurstLimit };
}

function cors(given: z.infer<typeof corsSchema>): CorsView {
  return {
    allowOrigins: given.AllowOrigins,
    allowMethods: given.AllowMethods,
    allowHeaders: given.AllowHeaders.map((header) => header.toLowerCase()),
    exposeHeaders: given.ExposeHeaders,
    maxAgeSeconds: given.MaxAge,
    allowCredentials: given.AllowCredentials,
  };
}
