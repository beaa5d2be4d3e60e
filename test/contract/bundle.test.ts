import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../src/config/document.ts';
import { versions } from '../../src/ecosystems/npm/versions.ts';
import { parseYaml } from '../../src/text/yaml.ts';

const root = resolve(import.meta.dirname, '../..');
const readers = { parseYaml, readDocument, versions };
type Readers = typeof readers;

const script = (name: string): string => pathToFileURL(join(root, 'scripts', name)).href;

let folder: string;
let bundled: Readers;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gazetteer-bundle-'));
  const { slimYaml }: { slimYaml(root: string): Plugin } = await import(script('slim-yaml.mjs'));
  const { slimSemver }: { slimSemver(root: string): Plugin } = await import(script('slim-semver.mjs'));
  const outfile = join(folder, 'readers.mjs');
  await build({
    stdin: {
      resolveDir: root,
      contents: `
        export { parseYaml } from './src/text/yaml.ts';
        export { readDocument } from './src/config/document.ts';
        export { versions } from './src/ecosystems/npm/versions.ts';
      `,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [slimYaml(root), slimSemver(root)],
  });
  const loaded: Readers = await import(pathToFileURL(outfile).href);
  bundled = loaded;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a call gives, or what it throws, as text: places inside of values are functions of the sources. */
async function outcome(call: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await call(), (_key, value: unknown) => {
      if (value instanceof Map) return [...value];
      return typeof value === 'bigint' || typeof value === 'number' ? `${typeof value} ${value}` : value;
    });
  } catch (error) {
    return String(error);
  }
}

async function readYaml(from: Readers, text: string): Promise<unknown> {
  const nodes = await outcome(() => {
    const { documents, problems } = from.parseYaml(text);
    return { documents, problems };
  });
  return { nodes, configuration: await outcome(() => from.readDocument(text, 'gazetteer.yml')) };
}

/** Texts of the cases whose file has one of these endings. */
const casesOf = (ending: RegExp): readonly string[] =>
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /[\\/]cases[\\/]/.test(path) && ending.test(path))
    .map((path) => readFileSync(join(root, 'src', path), 'utf8'));

