import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { blotAddresses, maskAndCut, maskCredentials, maskSentence } from './mask.ts';

describe('what a command line gives a program', () => {
  it.each([
    ["curl -H 'Authorization: Bearer k8FqZp3L' x", "curl -H 'Authorization: Bearer ***' x"],
    ['curl -u admin:Zk38fQpL x', 'curl -u admin:*** x'],
    ['./x --api-key Zk38fQpL --db-password="Zk38"', './x --api-key *** --db-password="***"'],
    ['API_TOKEN=qW7eRt9Y; ./x', 'API_TOKEN=***; ./x'],
    ['./x --token $TOKEN --password-stdin', './x --token $TOKEN --password-stdin'],
    ['./x --token --verbose', './x --token --verbose'],
  ])('%j', (text, masked) => {
    expect(maskCredentials(text)).toBe(masked);
  });

  it('takes linear time', async () => {
    for (const piece of ['A', ' -', ' -u a', 'authorization: '])
      expect(await measureGrowth((size) => piece.repeat(size), maskCredentials, 20_000)).toBeLessThan(nearlyLinear);
  });
});

describe('maskSentence', () => {
  it.each([
    [
      'The argument --api-key of the agent tool "f" holds a key.',
      'The argument --api-key of the agent tool "f" holds a key.',
    ],
    ['It is given as --auth-token.', 'It is given as --auth-token.'],
    ['The options --password and --token are gone.', 'The options --password and --token are gone.'],
    ['It runs "x --api-key Zk38fQpL".', 'It runs "x --api-key ***".'],
    ['It asks https://u:pw@files.example/a.', 'It asks https://***@files.example/a.'],
  ])('leaves its own words: %j', (text, masked) => {
    expect(maskSentence(text)).toBe(masked);
  });
});

