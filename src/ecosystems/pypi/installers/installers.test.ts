import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../model/command.ts';
import { createCommandReader } from '../../../surfaces/commands.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { installer as pip } from './pip.ts';
import { installer as pipx } from './pipx.ts';
import { installer as projects } from './projects.ts';
import { installer as uv } from './uv.ts';

const read = (text: string): Reading =>
  createCommandReader({ installers: [pip, uv, pipx, projects], formats: [], file: { path: 'setup.sh', text } }).script(
    text,
    (offset) => offset,
  );

const summary = ({ dependencies, registries, includes, unparsed, safeguards }: Reading): readonly string[] => [
  ...dependencies.map(({ purl, requirement, source, scope }) =>
    [
      purl.slice('pkg:pypi/'.length),
      requirement,
      source.kind === 'registry' ? '' : source.kind,
      scope === 'runtime' ? '' : scope,
    ]
      .filter((one) => one)
      .join(' '),
  ),
  ...registries.map(({ url, role }) => `${role} ${url}`),
  ...includes.map(({ kind, path, text, format }) => `${kind} ${path ?? `? ${text}`}${format ? ` as ${format}` : ''}`),
  ...safeguards.map(({ setting, guard, strength }) => `${setting}: ${guard} ${strength}`),
  ...unparsed.map(({ text }) => `? ${text}`),
];

type Row = readonly [text: string, found: readonly string[]];

