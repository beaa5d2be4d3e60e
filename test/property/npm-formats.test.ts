import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ecosystem } from '../../src/ecosystems/npm/index.ts';
import type { DependencyFile } from '../../src/model/dependency.ts';
import { sliceRegion } from '../../src/text/lines.ts';

function parse(id: string, path: string, text: string): DependencyFile {
  const format = ecosystem.formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`there is no format ${id}`);
  return format.parse({ path, text });
}

/** Any text may be a key of JSON; the empty one is no name. */
const name = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '@acme/thing', '::error::x', '\u202eabc', '</script>', '\u001b[31m'),
);
const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
const layout = fc.record({ indent: fc.constantFrom(undefined, 1, 2, '\t'), crlf: fc.boolean(), escaped: fc.boolean() });

interface Layout {
  readonly indent: number | string | undefined;
  readonly crlf: boolean;
  readonly escaped: boolean;
}

/** The same document as different tools write it. */
function write(value: unknown, { indent, crlf, escaped }: Layout): string {
  const text = JSON.stringify(value, null, indent);
  const ascii = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const plain = escaped ? text.replace(/[\u007f-\uffff]/g, ascii) : text;
  return crlf ? plain.replaceAll('\n', '\r\n') : plain;
}

/** An object with own keys, `__proto__` too. */
const record = (entries: Iterable<readonly [string, unknown]>): object => Object.fromEntries(entries);

describe('package.json', () => {
  it('gives every dependency of every section once, with its place', () => {
    const section = fc.uniqueArray(fc.tuple(name, version), { selector: ([key]) => key, maxLength: 8 });
    fc.assert(
      fc.property(section, section, layout, (runtime, dev, how) => {
        const text = write({ dependencies: record(runtime), devDependencies: record(dev) }, how);
        const file = parse('package-json', 'package.json', text);
        expect(file.unparsed).toEqual([]);
        const found = file.dependencies.map((one) => `${one.scope} ${one.rawName} ${one.version}`).sort();
        const wanted = [
          ...runtime.map(([key, at]) => `runtime ${key} ${at}`),
          ...dev.map(([key, at]) => `dev ${key} ${at}`),
        ];
        expect(found).toEqual(wanted.sort());
        for (const { rawName, requirement, nameRegion, requirementRegion } of file.dependencies) {
          expect(nameRegion && JSON.parse(`"${sliceRegion(text, nameRegion)}"`)).toBe(rawName);
          expect(requirementRegion && sliceRegion(text, requirementRegion)).toBe(requirement);
        }
      }),
    );
  });

  it('loses no value, whatever it is', () => {
    const values = fc.uniqueArray(fc.tuple(name, fc.jsonValue({ maxDepth: 2 })), {
      selector: ([key]) => key,
      maxLength: 8,
    });
    fc.assert(
      fc.property(values, layout, (entries, how) => {
        const file = parse('package-json', 'package.json', write({ dependencies: record(entries) }, how));
        expect(file.dependencies.length + file.unparsed.length).toBe(entries.length);
      }),
    );
  });

  it('counts every occurrence of a repeated name', () => {
    fc.assert(
      fc.property(name, fc.array(version, { minLength: 2, maxLength: 6 }), (key, versions) => {
        const members = versions.map((one) => `${JSON.stringify(key)}: ${JSON.stringify(one)}`).join(',\n');
        const file = parse('package-json', 'package.json', `{"dependencies": {${members}}}`);
        expect(file.dependencies.map((one) => one.version)).toEqual(versions.slice(-1));
        const hidden = versions.flatMap((one, at) => (one === versions.at(-1) ? [] : [at + 1]));
        expect((file.ambiguities ?? []).map(({ location }) => location.startLine)).toEqual(hidden);
        expect(file.unparsed).toEqual([]);
      }),
    );
  });
});

describe('package-lock.json', () => {
  const entries = fc.uniqueArray(
    fc.tuple(
      name.filter((one) => !one.includes('node_modules/')),
      version,
      fc.boolean(),
    ),
    {
      selector: ([key]) => key,
      maxLength: 12,
    },
  );

  it('gives every entry of version 3, and knows which ones the project lists', () => {
    fc.assert(
      fc.property(entries, layout, (list, how) => {
        const root = { dependencies: record(list.filter(([, , direct]) => direct).map(([key]) => [key, '*'])) };
        const packages = record([
          ['', root],
          ...list.map(([key, at]) => [`node_modules/${key}`, { version: at }] as const),
        ]);
        const file = parse('package-lock', 'package-lock.json', write({ lockfileVersion: 3, packages }, how));
        const found = file.dependencies.map((one) => [one.name, one.version, one.direct]);
        expect(found.sort()).toEqual(list.map((one) => [...one]).sort());
        expect(file.unparsed).toEqual([]);
      }),
    );
  });

  it('gives every entry of version 1, at any depth', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const tree = list.reduceRight<object>(
          (inner, [key, at]) => record([[key, { version: at, dependencies: inner }]]),
          {},
        );
        const text = write({ lockfileVersion: 1, dependencies: tree }, { indent: 2, crlf: false, escaped: false });
        const found = parse('package-lock', 'package-lock.json', text).dependencies.map((one) => [
          one.name,
          one.version,
        ]);
        expect(found).toEqual(list.map(([key, at]) => [key, at]));
      }),
    );
  });

  it('adds nothing for the copy in version 2, and all that it says otherwise', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const packages = record(list.map(([key, at]) => [`node_modules/${key}`, { version: at }]));
        const copy = record(list.map(([key, at, same]) => [key, { version: same ? at : `${at}-other` }]));
        const text = JSON.stringify({ lockfileVersion: 2, packages, dependencies: copy });
        const { dependencies } = parse('package-lock', 'package-lock.json', text);
        expect(dependencies.length).toBe(list.length + list.filter(([, , same]) => !same).length);
      }),
    );
  });
});

describe('.npmrc', () => {
  it('keeps no credential, wherever it stands', () => {
    const secret = 'npm_secretsecretsecret';
    const line = fc.constantFrom(
      `//npm.acme.example/:_authToken=${secret}`,
      `_auth=${secret}`,
      `_password = "${secret}"`,
      secret,
      `//npm.acme.example/:_authToken ${secret}`,
      `registry=https://user:${secret}@npm.acme.example/`,
      `@acme:registry=https://${secret}@npm.acme.example/x`,
      `registry=https://user:a/${secret}@npm.acme.example/`,
      `[${secret}]`,
      `[a] ${secret}`,
      `=${secret}`,
      'registry=https://npm.acme.example/',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        expect(JSON.stringify(parse('npmrc', '.npmrc', lines.join(end)))).not.toContain(secret);
      }),
    );
  });
});
