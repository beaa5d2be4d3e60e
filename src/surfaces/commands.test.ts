import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { format as npmrc } from '../ecosystems/npm/formats/npmrc.ts';
import { installer as npm } from '../ecosystems/npm/installers/npm.ts';
import { format as requirements } from '../ecosystems/pypi/formats/requirements.ts';
import { installer as pip } from '../ecosystems/pypi/installers/pip.ts';
import { installer as projects } from '../ecosystems/pypi/installers/projects.ts';
import { installer as uv } from '../ecosystems/pypi/installers/uv.ts';
import type { Reading, Word } from '../model/command.ts';
import type { Location, Region } from '../model/location.ts';
import { indexLines, sliceRegion } from '../text/lines.ts';
import { createCommandReader } from './commands.ts';

const installers = [pip, uv, projects, npm];
const reader = (text: string, path = 'scripts/setup.sh') =>
  createCommandReader({ installers, formats: [requirements, npmrc], file: { path, text } });
const read = (text: string, known?: ReadonlyMap<string, string>): Reading =>
  reader(text).script(text, (offset) => offset, known);

const summary = ({ dependencies, registries, includes, unparsed, safeguards }: Reading): readonly string[] => [
  ...dependencies.map(({ purl }) => purl.slice('pkg:'.length)),
  ...registries.map(({ ecosystem, url, role }) => `${ecosystem} ${role} ${url}`),
  ...includes.map(({ kind, path, text }) => `${kind} ${path ?? `? ${text}`}`),
  ...safeguards.map(({ setting, strength }) => `${setting}: ${strength}`),
  ...unparsed.map(({ text }) => `? ${text}`),
];

type Row = readonly [text: string, found: readonly string[]];