describe('pip', () => {
  it.each<Row>([
    ['pip install a b==1.0 "c>=2,<3" d[x]~=1.1', ['a', 'b@1.0 ==1.0', 'c >=2,<3', 'd ~=1.1']],
    ['pip3 -q download a && pip wheel -w out b', ['a', 'b']],
    ['pip uninstall -y a; pip freeze; pip list; pip --version', []],
    [
      'pip install -r r.txt --requirement=s.txt -rt.txt -c c.txt',
      [
        'requirements r.txt as requirements',
        'requirements s.txt as requirements',
        'requirements t.txt as requirements',
        'constraints c.txt as requirements',
      ],
    ],
    [
      'pip install -r https://h.example/r.txt -r /tmp/s.txt -r ../t.txt',
      [
        'requirements ? https://h.example/r.txt as requirements',
        'requirements ? /tmp/s.txt as requirements',
        'requirements ? ../t.txt as requirements',
      ],
    ],
    [
      'pip install . -e ./sub ".[dev]" --editable=sub/two/',
      [
        'workspace sub/pyproject.toml',
        'workspace sub/two/pyproject.toml',
        'workspace pyproject.toml',
        'workspace pyproject.toml',
      ],
    ],
    [
      'pip install -i https://i.example --extra-index-url=https://j.example --extra-index https://k.example a',
      ['a', 'primary https://i.example', 'extra https://j.example', 'extra https://k.example'],
    ],
    ['pip install -i https://user:secret@i.example/simple a', ['a', 'primary https://i.example/simple']],
    ['pip install -f https://f.example -f ./wheels a --no-index', ['a', 'extra https://f.example', 'extra ./wheels']],
    [
      'pip install --trusted-host h.example --require-hashes --only-binary :all: a',
      ['a', 'trusted-host h.example: transport 0', 'require-hashes: verification 1', 'only-binary: install-scripts 1'],
    ],
    ['pip install -t out --upgrade-strategy eager --proxy p --python-version 3.9 -U a', ['a']],
    [
      'pip install git+https://h.example/o/repo@v1 git+ssh://git@h.example/o/r.git#egg=named',
      ['repo git', 'named git'],
    ],
    [
      'pip install https://h.example/x-1.0-py3-none-any.whl https://h.example/y-2.0.tar.gz "z @ https://h.example/z.zip"',
      ['x@1.0 url', 'y url', 'z url'],
    ],
    ['pip install ./x-1.0-py3-none-any.whl', ['x@1.0 path']],
    ['pip install -e git+https://h.example/o/r#egg=e', ['e git']],
    ['pip install git+https://$TOKEN@h.example/o/r.git', ['r git']],
    [
      'pip install $A b==$B "c[x]>=\u0024{C}" d==1.* dist/*.whl e{f,g}',
      ['b ==$B', 'c >=\u0024{C}', 'd ==1.*', '? $A', '? b==$B', '? c[x]>=\u0024{C}', '? dist/*.whl', '? e{f,g}'],
    ],
    ['pip install -r $R -i $I a', ['a', 'primary $I', '? $I', '? $R']],
    ['pip install a>=1.0', ['a']],
    ['pip install "a b" -- -x', ['? a b', '? -x']],
    [
      'pip config set global.index-url https://i.example; pip config set install.trusted-host "a b"',
      ['primary https://i.example', 'trusted-host a: transport 0', 'trusted-host b: transport 0'],
    ],
    ['pip install __proto__ constructor', ['constructor', '? __proto__']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });

  it('places names and requirements', () => {
    const text = 'pip install "foo [bar] >= 1.0" baz==2';
    const { dependencies } = read(text);
    const slices = dependencies.map(({ location, nameRegion, requirementRegion }) =>
      [location, nameRegion, requirementRegion].map((region) => region && sliceRegion(text, region)),
    );
    expect(slices).toEqual([
      ['"foo [bar] >= 1.0"', 'foo', '>= 1.0'],
      ['baz==2', 'baz', '==2'],
    ]);
  });
});

describe('uv', () => {
  it.each<Row>([
    [
      'uv pip install a==1 -r pyproject.toml --override o.txt --index n=https://i.example',
      [
        'a@1 ==1',
        'extra https://i.example',
        'requirements pyproject.toml as pyproject',
        'constraints o.txt as requirements',
      ],
    ],
    [
      'uv pip sync a.txt b.txt --default-index https://i.example',
      ['primary https://i.example', 'requirements a.txt as requirements', 'requirements b.txt as requirements'],
    ],
    [
      'uv add a "b>=1"; uv add --dev c; uv add --group docs d; uv add --optional x e',
      ['a', 'b >=1', 'c dev', 'd dev', 'e optional'],
    ],
    ['uv add --script s.py a; uv add "a @ git+https://h.example/o/a" --rev abc', ['a', 'a git']],
    [
      'uv tool install black@24.1.0; uv tool install ruff --with x,y; uv tool run z --a',
      ['black@24.1.0 24.1.0 tool', 'x tool', 'y tool', 'ruff tool', 'z tool'],
    ],
    [
      'uvx a@latest b; uvx --from "c[x]==1" -w "d>=1,<2" e; uvx -p 3.12 f --with g',
      ['a tool', 'd >=1,<2 tool', 'c@1 ==1 tool', 'f tool'],
    ],
    [
      'uv run --with a --with-requirements r.txt pytest --with b; uv run x.py',
      ['a tool', 'requirements r.txt as requirements', 'project pyproject.toml', 'project pyproject.toml'],
    ],
    [
      'uv sync --frozen --index-strategy unsafe-best-match --allow-insecure-host h',
      ['project uv.lock', 'trusted-host h: transport 0'],
    ],
    [
      'uv --directory sub pip install a; uv lock; uv venv; uv python install 3.12; uv build',
      ['a', 'project pyproject.toml'],
    ],
    [
      'uv --directory a sync; uv run --project b x; cd c && uv lock --locked',
      ['project a/pyproject.toml', 'project b/pyproject.toml', 'project c/uv.lock'],
    ],
    [
      'UV_FROZEN=1 uv sync; env UV_LOCKED=true uv run x; UV_FROZEN=1 sh -c "uv lock"; UV_FROZEN=0 uv lock; uv sync',
      ['project uv.lock', 'project uv.lock', 'project uv.lock', 'project pyproject.toml', 'project pyproject.toml'],
    ],
    [
      'export UV_PROJECT=api; uv sync; UV_PROJECT=web uv run x; UV_PROJECT= uv lock; uv sync --project b; cd c; uv sync',
      [
        'project api/pyproject.toml',
        'project web/pyproject.toml',
        'project pyproject.toml',
        'project b/pyproject.toml',
        'project c/api/pyproject.toml',
      ],
    ],
    [
      'UV_WORKING_DIR=a UV_PROJECT=b uv sync; UV_WORKING_DIR=a UV_PROJECT=/x uv sync; UV_NO_SYNC=1 uv run x',
      ['project a/b/pyproject.toml'],
    ],
    [
      'uv --directory a sync --project b; UV_PROJECT=c uv sync --directory a; UV_FROZEN=1 uv sync --no-frozen',
      ['project a/b/pyproject.toml', 'project a/c/pyproject.toml', 'project pyproject.toml'],
    ],
    [
      'export UV_PROJECT=a; UV_PROJECT=$X uv sync; UV_PROJECT=b uv pip install .',
      ['project pyproject.toml', 'workspace pyproject.toml'],
    ],
    ['uv sync --script x.py; uv run --no-project x; uv run --no-sync y; cd $X && uv sync; uv sync --project /x', []],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('pipx', () => {
  it.each<Row>([
    [
      'pipx install a==1 b; pipx run c --x; pipx run --spec d==2 e; pipx inject f g h',
      ['a@1 ==1 tool', 'b tool', 'c tool', 'd@2 ==2 tool', 'g tool', 'h tool'],
    ],
    [
      'pipx install a --pip-args="-i https://i.example --trusted-host h" --preinstall b',
      ['b tool', 'a tool', 'primary https://i.example', 'trusted-host h: transport 0'],
    ],
    ['pipx run ./s.py; pipx run https://h.example/s.py', ['? ./s.py', '? https://h.example/s.py']],
    ['pipx list; pipx uninstall a', []],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('Poetry, PDM, Pipenv and easy_install', () => {
  it.each<Row>([
    ['poetry add a b@^2.1 "c[x]@latest" d==1 e@1.2.3', ['a', 'b ^2.1', 'c', 'd@1 ==1', 'e@1.2.3 1.2.3']],
    [
      'poetry add -G dev a; poetry add --group main b; poetry add -D c; poetry add --optional x d',
      ['a dev', 'b', 'c dev', 'd optional'],
    ],
    [
      'poetry add git+https://h.example/o/r.git#main ./local/ https://h.example/x-1.0.tar.gz',
      ['r git', 'x url', 'workspace local/pyproject.toml'],
    ],
    [
      'poetry source add --priority=explicit n https://i.example; poetry install; poetry run a',
      ['extra https://i.example', 'project poetry.lock'],
    ],
    [
      'pdm add a -dG test b; pdm add -e ./sub; pdm install',
      ['a dev', 'b dev', 'workspace sub/pyproject.toml', 'project pyproject.toml'],
    ],
    [
      'poetry -C x update; poetry update a; pdm lock -p y; pdm install --frozen-lockfile; pipenv install --deploy',
      ['project x/pyproject.toml', 'project y/pyproject.toml', 'project pdm.lock', 'project Pipfile.lock'],
    ],
    [
      'pipenv install a==1 --dev; pipenv install -r r.txt -i https://i.example; pipenv sync',
      ['a@1 ==1 dev', 'primary https://i.example', 'requirements r.txt as requirements', 'project Pipfile.lock'],
    ],
    ['poetry self add a@^1; pdm self add b; pdm plugin add c; poetry self show', ['a ^1 tool', 'b tool', 'c tool']],
    [
      'pdm config pypi.url https://i.example; pdm config pypi.other.url https://j.example; pdm config cache_dir x',
      ['primary https://i.example', 'extra https://j.example'],
    ],
    ['easy_install -i https://i.example a', ['a', 'primary https://i.example']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

describe('variables', () => {
  it.each<Row>([
    ['PIP_INDEX_URL=https://i.example', ['primary https://i.example']],
    [
      'PIP_EXTRA_INDEX_URL="https://i.example https://j.example"',
      ['extra https://i.example', 'extra https://j.example'],
    ],
    [
      'UV_INDEX="n=https://i.example https://j.example" UV_DEFAULT_INDEX=m=https://k.example',
      ['extra https://i.example', 'extra https://j.example', 'primary https://k.example'],
    ],
    [
      'UV_INDEX_URL=https://i.example UV_EXTRA_INDEX_URL=https://j.example',
      ['primary https://i.example', 'extra https://j.example'],
    ],
    ['PIP_TRUSTED_HOST=h UV_INSECURE_HOST=g', ['trusted-host h: transport 0', 'trusted-host g: transport 0']],
    [
      'PIP_FIND_LINKS=https://f.example PIP_NO_INDEX=1 PIP_REQUIRE_HASHES=0',
      ['extra https://f.example', 'require-hashes: verification 0'],
    ],
    ['UV_INDEX_STRATEGY=unsafe-first-match PIP_CONSTRAINT=c.txt', ['constraints c.txt as requirements']],
    [
      'PIP_CONFIG_FILE=ci/pip UV_CONFIG_FILE=./ci/uv PIP_CONFIG_FILE=/etc/pip.conf UV_CONFIG_FILE=$HOME/uv.toml',
      ['companion ci/pip as pip-conf', 'companion ci/uv as uv-toml'],
    ],
    ['uv --config-file ci/uv sync', ['companion ci/uv as uv-toml', 'project pyproject.toml']],
    ['PIP_INDEX_URL=$X PIP_INDEX_URL= PIPELINE=1 UVX=2', ['primary $X', '? $X']],
    ['PIP_EXTRA_INDEX_URL="$X https://i.example"', ['extra $X', 'extra https://i.example', '? $X']],
    ['PIP_EXTRA_INDEX_URL="$(cat a b)"', ['extra $(cat a b)', '? $(cat a b)']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });
});

/** By client: how it is told to choose, at the words that say so. */
const told = (text: string): readonly string[] =>
  (read(text).clients ?? []).map(({ client, location, within, ecosystem: _, ...choice }) =>
    [
      client,
      ...Object.values(choice).map(String),
      `at ${sliceRegion(text, location)}`,
      ...(within === undefined ? [] : [`in ${sliceRegion(text, within)}`]),
    ].join(' '),
  );

describe('the client that is told', () => {
  it.each<Row>([
    ['sudo pip install a', ['pip at pip install a']],
    ['pip download --pre -r r.txt', ['pip true at --pre in pip download --pre -r r.txt']],
    ['python -m pip wheel --no-index -f ./wheels a', ['pip true at --no-index in pip wheel --no-index -f ./wheels a']],
    [
      'pip config set global.extra-index-url https://i.example',
      ['pip at pip config set global.extra-index-url https://i.example'],
    ],
    ['pip config set install.no-index true; pip config set install.no-index 0', ['pip true at true']],
    [
      'pip install; pip --version; pip list; uv sync; uv python install; poetry install; pdm sync',
      ['uv at uv sync in uv sync', 'poetry at poetry install in poetry install', 'pdm at pdm sync in pdm sync'],
    ],
    ['uv pip install -r r.txt && uvx ruff', ['uv at uv pip install -r r.txt', 'uv at uvx ruff']],
    [
      'uv sync --index-strategy unsafe-best-match',
      ['uv unsafe-best-match at --index-strategy unsafe-best-match in uv sync --index-strategy unsafe-best-match'],
    ],
    ['uv sync --no-sources', ['uv * at --no-sources in uv sync --no-sources']],
    [
      'uv pip install --no-sources-package A_b .',
      ['uv a-b at --no-sources-package A_b in uv pip install --no-sources-package A_b .'],
    ],
    ['UV_NO_SOURCES=1 UV_NO_SOURCES_PACKAGE=A.b', ['uv * at 1 in 1 UV_NO_SOURCES_PACKAGE=A.b', 'uv a-b at A.b in A.b']],
    ['UV_NO_SOURCES=0', []],
    ['uv pip install --prerelease=allow a', ['uv true at --prerelease=allow in uv pip install --prerelease=allow a']],
    ['uv pip install --prerelease=disallow a', ['uv at uv pip install --prerelease=disallow a']],
    [
      'poetry add a; pdm add b; pipenv install c',
      ['poetry at poetry add a', 'pdm at pdm add b', 'pipenv at pipenv install c'],
    ],
    ['pipx run a', ['pip at pipx run a']],
    ['easy_install a', []],
    ['UV_INDEX_STRATEGY=unsafe-first-match', ['uv unsafe-first-match at unsafe-first-match in unsafe-first-match']],
    ['PIP_NO_INDEX=1 PIP_PRE=0', ['pip true at 1 in 1 PIP_PRE=0']],
    ['PIP_NO_INDEX=$X PIP_PRE=$X pip install a', ['pip at pip install a']],
    ['UV_PRERELEASE=allow UV_INDEX=https://i.example', ['uv true at allow in allow UV_INDEX=https://i.example']],
  ])('%s', (text, clients) => {
    expect(told(text)).toEqual(clients);
  });
});

describe('who reads an index, and for how long', () => {
  const uses = (text: string): readonly string[] =>
    read(text).registries.map(({ url, clients = [], isLinks, within }) =>
      [
        url.slice('https://'.length),
        ...clients,
        ...(isLinks === true ? ['links'] : []),
        ...(within === undefined ? [] : [`in ${sliceRegion(text, within)}`]),
      ].join(' '),
    );

  it.each<Row>([
    ['pip install -i https://i.example a', ['i.example pip in pip install -i https://i.example a']],
    ['pip install -f https://f.example a', ['f.example pip links in pip install -f https://f.example a']],
    ['cd x && uv pip sync -i https://i.example r.txt', ['i.example uv in uv pip sync -i https://i.example r.txt']],
    ['uv lock --find-links https://f.example', ['f.example uv links in uv lock --find-links https://f.example']],
    ['pipx install -i https://i.example a', ['i.example pip in pipx install -i https://i.example a']],
    ['pipenv install -i https://i.example a', ['i.example pipenv in pipenv install -i https://i.example a']],
    ['pip config set global.index-url https://i.example', ['i.example pip']],
    ['pip config set global.find-links https://f.example', ['f.example pip links']],
    ['poetry source add n https://i.example', ['i.example poetry']],
    ['pdm config pypi.url https://i.example', ['i.example pdm']],
    [
      'PIP_INDEX_URL=https://i.example UV_INDEX=https://j.example',
      ['i.example pip in https://i.example UV_INDEX=https://j.example', 'j.example uv in https://j.example'],
    ],
    [
      'PIP_INDEX_URL=https://i.example pip install a; pip install b',
      ['i.example pip in https://i.example pip install a'],
    ],
    [
      'env PIP_INDEX_URL=https://i.example pip install a\npip install b',
      ['i.example pip in https://i.example pip install a'],
    ],
    [
      'pip install a; export PIP_INDEX_URL=https://i.example; pip install b',
      ['i.example pip in https://i.example; pip install b'],
    ],
    ['PIP_FIND_LINKS=https://f.example', ['f.example pip links in https://f.example']],
    ['PIPENV_PYPI_MIRROR=https://i.example', ['i.example pipenv in https://i.example']],
    ['easy_install -i https://i.example a', ['i.example in easy_install -i https://i.example a']],
  ])('%s', (text, found) => {
    expect(uses(text)).toEqual(found);
  });
});
