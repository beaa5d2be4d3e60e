import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ConfigContext } from './context.ts';
import { loadPolicy } from './load.ts';

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

const schema: unknown = JSON.parse(read('config.schema.json'));
const guide = read('configuration.md');
const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(asObject(schema));

const ids = [
  ...['young-package', 'recent-release', 'yanked-version', 'deprecated-package', 'known-malicious'],
  ...['denied-package', 'floating-requirement', 'gate-changed'],
];
const rules = ids.map((id) => ({ meta: { id }, options: (raw: Readonly<Record<string, unknown>>) => raw }));
const context: ConfigContext = {
  path: 'gazetteer.yml',
  rules,
  ecosystems: ['npm', 'pypi'],
  extend: () => loadPolicy(undefined, context),
};

const loads = (text: string): Promise<boolean> =>
  loadPolicy(text, context).then(
    () => true,
    () => false,
  );

const accept = (rest: string) => `exceptions: [{ reason: x, expires: 2027-01-31, ${rest} }]`;

const valid = [
  'version: 1',
  'fail-on: never',
  'fail-on-confidence: low',
  'on-unverified: warn',
  'registries: { npm: "https://npm.acme.example/x/@acme/" }',
  'registries: { npm: "http://localhost:4873", pypi: "http://[::1]/simple/" }',
  'registries: { npm: { url: "https://npm.acme.example", mirrors-public: true } }',
  'registries: { pypi: [{ url: "https://pypi.acme.example/simple", role: extra }] }',
  'registries: { pypi: [{ url: "https://pypi.acme.example/", role: explicit, names: [a-*] }] }',
  'trusted-registries: ["https://npm.acme.example"]',
  `registries: { pypi: "https://\${PIP_USER}:\${PIP_TOKEN}@pypi.acme.example/simple" }`,
  `trusted-registries: ["https://aws:\${TOKEN}@npm.acme.example", "http://\${T}@127.0.0.1:4873/"]`,
  'private: { npm: ["@acme/*"], pypi: [acme-*] }',
  'first-party: { npm: ["@acme/*"], repository: "github.com/acme/*" }',
  'services: { osv: false, github-advisories: false, deps-dev: false }',
  'services: { osv: "https://osv.acme.example", github-advisories: true }',
  'services: { github-advisories: "https://github.acme.example/api/v3" }',
  'budget: { requests: 1, seconds: 21600, bytes: 100MB }',
  'budget: { bytes: 5000 }',
  'rules: { young-package: off, yanked-version: { severity: off, mode: observe, extra: [1] } }',
  'ignore-paths: ["test/**", ".github/..x", "a{b,c}/?.txt"]',
  'extends: acme/policy/teams/web.yml@release/v1.0',
  'locked: [fail-on, denied, rules, rules.young-package, exceptions.known-malicious]',
  'approved: [pkg:npm/left-pad, "pkg:npm/@acme/*", "pkg:pypi/acme-*@1.0"]',
  'denied: ["pkg:npm/*", { package: "pkg:npm/left-pad@1.3.0", reason: old }]',
  'inline-exceptions: [floating-requirement]',
  'baseline: .github/gazetteer-baseline.json',
  accept('rule: young-package'),
  accept('rule: young-package, package: pkg:npm/@acme/*, path: "services/**"'),
  accept('rule: young-package, package: "pkg:npm/%40acme/tools@1.0.0"'),
  accept('rule: known-malicious, package: "pkg:npm/left-pad@1.3.0"'),
];