describe('maskCredentials', () => {
  it.each([
    ['https://u:pw@files.example/a', 'https://***@files.example/a'],
    ['git+ssh://git@code.example/a@v1', 'git+ssh://***@code.example/a@v1'],
    [
      'x @ https://u:p@w@files.example, y @ ftp://t@b.example',
      'x @ https://***@files.example, y @ ftp://***@b.example',
    ],
    ['https://files.example/@scope/a', 'https://files.example/@scope/a'],
    ['https://files.example?q=a@b', 'https://files.example?***'],
    ['https://files.example/simple?token=abc#x', 'https://files.example/simple?***#x'],
    ['https://files.example/a?b', 'https://files.example/a?b'],
    ['https://u:p/w#x?y@files.example/a', 'https://***@files.example/a'],
    ['https://files.example:8443/@scope/a', 'https://files.example:8443/@scope/a'],
    ['https:/u:p@files.example', 'https:/***@files.example'],
    ['https:\\\\u:p@files.example', 'https:\\\\***@files.example'],
    ['//u:p@files.example', '//***@files.example'],
    ['pkg:npm/%40acme/x@1.0.0', 'pkg:npm/%40acme/x@1.0.0'],
    ['://@', '://***@'],
    ['no address, a@b', 'no address, a@b'],
    ['user:pw@files.example/simple', '***@files.example/simple'],
    ['url=user:p@w@files.example:8443/x, then', 'url=***@files.example:8443/x, then'],
    ['(u:pw@10.0.0.1/a) u:pw@[::1]/a u:pw@npm/a', '(***@10.0.0.1/a) ***@[::1]/a ***@npm/a'],
    ['index u:pw@npm.acme.example.', 'index ***@npm.acme.example.'],
    ['git+ssh:\\\\u:p@code.example/a', 'git+ssh:\\\\***@code.example/a'],
    ['//npm.acme.example/:_authToken=s3cret', '//npm.acme.example/:_authToken=***'],
    ['_auth = "czM=" and _password=cHc=', '_auth = "***" and _password=***'],
    ['npmAuthToken: s3cret', 'npmAuthToken: ***'],
    ['_authToken=$NPM_TOKEN', '_authToken=$NPM_TOKEN'],
    ['npm.acme.example/x?v=1&access_token=s3cret#a', 'npm.acme.example/x?v=1&access_token=***#a'],
    ['files.example/x?v=1#sha256=abc', 'files.example/x?v=1#sha256=abc'],
    ['@acme/x@1.0.0', '@acme/x@1.0.0'],
    ['npm:@acme/x@1.0.0 npm:chalk@5.3.0/index.js', 'npm:@acme/x@1.0.0 npm:chalk@5.3.0/index.js'],
    ['npm:x@1.0.0-beta.rc jsr:@std/fs@1.0.0/walk', 'npm:x@1.0.0-beta.rc jsr:@std/fs@1.0.0/walk'],
    ['patch:x@npm:1.2.3#a workspace:x@^1.0.0', 'patch:x@npm:1.2.3#a workspace:x@^1.0.0'],
    ['node:20@sha256:1234567890abcdef', 'node:20@sha256:1234567890abcdef'],
    ['git@code.example:acme/x.git', 'git@code.example:acme/x.git'],
    ['alice@acme.example/x and mailto:bob@acme.example', 'alice@acme.example/x and mailto:bob@acme.example'],
    ['npm.acme.example:8443/@acme/x@1.0.0/y', 'npm.acme.example:8443/@acme/x@1.0.0/y'],
  ])('%s', (text, masked) => {
    expect(maskCredentials(text)).toBe(masked);
  });

  it.each([
    ['https://models.example/v1/sk-a1b2c3d4e5/x', 'https://models.example/v1/***/x'],
    ['https://models.example/v1?sk-a1b2c3d4e5', 'https://models.example/v1?***'],
    ['https://models.example/a8Fk2Lq9Zx3Vb7Nm4Tr6/v1', 'https://models.example/***/v1'],
    ['https://models.example/v1#a8Fk2Lq9Zx3Vb7Nm4Tr6', 'https://models.example/v1#***'],
    [
      '(https://models.example/a8Fk2Lq9Zx3Vb7Nm4Tr6/v1?k=v#a8Fk2Lq9Zx3Vb7Nm4Tr6)',
      '(https://models.example/***/v1?***#***)',
    ],
  ])('masks keys in a path: %s', (text, masked) => {
    expect(maskCredentials(text)).toBe(masked);
  });

  it.each([
    'https://files.example/packages/9f/8e/7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a/requests-2.32.3-py3-none-any.whl',
    'https://code.example/octo/shop/archive/11bd71901bbe5b1630ceea73d27597364c9af683.tar.gz',
    'https://code.example/octo/ReleaseNotes2026AndUpgradeGuide/raw/main/install.sh',
    'https://npm.acme.example/@Acme/SomeVeryLongPackageName2/-/x-1.0.0.tgz',
    'https://a.example/123e4567-e89b-12d3-a456-426614174000',
  ])('leaves %s', (text) => {
    expect(maskCredentials(text)).toBe(text);
  });

  it.each([
    ['"https://h.example/v1/sk-a1b2c3d4e5/mcp", "b"', '"https://h.example/v1/#############/mcp", "b"'],
    ['https://u:hunter2@h.example/x', 'https://#########@h.example/x'],
    ['https://h.example/x?k=v1#y', 'https://h.example/x?#####y'],
    ['see https://h.example/a.js and //b', 'see https://h.example/a.js and //b'],
  ])('blots out where it stands: %s', (text, blotted) => {
    const found = blotAddresses(text, (length) => '#'.repeat(length));
    expect(found).toBe(blotted);
  });

  it('masks before it cuts', () => {
    const text = `https://models.example/${'x/'.repeat(85)}sk-${'a1b2c3d4'.repeat(5)}`;
    expect(maskAndCut(text, 200)).not.toContain('sk-');
    expect(maskAndCut('a b c', 3)).toBe('a b');
  });

  const secret = fc.stringMatching(/^[A-Za-z0-9!$%*+,.;~^-]{8,20}$/).filter((one) => !one.startsWith('$'));
  const around = fc
    .array(fc.constantFrom('see', '"x"', '@acme/x@1.0.0', 'a@b.example', '//', 'https:', '\n'))
    .map((all) => all.join(' '));
  const shapes: readonly ((secret: string) => string)[] = [
    (one) => `https://user:${one}@npm.acme.example/x`,
    (one) => `https:\\\\user:${one}@npm.acme.example/x`,
    (one) => `git+ssh://${one}@npm.acme.example/x`,
    (one) => `user:${one}@npm.acme.example/x`,
    (one) => `registry=user:${one}@npm.acme.example:8443`,
    (one) => `//npm.acme.example/:_authToken=${one}`,
    (one) => `_password = ${one}`,
    (one) => `https://npm.acme.example/x?token=${one}`,
    (one) => `npm.acme.example/x?a=1&private-token=${one}`,
  ];

  it('shows no secret that stands where one belongs, and masks nothing twice', () => {
    fc.assert(
      fc.property(around, fc.constantFrom(...shapes), secret, around, (before, shape, one, after) => {
        const masked = maskCredentials(`${before} ${shape(one)} ${after}`);
        expect(masked).not.toContain(one);
        expect(maskCredentials(masked)).toBe(masked);
      }),
    );
  });

  it('leaves names of packages as they are', () => {
    const part = fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/);
    const version = fc.stringMatching(/^\d{1,3}\.\d{1,3}\.\d{1,3}(?:-[a-z]{1,4}\.\d)?$/);
    const protocol = fc.constantFrom('', 'npm:', 'jsr:', 'pkg:npm/');
    fc.assert(
      fc.property(protocol, part, part, version, (before, scope, name, at) => {
        for (const text of [`${before}@${scope}/${name}@${at}`, `${before}${name}@${at}`, `${name}@${at}/${scope}`])
          expect(maskCredentials(text)).toBe(text);
      }),
    );
  });

  it.each(['://a', 'a:b@', 'a:b@c.', '@', 'a=', '?token=', '_auth', '?a', '[', '_auth= ', '/aB1', '//a/'])(
    'is linear in %s',
    async (part) => {
      const grown = await measureGrowth((size) => `${part.repeat(size)}@x.example/`, maskCredentials, 40_000);
      expect(grown).toBeLessThan(nearlyLinear);
    },
  );
});
