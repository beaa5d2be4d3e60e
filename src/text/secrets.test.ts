import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { maskCredentials } from './mask.ts';
import { findSecret, isPlaceholderSecret, maskTokens } from './secrets.ts';

/** Put together here, so that nobody takes them for real ones. */
const random = 'a8Fk2Lq9Zx3Vb7Nm4Tr6Yw1Pd5Hs0Jc8GuE3';
const dollar = '$';
const hex = '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c';
const tokens: readonly (readonly [string, string])[] = [
  ['a GitHub token', `ghp_${random}`],
  ['a GitHub token', `github_${'pat'}_${random}`],
  ['a GitLab token', `glpat-${random.slice(0, 20)}`],
  ['an npm token', `npm_${random}`],
  ['an Anthropic key', `sk-${'ant'}-api03-${random}`],
  ['an OpenAI key', `sk-${'proj'}-${random}`],
  ['an OpenAI key', `sk-${random}`],
  ['a Google key', `AIza${random.slice(0, 35)}`],
  ['a Hugging Face token', `hf_${random}`],
  ['an AWS access key', `AKIA${'Q3EGRIPY7WTC5HJ2'}`],
  ['a Slack token', `xoxb-${'2914'}-${random}`],
  ['a Stripe key', `sk_live_${random}`],
  ['a Supabase token', `sbp_${hex}`],
  ['a JSON Web Token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3OTEifQ.${random}`],
  ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----`],
];

describe('findSecret', () => {
  it.each(tokens)('knows %s by its shape', (what, token) => {
    expect(findSecret(token)).toEqual({ what, isCertain: true });
    expect(findSecret(`Bearer ${token}`, 'Authorization')).toEqual({ what, isCertain: true });
    expect(maskTokens(`see "${token}" there`, () => '***')).toBe('see "***" there');
    expect(maskCredentials(`args ["--token", "${token}"]`)).not.toContain(random.slice(0, 12));
  });

  it.each([
    ['BRAVE_API_KEY', random, 'a key'],
    ['githubToken', random, 'a token'],
    ['X-Api-Key', '5f0c2a71-9d3e-4b68-8a17-c4e2d90b3f56', 'a key'],
    ['DB_PASSWORD', 'hunter2horse', 'a password'],
    ['Authorization', `Bearer ${random}`, 'a credential'],
    ['Authorization', `Basic ${random}`, 'a credential'],
    ['x', `Bearer ${random}`, 'a credential'],
    ['credentials', random, 'a credential'],
    ['url', `https://mcp.acme.example/sse?api_key=${random}`, 'a key in its address'],
    [undefined, 'postgresql://app:hunter2horse@db.acme.example/shop', 'a password in its address'],
  ])('knows what %s holds by its name', (name, value, what) => {
    expect(findSecret(value, name)).toEqual({ what, isCertain: false });
  });

  it.each([
    ['GITHUB_TOKEN', `${dollar}{GITHUB_TOKEN}`],
    ['GITHUB_TOKEN', '$GITHUB_TOKEN'],
    ['GITHUB_TOKEN', '%GITHUB_TOKEN%'],
    ['GITHUB_TOKEN', '{env:GITHUB_TOKEN}'],
    ['GITHUB_TOKEN', `${dollar}{input:github_token}`],
    ['GITHUB_TOKEN', `${dollar}{{ secrets.GITHUB_TOKEN }}`],
    ['GITHUB_TOKEN', '<YOUR_TOKEN>'],
    ['GITHUB_TOKEN', 'YOUR_GITHUB_TOKEN_1'],
    ['GITHUB_TOKEN', 'your-token-goes-here-123'],
    ['GITHUB_TOKEN', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['GITHUB_TOKEN', 'ghp_1234567890abcdef1234567890abcdef1234'],
    ['GITHUB_TOKEN', ''],
    ['GITHUB_TOKEN', 'xxx'],
    ['GITHUB_TOKEN', 'op://vault1/github/token9'],
    ['GITHUB_TOKEN_FILE', '/run/secrets/github1'],
    ['API_KEY', './keys/service1.json'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['POSTGRES_PASSWORD', 'postgres'],
    ['MAX_TOKENS', '4096abcdef'],
    ['SUPABASE_ANON_KEY', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3OTEifQ.${random}`],
    ['STRIPE_PUBLISHABLE_KEY', random],
    ['model', 'gpt-4o-mini-2024-07-18'],
    ['LOG_LEVEL', 'debug'],
    ['url', 'https://mcp.acme.example/sse?profile=free1234'],
    ['url', 'postgresql://app:hunter2horse@localhost/shop'],
    ['url', 'postgresql://user:password@db.acme.example/shop'],
    ['url', 'https://'],
    [undefined, random],
  ])('takes %s = %s for none', (name, value) => {
    expect(findSecret(value, name)).toBeUndefined();
  });

  it.each(['eyJ', 'eyJaaaaaaaa.', '-eyJ', 'sk-', 'ghp_', 'a.', '<', 'Bearer ', '-----BEGIN ', 'xoxb-1', 'x:'])(
    'takes linear time over many %j',
    async (piece) => {
      const make = (size: number) => piece.repeat(size / piece.length);
      expect(await measureGrowth(make, (text) => maskTokens(text, () => '***'), 32_000)).toBeLessThan(nearlyLinear);
      expect(findSecret(make(32_000), 'token')?.isCertain ?? false).toBeTypeOf('boolean');
    },
  );
});

it.each([
  ['', true],
  ['changeme', true],
  [random, false],
  ['hunter2horse', false],
])('tells whether %j is to be filled in', (value, isPlaceholder) => {
  expect(isPlaceholderSecret(value)).toBe(isPlaceholder);
});
