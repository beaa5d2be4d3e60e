import type { PypiHistory, PypiTraits, Twin } from '../replay.ts';
import { adoptionPypi, bumpPypi, years } from './bump.ts';

/** The same for PyPI. */

const people = ['maintainer-a', 'maintainer-b'];
const earlier = years('1.0 1.1 1.2 2.0 2.1 2.2');
type As = Parameters<typeof bumpPypi>[1];

const released = (
  id: string,
  title: string,
  name: string,
  as: As,
  before: PypiTraits,
  after: PypiTraits = before,
): Twin =>
  bumpPypi([id, title], as, {
    name,
    people,
    earlier,
    usual: before,
    releases: [
      { version: '2.3.0', when: '-45d' },
      { version: '2.3.1', when: '0', ...after },
    ],
  });

/** It begins to require something. */
const requiring = (
  id: string,
  title: string,
  name: string,
  as: As,
  requires: readonly string[],
  added: PypiHistory,
): Twin => {
  const usual = ['certifi>=2024.1', 'typing-extensions>=4.8; python_version < "3.11"'];
  return bumpPypi(
    [id, title],
    as,
    {
      name,
      people,
      earlier,
      usual: { requires: usual },
      releases: [
        { version: '2.3.0', when: '-45d' },
        { version: '2.3.1', when: '0', requires: [...usual, ...requires] },
      ],
    },
    [added],
  );
};

const moved = (id: string, title: string, name: string, as: As, before: string, after: string): Twin =>
  bumpPypi([id, title], as, {
    name,
    people,
    earlier: years('1.0'),
    releases: [
      { version: before, when: '-30d' },
      { version: after, when: '0' },
    ],
  });

const sdist: PypiTraits = { files: ['.tar.gz'] };
const wheels: PypiTraits = {
  files: ['-cp311-cp311-manylinux_2_17_x86_64.whl', '-cp312-cp312-manylinux_2_17_x86_64.whl', '.tar.gz'],
};
const moreWheels: PypiTraits = { files: [...(wheels.files ?? []), '-cp314-cp314-manylinux_2_28_x86_64.whl'] };

const platforms = ['manylinux_2_17_x86_64', 'macosx_11_0_arm64', 'win_amd64', 'win32'];
const builtFor = (places: readonly string[], ...pythons: readonly number[]): PypiTraits => ({
  files: ['.tar.gz', ...pythons.flatMap((n) => places.map((place) => `-cp${n}-cp${n}-${place}.whl`))],
});

const clouds = [
  'storage',
  'core',
  'pubsub',
  'auth',
  'bigquery',
  'logging',
  'tasks',
  'vision',
  'translate',
  'functions',
  'monitoring',
  'spanner',
];
const cloud = (version: 0 | 1) =>
  Object.fromEntries(clouds.map((part) => [`google-cloud-${part}`, version === 0 ? '2.3.0' : '2.3.1']));