const invalid = [
  'version: 2',
  'version: "1"',
  'odd: 1',
  'fail-on: severe',
  'fail-on: null',
  'on-unverified: true',
  'extends: acme/policy/gazetteer.yml',
  'extends: acme/policy@main',
  'extends: acme/policy/../gazetteer.yml@main',
  'extends: acme/policy/a//b.yml@main',
  'extends: acme/policy/gazetteer.yml@a..b',
  'extends: ./gazetteer.yml',
  'locked: [version]',
  'locked: [rules.Young]',
  'locked: []',
  'approved: []',
  'approved: [left-pad]',
  'approved: ["pkg:npm/*"]',
  'approved: ["pkg:npm/@*/*"]',
  'denied: [{ reason: x }]',
  'denied: [{ package: pkg:npm/a, rule: x }]',
  'inline-exceptions: [gate-changed]',
  'inline-exceptions: [nothing-of-it]',
  'baseline: "known/*.json"',
  'baseline: known/',
  'baseline: ../known.json',
  'registries: { cargo: "https://x.example" }',
  'registries: { npm: "http://npm.acme.example" }',
  'registries: { npm: "https://me:secret@npm.acme.example" }',
  `registries: { npm: "https://\${USER}:secret@npm.acme.example" }`,
  'registries: { npm: "https://npm.acme.example/#x" }',
  'registries: { npm: [] }',
  'registries: { npm: { mirrors-public: true } }',
  'registries: { npm: { url: "https://x.example", role: extra } }',
  'registries: { npm: [{ url: "https://x.example" }] }',
  'registries: { npm: [{ url: "https://x.example", role: explicit }] }',
  'registries: { npm: [{ url: "https://x.example", role: main }] }',
  'trusted-registries: []',
  'private: { npm: [] }',
  'private: { npm: ["a b"] }',
  'private: { npm: [1] }',
  'first-party: { repository: "https://github.com/acme/*" }',
  'services: { osv: true }',
  'services: { github-advisories: yes }',
  'services: { github-advisories: "http://github.acme.example/api/v3" }',
  'budget: { requests: 0 }',
  'budget: { seconds: 1.5 }',
  'budget: { seconds: "120" }',
  'budget: { bytes: 100mb }',
  'budget: { bytes: 0 }',
  'budget: { odd: 1 }',
  'rules: { young-package: severe }',
  'rules: { young-package: { mode: silent } }',
  'rules: { Young_Package: off }',
  'rules: []',
  'ignore-paths: ["/a"]',
  'ignore-paths: ["a/../b"]',
  'ignore-paths: ["./a"]',
  'ignore-paths: ["!a"]',
  'exceptions: []',
  'exceptions: [{ rule: young-package, expires: 2027-01-31 }]',
  'exceptions: [{ rule: young-package, reason: x }]',
  'exceptions: [{ rule: young-package, reason: " ", expires: 2027-01-31 }]',
  'exceptions: [{ rule: young-package, reason: x, expires: 2027-02-30 }]',
  accept('rule: young-package, package: left-pad'),
  accept('rule: young-package, package: pkg:gem/rails'),
  accept('rule: young-package, package: "pkg:npm/a?b=c"'),
  accept('rule: young-package, package: "pkg:npm/a@1.*"'),
  accept('rule: young-package, odd: 1'),
  accept('rule: known-malicious'),
  accept('rule: known-malicious, package: pkg:npm/a'),
  accept('rule: known-malicious, package: "pkg:npm/@acme/a"'),
  accept('rule: known-malicious, package: "pkg:npm/*@1.0.0"'),
];

describe('the schema and the loader', () => {
  it.each(valid)('accept %s', async (text) => {
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(await loads(text)).toBe(true);
  });

  it.each(invalid)('refuse %s', async (text) => {
    expect(validate(parse(text))).toBe(false);
    expect(await loads(text)).toBe(false);
  });
});

describe('the guide', () => {
  const blocks = [...guide.matchAll(/```yaml\n([^`]*)```/g)].map((match) => match[1] ?? '');

  it.each(blocks)('shows valid configuration: %s', async (text) => {
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(await loads(text)).toBe(true);
  });

  it.each(keysOf(schema))('names %s in the section of %s', (key, section) => {
    const start = guide.indexOf(`\n## \`${section}\`\n`);
    expect(start, `a heading for ${section}`).toBeGreaterThan(0);
    const text = guide.slice(start + 1).split(/\n## /, 1)[0] ?? '';
    expect(text).toMatch(new RegExp(`(?:^##|^\\|).*\`${key}\``, 'm'));
  });
});

/** Every key of the schema with the key of the top level that it belongs to; ecosystems share a row of their section. */
function keysOf(root: unknown): readonly (readonly [string, string])[] {
  const definitions = propertyOf(root, 'definitions');
  const found: (readonly [string, string])[] = [];
  const visit = (node: unknown, section: string): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, section);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    for (const [key, child] of Object.entries(propertyOf(node, 'properties') ?? {})) {
      found.push([key, section]);
      visit(child, section);
    }
    for (const key of ['anyOf', 'items', 'additionalProperties']) visit(propertyOf(node, key), section);
    const reference = propertyOf(node, '$ref');
    if (typeof reference === 'string') visit(propertyOf(definitions, reference.replace('#/definitions/', '')), section);
  };
  for (const [section, child] of Object.entries(propertyOf(root, 'properties') ?? {})) {
    found.push([section, section]);
    if (section !== 'private') visit(child, section);
  }
  return found;
}

function asObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return value;
}

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(key) : undefined;