describe('takes wrappers off', () => {
  it.each<Row>([
    ['sudo -H -u root pip install a', ['pypi/a']],
    ['sudo PIP_INDEX_URL=https://i.example pip install a', ['pypi/a', 'pypi primary https://i.example']],
    ['env -u X A=b time nohup nice -n 5 pip install a', ['pypi/a']],
    [`env -S 'pip install a'`, ['pypi/a']],
    [`env -i A=b --split-string="pip install a"`, []],
    [`env -vS"pip install a b"`, ['pypi/a', 'pypi/b']],
    [`env --split-string='npx a'`, ['npm/a']],
    ['timeout -k 5 60 pip install a', ['pypi/a']],
    ['python3.12 -m pip install a', ['pypi/a']],
    ['py -3 -W ignore -m pip install a; python -Impip install b', ['pypi/a', 'pypi/b']],
    ['/opt/x/bin/pip3.11 install a; "$VENV/bin/pip" install b; pip.exe install c', ['pypi/a', 'pypi/b', 'pypi/c']],
    ['$PIP install a; \u0024{PYTHON} -m pip install b; \u0024{PREFIX}pip install c', ['pypi/a', 'pypi/b', 'pypi/c']],
    ['sh -c "pip install a && npm i b"', ['pypi/a', 'npm/b']],
    ["bash -euo pipefail -lc 'pip install a'; su -c 'pip install b' user", ['pypi/a', 'pypi/b']],
    ['sh -c "sh -c \'pip install a\'"; eval "pip install b"; eval pip install c', ['pypi/a', 'pypi/b', 'pypi/c']],
    ['cmd /c npm i a; powershell -Command "npm i b"', ['npm/a', 'npm/b']],
    ['docker run --rm -v "$PWD:/x" python:3 pip install a', ['pypi/a']],
    ['docker run x sh -c "pip install \\"a\\""', ['pypi/a']],
    [
      'retry 3 npm i a; poetry run pip install b; uv run --with c pip install d',
      ['npm/a', 'pypi/b', 'pypi/c', 'pypi/d', 'project pyproject.toml'],
    ],
    ['ssh host "pip install a"', ['pypi/a']],
    ['echo a b | xargs pip install', ['pypi/a', 'pypi/b']],
    ['find . -name x -exec pip install a \\;', ['pypi/a']],
    ['cat list | xargs -n 1 pip install', ['? $(input)']],
    ['for p in a "b==1"; do pip install $p; done', ['pypi/a', 'pypi/b@1']],
    ['for p in a $(cat list); do pip install "$p"; done', ['pypi/a', '? $p']],
    ['C="pip install a"; $C; C="npm i b"; sh -c "$C"; C=true', ['pypi/a', 'npm/b']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });

  it.each([
    'echo pip install a',
    'command -v npm install',
    'which pip',
    'apt-get install -y pip npm install',
    'grep "npm install" file',
    'git commit -m "npm install a"',
    '# pip install a',
    'npm run build && npm view a',
    'pip install',
  ])('leaves alone: %s', (text) => {
    expect(summary(read(text))).toEqual([]);
  });
});

describe('follows what is fetched and run', () => {
  it.each<Row>([
    ['curl -fsSL https://get.example/i.sh | sh', ['generic/get.example/i.sh']],
    ['wget -qO- https://get.example/i.sh?x=1 | sudo -E bash -s -- --yes', ['generic/get.example/i.sh']],
    ['curl get.example | gunzip | bash', ['generic/get.example']],
    [
      'bash <(curl -s https://get.example/i.sh); source <(curl https://get.example/j)',
      ['generic/get.example/i.sh', 'generic/get.example/j'],
    ],
    [
      'sh -c "$(curl -fsSL https://get.example/i.sh)"; eval "$(curl https://get.example/j)"',
      ['generic/get.example/i.sh', 'generic/get.example/j'],
    ],
    [
      'irm https://get.example/i.ps1 | iex; iex (irm https://get.example/j.ps1)',
      ['generic/get.example/i.ps1', 'generic/get.example/j.ps1'],
    ],
    ['curl https://get.example/i.py | python3 -', ['generic/get.example/i.py']],
    ['curl "$URL" | sh', ['? sh']],
    ['U=https://get.example/i.sh; curl $U | sh', ['generic/get.example/i.sh']],
    [
      'curl https://get.example/a.json | python3 -m json.tool; curl https://get.example/b | jq .; curl -O https://get.example/c',
      [],
    ],
    ['python x.py --version "$(curl https://get.example/v)"', []],
    ['bash < <(curl https://get.example/i.sh)', ['generic/get.example/i.sh']],
    ['node -e "$(curl https://get.example/i.js)"', ['generic/get.example/i.js']],
    ['curl -fsSLo /tmp/i.sh https://get.example/i.sh && sudo bash /tmp/i.sh --yes', ['generic/get.example/i.sh']],
    ['wget -q https://get.example/a/i.sh?x=1\nchmod +x i.sh\n./i.sh', ['generic/get.example/a/i.sh']],
    ['wget -O i.py https://get.example/x; python3 -u ./i.py', ['generic/get.example/x']],
    ['curl https://get.example/i.sh > i.sh; source ./i.sh; . i.sh', ['generic/get.example/i.sh']],
    ['curl --output=i.sh "$URL"; sh i.sh', ['? sh i.sh']],
    ['curl -o i.sh https://get.example/i.sh; echo "0a  i.sh" | sha256sum -c; sh i.sh', []],
    ['curl -o data.json https://get.example/data.json; sh other.sh data.json; python3 -m json.tool data.json', []],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('follows text into files and programs', () => {
  it.each<Row>([
    [
      'cat > requirements.txt <<EOF\na==1\n--index-url https://i.example\nEOF\n',
      ['pypi/a@1', 'pypi primary https://i.example'],
    ],
    ['tee -a sub/requirements.txt <<EOF\na==1\nEOF\n', ['pypi/a@1']],
    [
      "echo 'a==1' >> requirements.txt; echo registry=https://n.example > ~/.npmrc",
      ['pypi/a@1', 'npm primary https://n.example'],
    ],
    ['bash <<EOF\npip install a\nEOF\n', ['pypi/a']],
    ['cat > x.sh <<EOF\npip install a\nEOF\n', ['pypi/a']],
    ["bash <<< 'pip install a'; echo 'pip install b' | sh", ['pypi/a', 'pypi/b']],
    ['pip install -r /dev/stdin <<EOF\na\nEOF\n', ['pypi/a']],
    ['cat <<EOF | sh\npip install a\nEOF\n', ['? pip install a\n']],
    ['python <<EOF\nrun("pip install a")\nEOF\n', ['? run("pip install a")\n']],
    ['echo pip install a | sh; bash <(echo "pip install b"); eval "$(echo npm i c)"', ['pypi/a', 'pypi/b', 'npm/c']],
    ["printf 'pip install a\\nnpm i b\\n' | sh; echo -e 'pip install c\\n' | bash", ['pypi/a', 'npm/b', 'pypi/c']],
    [
      "printf 'a==1\\nb\\n' > requirements.txt; printf '%s\\n' c d==2 | tee requirements.txt",
      ['pypi/a@1', 'pypi/b', 'pypi/c', 'pypi/d@2'],
    ],
    ["printf 'pip install %s==%s\\n' a 1 b 2 | sh", ['pypi/a@1', 'pypi/b@2']],
    ['cat > notes <<EOF\nnothing to see\nEOF\n', []],
    ['echo "PIP_INDEX_URL=https://i.example" >> "$GITHUB_ENV"', ['pypi primary https://i.example']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('reads settings', () => {
  it.each<Row>([
    ['export PIP_INDEX_URL="https://i.example" A=b', ['pypi primary https://i.example']],
    [
      'PIP_EXTRA_INDEX_URL="https://i.example https://j.example" pip install a',
      ['pypi/a', 'pypi extra https://i.example', 'pypi extra https://j.example'],
    ],
    [
      '$env:PIP_INDEX_URL = "https://i.example"; set NPM_CONFIG_REGISTRY=https://n.example',
      ['pypi primary https://i.example', 'npm primary https://n.example'],
    ],
    ['NODE_TLS_REJECT_UNAUTHORIZED=0 npm i a', ['npm/a', 'NODE_TLS_REJECT_UNAUTHORIZED: 0']],
    ['HOME=/x', []],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('knows where a command runs', () => {
  it.each<Row>([
    ['cd api && pip install -r r.txt', ['requirements api/r.txt']],
    ['(cd api; pip install -r r.txt); pip install -r s.txt', ['requirements api/r.txt', 'requirements s.txt']],
    [
      'cd "$(dirname "$0")" && pip install -r r.txt; cd .. ; pip install -r s.txt',
      ['requirements scripts/r.txt', 'requirements s.txt'],
    ],
    ['cd "$X"; pip install -r r.txt', ['requirements ? r.txt']],
    ['cd /srv; pip install -r r.txt; pip install -r /srv/s.txt', ['requirements ? r.txt', 'requirements ? /srv/s.txt']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('never loses what speaks of an installer', () => {
  it.each<Row>([
    ["echo it's; pip install a", ['pypi/a', "? 's; pip install a"]],
    ['python -c "import os; os.system(\'pip install a\')"', ['? "import os; os.system(\'pip install a\')"']],
    ['pip install $PKG', ['? $PKG']],
    ["trap 'npm i a' EXIT; alias x='pip install b'", ['npm/a', "? x='pip install b'"]],
    ['pip install a ^\n  b', ['pypi/a', '? ^']],
    ["report 'npm run check' npm ci", ['project package.json']],
    ["report 'uv run check'", ['project pyproject.toml']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });

  it('stops at deep nesting and says so', () => {
    const reason = 'are nested too deeply to be read';
    let nested = 'pip install a';
    for (let level = 0; level < 12; level++) nested = `sh -c ${JSON.stringify(nested)}`;
    expect(read(nested).unparsed.map((one) => one.reason)).toEqual([`scripts ${reason}`]);
    const wrapped = `${'poetry run '.repeat(40)}pip install a`;
    expect(read(wrapped).unparsed.map((one) => one.reason)).toEqual([`commands ${reason}`]);
  });

  it('names a package once that two readings find', () => {
    expect(summary(read('sh -c "x $(npx a)"'))).toEqual(['npm/a']);
  });
});

describe('places', () => {
  it('are those of the file that holds the script', () => {
    const text = '{ "postCreateCommand": "pip install \\"a==1\\" b" }';
    const start = text.indexOf('pip');
    const script = 'pip install "a==1" b';
    const offsets = [...script].map(
      (_, index) => start + index + (script.slice(0, index + 1).match(/"/g)?.length ?? 0),
    );
    const found = reader(text).script(script, (offset) => offsets[offset] ?? text.length);
    expect(found.dependencies.map(({ location }) => sliceRegion(text, location))).toEqual(['"a==1\\"', 'b']);
    expect(found.dependencies.map(({ nameRegion }) => nameRegion && sliceRegion(text, nameRegion))).toEqual(['a', 'b']);
  });

  it('of variables that the text assigns are those of their values', () => {
    const text = 'V=1\nPKGS="foo bar"\npip install $PKGS "baz==$V"';
    const { dependencies } = read(text);
    expect(dependencies.map(({ location }) => sliceRegion(text, location))).toEqual(['foo', 'bar', '"baz==$V"']);
    expect(dependencies.at(-1)).toMatchObject({ version: '1' });
    expect(dependencies.at(-1)?.nameRegion).toBeUndefined();
  });

  it('of words that are given one by one', () => {
    const text = '["npx", "-y", "@acme/tool@1.2.3"]';
    const words = [...text.matchAll(/"([^"]*)"/g)].map(
      ({ index, 1: value = '' }): Word => ({
        text: value,
        known: true,
        start: index,
        end: index + value.length + 2,
        plain: index + 1,
      }),
    );
    const [dependency] = reader(text).argv(words).dependencies;
    expect(dependency).toMatchObject({ purl: 'pkg:npm/%40acme/tool@1.2.3', scope: 'tool', direct: true });
    expect(dependency?.nameRegion && sliceRegion(text, dependency.nameRegion)).toBe('@acme/tool');
  });

  it('of embedded texts', () => {
    const text = 'deps:\n  a==1\n  b';
    const starts = [8, 15];
    const at = (offset: number): number => (offset < 5 ? 8 + offset : 15 + offset - 5);
    expect(starts.map((start) => text.charAt(start))).toEqual(['a', 'b']);
    const found = reader(text).embedded('requirements', 'a==1\nb', at);
    expect(found.dependencies.map(({ location }) => sliceRegion(text, location))).toEqual(['a==1', 'b']);
    expect(reader(text).embedded('unheard-of', 'a', at).unparsed).toHaveLength(1);
  });

  it('of settings', () => {
    const value: Word = { text: 'https://n.example', known: true, start: 9, end: 26, plain: 9 };
    const text = 'REGISTRY=https://n.example';
    const { registries } = reader(text).setting('npm_config_registry', value);
    expect(registries.map(({ url, location }) => [url, sliceRegion(text, location)])).toEqual([
      ['https://n.example', 'https://n.example'],
    ]);
  });
});

const pieces = [
  ...'"\'`$(){}<>|&;#\\\n\r =*~-1',
  ...[
    '$(',
    '${',
    '${{',
    '}}',
    '<<E\n',
    'E\n',
    '<(',
    'case x in ',
    'esac',
    'A=b ',
    '$A',
    'pip install ',
    'npm i ',
    'sh -c ',
    'sudo ',
  ],
  ...[
    'uvx ',
    'echo ',
    '> requirements.txt',
    'xargs ',
    'cd ',
    '| sh',
    'curl https://x.example ',
    'eval ',
    'export ',
    'python -m ',
    'iex ',
  ],
  ...['a@npm:b@', '==1', '@', '--', '-r', 'git+https://h.example/a', '\u2028', '\ud800', '__proto__'],
];

it('any text is read, and every place lies in it', () => {
  const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 60,
  });
  const inside = (text: string, region: Region): void => {
    const lines = indexLines(text);
    const [start, end] = [
      lines.offset(region.startLine, region.startColumn),
      lines.offset(region.endLine, region.endColumn),
    ];
    expect(lines.region(start, end)).toMatchObject({ startColumn: region.startColumn, endColumn: region.endColumn });
    expect(start).toBeLessThanOrEqual(end);
  };
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('');
      const found = read(text);
      const places: readonly { readonly location: Location }[] = Object.values(found).flat();
      for (const { location } of places) inside(text, location);
      for (const { nameRegion, requirementRegion, requirement, name, rawName } of found.dependencies) {
        if (nameRegion) expect([name, rawName]).toContain(sliceRegion(text, nameRegion));
        if (requirementRegion) expect(sliceRegion(text, requirementRegion)).toBe(requirement);
      }
      expect(read(text)).toEqual(found);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  'pip install a\n',
  'sudo ',
  'pip install ',
  'poetry run ',
  'npx a;',
  'A=b;pip install $A;',
  'for A in b c; do pip install $A$B; done;',
  "sh -c '",
  '(cd a;',
  'curl x|sh|',
  'cat <<E\n$(',
])('takes linear time: %j', async (piece) => {
  const write = (size: number) => piece.repeat(size / piece.length);
  expect(await measureGrowth(write, read, 40_000)).toBeLessThan(nearlyLinear);
});