describe('libraries of which the bundle has a part', () => {
  const hostile = [
    '%YAML 1.1\n---\na: yes\nb: 0o7\nc: 010\nd: 1_000\ne: 2001-12-14\nf: 1:30\n',
    '%YAML 1.3\n---\na: 1\n',
    '%TAG ! tag:acme.example,2026:\n---\n!x a\n',
    'a: !!binary aGVsbG8=\nb: !!set {x, y}\nc: !!omap [x: 1]\nd: !!pairs [x: 1, x: 2]\ne: !!timestamp 2001-12-14\n',
    'a: !!int "3"\nb: !!float 1\nc: !!bool yes\nd: !!null x\ne: !!str 1\nf: !!map {}\ng: !!seq []\nh: !!merge <<\n',
    'a: !unknown {b: 1}\nc: !<tag:yaml.org,2002:str> d\n',
    'a: &one {x: 1}\nb: {<<: *one, y: 2}\nc: *one\nd: *none\n',
    '&a a: *a\n',
    'a: &r\n  - *r\n',
    '? {x: 1}\n: y\n? [1]\n: 2\n? \n: 3\n',
    'a: 0x1F\nb: 0o17\nc: .inf\nd: -.inf\ne: .nan\nf: 1e3\ng: ~\nh: TRUE\ni: +1\nj: 12345678901234567890\n',
    "a: |+1\n  x\n\nb: >-\n  y\n  z\nc: \"\\u0041\\x42\n  fold\"\nd: 'it''s'\n",
    'a: 1\na: 2\n---\nb\n...\n# end\n',
    'a: [1, 2\nb: }\n',
    '\ttab: 1\n',
    '"unclosed\n',
    '--- a\n--- b: c\n',
    '\uFEFFa: 1\n',
    '',
  ];

  it.each(hostile)('read the same YAML as the whole: %j', async (text) => {
    expect(await readYaml(bundled, text)).toEqual(await readYaml(readers, text));
  });

  it('read the same YAML as the whole in all cases', async () => {
    const texts = casesOf(/\.ya?ml$|yarn\.lock$/);
    expect(texts.length).toBeGreaterThan(50);
    for (const text of texts) expect(await readYaml(bundled, text)).toEqual(await readYaml(readers, text));
  });

  it('read the same YAML as the whole, whatever the pieces', async () => {
    const piece = fc.constantFrom(
      ...'a: |b- |*a |&a |!!set |!x |<<: |{|}|[|]|,|? |: |\n|\n  |"|\'|1|~|#|%YAML 1.1|---\n|>-\n|\t'.split('|'),
    );
    const texts = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await readYaml(bundled, text)).toEqual(await readYaml(readers, text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['1.2.3', '^1.0.0'],
    ['v1.2.3-beta.1', '>=1.2.3-alpha <2 || 3.x'],
    ['=1.2.3+build', '1.2 - 1.4'],
    ['2.0.0', '~1.2.3'],
    ['1.2', 'latest'],
    ['1.2.3', '* || nonsense'],
  ])('read the version %s and the range %s as the whole', (version, range) => {
    const ask = ({ versions: asked }: Readers): unknown => [
      asked.satisfies(version, range),
      asked.isRequirement(range),
      asked.isPrerelease(version),
      asked.compare(version, '1.2.3'),
    ];
    expect(ask(bundled)).toEqual(ask(readers));
  });
});

describe('the bundle', () => {
  interface Bundle {
    readonly files: ReadonlyMap<string, string | Uint8Array>;
    readonly metafile: Metafile;
  }
  let files: Bundle['files'];
  let metafile: Metafile;

  beforeAll(async () => {
    const { bundle }: { bundle(): Promise<Bundle> } = await import(script('build.mjs'));
    ({ files, metafile } = await bundle());
  });

  /** Inputs that are loaded before anything of an entry runs. */
  function loadedBy(entry: string): readonly string[] {
    const outputs = new Set([entry]);
    for (const output of outputs) {
      for (const { path, kind, external } of metafile.outputs[output]?.imports ?? []) {
        if (kind === 'import-statement' && external !== true) outputs.add(path);
      }
    }
    return [...outputs].flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {}));
  }

  it.each(['dist/cli.js', 'dist/action.js'])('loads the client of registries only to ask them: %s', (entry) => {
    const loaded = loadedBy(entry);
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter((path) => path.includes('node_modules/undici/'))).toEqual([]);
  });

  it('loads pages for people only where one is asked for', () => {
    const isPage = (path: string) => /^src\/reporters\/html\/(?!index\.ts$)/.test(path);
    const isCommand = (path: string) => path === 'src/cli/audit.ts' || path === 'src/action/run.ts';
    const holding = (isMeant: (path: string) => boolean) =>
      Object.entries(metafile.outputs).flatMap(([path, { inputs }]) =>
        Object.keys(inputs).some(isMeant) ? [path] : [],
      );
    expect(holding(isPage).length).toBeGreaterThan(0);
    const commands = holding(isCommand);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.flatMap(loadedBy).filter(isPage)).toEqual([]);
  });

  it('holds no second client beside octokit and undici', () => {
    const inputs = Object.values(metafile.outputs).flatMap(({ inputs: all }) =>
      Object.entries(all).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    );
    expect(inputs.filter((path) => /node_modules\/(?:@actions\/http-client|tunnel)\//.test(path))).toEqual([]);
  });

  it("holds undici's parser of HTTP as it is, once and outside of the code", () => {
    const parser: unknown = createRequire(import.meta.url)('undici/lib/llhttp/llhttp_simd-wasm.js');
    if (!Buffer.isBuffer(parser)) throw new Error('undici has its parser elsewhere');
    expect(Buffer.from(files.get('data/llhttp.wasm') ?? '').equals(parser)).toBe(true);
    const code = [...files].filter(([path]) => path.endsWith('.js'));
    expect(code.length).toBeGreaterThan(1);
    const start = parser.toString('base64', 0, 60);
    expect(code.filter(([, text]) => String(text).includes(start)).map(([path]) => path)).toEqual([]);
  });
});