export const pypi: readonly Twin[] = [
  released('pypi-plain', 'a release without attestations, as before', 'requests', 'requirements', {}),
  released('pypi-attested', 'a release with attestations, as before', 'pydantic', 'uv.lock', { provenance: true }),
  released('pypi-attested-new', 'a project that begins to attest', 'httpx', 'poetry.lock', {}, { provenance: true }),
  released('pypi-untold', 'an index that says nothing of attestations', 'flask', 'requirements', {
    provenance: 'untold',
  }),
  released('pypi-sdist', 'a project that never had wheels', 'pycrypto-acme', 'requirements', sdist),
  released('pypi-wheels', 'wheels for one more Python', 'numpy', 'uv.lock', wheels, moreWheels),
  released('pypi-wheels-new', 'a project that begins to build wheels', 'psutil', 'poetry.lock', sdist, wheels),
  released(
    'pypi-wheels-dropped',
    'wheels for old Pythons and for 32 bits are given up',
    'lxml',
    'uv.lock',
    builtFor(platforms, 38, 39, 310, 311, 312),
    builtFor(platforms.slice(0, 3), 311, 312, 313),
  ),
  released(
    'pypi-wheels-native',
    'a wheel for all becomes one for each platform',
    'sqlalchemy',
    'requirements',
    { files: ['.tar.gz', '-py3-none-any.whl'] },
    builtFor(platforms.slice(0, 3), 310, 311, 312, 313),
  ),
  released('pypi-pth', 'a wheel that has a .pth, as before', 'setuptools', 'uv.lock', {
    holds: ['distutils-precedence.pth'],
  }),
  released(
    'pypi-pth-version',
    'a .pth of a namespace that is called by its version',
    'zope.interface',
    'requirements',
    { holds: ['zope.interface-2.3.0-py3.12-nspkg.pth'] },
    { holds: ['zope.interface-2.3.1-py3.13-nspkg.pth'] },
  ),
  released('pypi-pth-gone', 'a .pth that was taken out', 'coverage', 'poetry.lock', { holds: ['a1_coverage.pth'] }, {}),
  released(
    'pypi-pth-below',
    'a .pth that lies inside the package, where nothing runs it',
    'pip-tools',
    'requirements',
    {},
    { holds: ['pip_tools/data/example.pth'] },
  ),
  released(
    'pypi-workflow',
    'attested by a renamed workflow of the same repository',
    'pydantic-core',
    'uv.lock',
    { provenance: true, builtBy: { kind: 'GitHub', repository: 'pydantic/pydantic-core', workflow: 'ci.yml' } },
    { provenance: true, builtBy: { kind: 'GitHub', repository: 'pydantic/pydantic-core', workflow: 'release.yml' } },
  ),
  requiring(
    'pypi-requires-known',
    'a release that begins to require what many use',
    'requests',
    'requirements',
    ['anyio>=4.11'],
    { name: 'anyio', people: ['maintainer-x'], earlier, releases: [{ version: '4.12.0', when: '-1d' }] },
  ),
  requiring(
    'pypi-requires-extra',
    'one more extra, with a young package of somebody else',
    'pydantic',
    'uv.lock',
    ['tide-almanac>=0.1; extra == "tides"'],
    { name: 'tide-almanac', people: ['maintainer-x'], releases: [{ version: '0.1.0', when: '-4d' }] },
  ),
  requiring(
    'pypi-requires-part',
    'a part that becomes a project of its own, of the same people',
    'httpx',
    'poetry.lock',
    ['httpx-wire-parts==0.1.0'],
    { name: 'httpx-wire-parts', people: ['maintainer-b'], releases: [{ version: '0.1.0', when: '-5m' }] },
  ),
  moved('pypi-calendar', 'calendar versions', 'certifi', 'requirements', '2026.8.3', '2026.10.5'),
  moved(
    'pypi-post',
    'a release that only corrects its metadata',
    'setuptools-scm',
    'requirements',
    '9.2.0',
    '9.2.0.post1',
  ),
  moved('pypi-candidate', 'a release candidate after another one', 'django', 'requirements', '6.0rc1', '6.0rc2'),
  moved('pypi-security', 'a fix that was out within hours', 'urllib3', 'uv.lock', '2.6.0', '2.6.1'),
  moved('pypi-major', 'a major version', 'pytest', 'poetry.lock', '8.4.2', '9.0.0'),
  {
    id: 'pypi-burst',
    title: 'twelve packages of one project, released within minutes',
    at: '2026-10-06T09:30:00Z',
    pypi: clouds.map((part, place) => ({
      name: `google-cloud-${part}`,
      people: ['team-bot'],
      earlier,
      releases: [
        { version: '2.3.0', when: '-20d' },
        { version: '2.3.1', when: place === 0 ? '0' : `-${place}m` },
      ],
    })),
    change: { as: 'requirements', before: cloud(0), after: cloud(1) },
  },
  bumpPypi(['pypi-after-yank', 'the release after one that was taken back'], 'requirements', {
    name: 'attrs',
    people,
    earlier,
    releases: [
      { version: '2.3.0', when: '-2d', yanked: 'broken wheel' },
      { version: '2.3.1', when: '0' },
    ],
  }),
  adoptionPypi(['pypi-adopt-known', 'a project that everybody uses is adopted'], 'uv.lock', {
    name: 'rich',
    people,
    earlier: years('9.0.0 10.0.0 12.0.0 13.0.0'),
    releases: [{ version: '14.2.0', when: '0' }],
  }),
  adoptionPypi(['pypi-adopt-pth', 'a project with a .pth that everybody uses is adopted'], 'uv.lock', {
    name: 'coverage',
    people,
    earlier: years('4.0 5.0 6.0 7.0'),
    usual: { holds: ['a1_coverage.pth'] },
    releases: [{ version: '7.14.0', when: '0' }],
  }),
  adoptionPypi(['pypi-adopt-epoch', 'an old small project that began to count anew is adopted'], 'requirements', {
    name: 'tide-tables',
    people,
    earlier: years('2017.1 2018.1 2019.1 2020.1 2021.1'),
    releases: [{ version: '1!1.0', when: '0' }],
  }),
  adoptionPypi(['pypi-adopt-small', 'an old small project is adopted'], 'requirements', {
    name: 'geohash-tools',
    people,
    earlier: years('0.1 0.2 0.3 0.4'),
    releases: [{ version: '0.5', when: '0' }],
  }),
];
