import { describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { readSettings } from '../../infra/settings.ts';
import { china, production } from './synthesized.ts';

const read = (context: Record<string, unknown>) => {
  const values: Record<string, unknown> = { ...cdk.context, ...context };
  return readSettings((name) => values[name]);
};

describe('the settings of a deployment', () => {
  it('takes the defaults of cdk.json for a development', () => {
    expect(read({})).toMatchObject({ environment: 'dev', partition: 'aws' });
  });

  it('takes the carriers as JSON text too, as the command line gives them', () => {
    expect(read({ carriers: '{"a":"https://a.test"}' }).carriers).toEqual({ a: 'https://a.test' });
  });

  it('takes http on this machine only, where the local platform is', () => {
    expect(read({ oidcIssuer: 'http://localhost:3000/oidc' }).oidcIssuer).toBe('http://localhost:3000/oidc');
    expect(() => read({ oidcIssuer: 'http://identity.test' })).toThrow('oidcIssuer: must be https');
  });

  it('takes an own domain in China with a certificate of IAM', () => {
    expect(read({ ...production, ...china })).toMatchObject({ domainName: 'fugong.zone.test' });
  });

  it.each([
    ['an unknown environment', { environment: 'test' }, 'environment: '],
    ['a missing issuer', { oidcIssuer: undefined }, 'oidcIssuer: '],
    ['carriers that are no JSON', { carriers: '{' }, 'carriers: '],
    ['a site with a path', { siteUrl: 'https://a.test/b' }, 'siteUrl: must be an origin'],
    ['China without a domain', { partition: 'aws-cn' }, 'an own domain with an ICP recordal'],
    ['a domain without a certificate', { domainName: 'fugong.example' }, 'one needs the other'],
    [
      'a certificate of ACM in China',
      { ...china, certificateId: 'arn:aws:acm:us-east-1:1:certificate/a' },
      'certificateId: CloudFront in China',
    ],
    [
      'a certificate of another region',
      { domainName: 'fugong.example', certificateId: 'arn:aws:acm:eu-west-1:1:certificate/a' },
      'us-east-1',
    ],
    [
      'a site that is not at its domain',
      { ...china, siteUrl: 'https://b.test' },
      'siteUrl: must be https://fugong.zone.test',
    ],
    ['example addresses in production', { environment: 'prod' }, 'prod needs real addresses'],
  ])('refuses %s in words that name it', (_, context, words) => {
    expect(() => read(context)).toThrow(words);
  });

  it('names every problem at once, and how to give a value', () => {
    const attempt = () => read({ environment: undefined, oidcAudience: '' });
    expect(attempt).toThrow(/-c name=value[\s\S]*environment:[\s\S]*oidcAudience:/);
  });
});
