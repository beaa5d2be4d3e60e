import { describe, expect, it } from 'vitest';
import type { PathIndex } from '../../../model/ecosystem.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { format } from './requirements.ts';

const parse = (text: string, path = 'requirements.txt') => format.parse({ path, text });

describe('requirements: matches', () => {
  it.each([
    'requirements.txt',
    'requirements-dev.txt',
    'requirements_docker.in',
    'requirements.ja.txt',
    'docs/mkdocs-requirements.txt',
    'base_requirements.txt',
    'requirements/production.txt',
    'a/requirements/deploy.in',
    'constraints.txt',
    'Test-Constraints.txt',
  ])('%s by name', (path) => {
    expect(format.matches(path)).toBe('name');
  });

  it.each(['docs/dev.in', 'pip.txt', 'docs/reqs.txt'])('%s by content', (path) => {
    expect(format.matches(path)).toBe('content');
  });

  it.each([
    'README.txt',
    'CMakeLists.txt',
    'LICENSE.txt',
    'robots.txt',
    'MANIFEST.in',
    'requirements.md',
    'requirements',
  ])('%s not', (path) => {
    expect(format.matches(path)).toBe(false);
  });
});

describe('requirements: recognises', () => {
  it.each([
    '# deps\nrequests\nflask>=3\n',
    '-r base.txt\n',
    '--extra-index-url https://a.example/simple\n',
    'x @ https://a.example/x.zip',
    `a \\\n  --hash=sha256:${'a'.repeat(64)}\n`,
    '-e ./local\nrequests',
    'a\u2028b==1\n',
  ])('%j', (text) => {
    expect(format.recognises?.(text)).toBe(true);
  });

  it.each([
    '',
    'requests\nflask\n',
    'Install requests==2.31.0 first.\n',
    'requests==2.31.0\nThis is prose.\n',
    'User-agent: *\nDisallow: /\n',
    'cmake_minimum_required(VERSION 3.10)\n',
    'include README.md\n',
    'https://a.example/page\n',
    '- a list\n- of points\n',
    '--some-flag value\n',
    '/* Define to 1 */\n#undef X\n',
    'key = value\n',
    '{"a": "==1"}',
  ])('not %j', (text) => {
    expect(format.recognises?.(text)).toBe(false);
  });
});

describe('requirements: places', () => {
  it('locates entry, name and requirement exactly', () => {
    const text = '# x\n  Flask_Login[a] >= 0.6 , < 1 ; python_version > "3"  # c\r\nnumpy (>=1)\r\n';
    const written = parse(text).dependencies.map(({ location, nameRegion, requirementRegion }) => [
      sliceRegion(text, location),
      nameRegion && sliceRegion(text, nameRegion),
      requirementRegion && sliceRegion(text, requirementRegion),
    ]);
    expect(written).toEqual([
      ['Flask_Login[a] >= 0.6 , < 1 ; python_version > "3"', 'Flask_Login', '>= 0.6 , < 1'],
      ['numpy (>=1)', 'numpy', '>=1'],
    ]);
  });

  it('keeps to the line of the name where an entry is continued', () => {
    const text = 'requests \\\n  ==2.31.0 \\\n  --hash=sha256:aa\n';
    const [dependency] = parse(text).dependencies;
    expect(dependency?.location).toMatchObject({ startLine: 1, endLine: 1 });
    expect(dependency?.integrity).toEqual(['sha256:aa']);
    expect(dependency?.requirementRegion && sliceRegion(text, dependency.requirementRegion)).toBe('==2.31.0');
  });

  it('locates names in addresses and quoted values', () => {
    const text = [
      'https://files.example/Some_Pkg-1.0-py3-none-any.whl#sha256=abcd',
      'git+https://git.example/x.git@main#egg=other&subdirectory=y',
      '-e "third @ git+https://git.example/z.git"',
    ].join('\n');
    const { dependencies } = parse(text);
    expect(dependencies.map(({ nameRegion }) => nameRegion && sliceRegion(text, nameRegion))).toEqual([
      'Some_Pkg',
      'other',
      'third',
    ]);
    expect(dependencies.map(({ source }) => source)).toEqual([
      { kind: 'url', url: 'https://files.example/Some_Pkg-1.0-py3-none-any.whl#sha256=abcd' },
      { kind: 'git', url: 'https://git.example/x.git', ref: 'main' },
      { kind: 'git', url: 'https://git.example/z.git' },
    ]);
    expect(dependencies[0]).toMatchObject({ purl: 'pkg:pypi/some-pkg@1.0', integrity: ['sha256:abcd'] });
  });

  it('takes credentials for no ref', () => {
    const [dependency] = parse('a @ git+ssh://git@git.example/a.git\n').dependencies;
    expect(dependency?.source).toEqual({ kind: 'git', url: 'ssh://git@git.example/a.git' });
  });

  it('resolves includes against the folder of the file', () => {
    const { includes } = parse(
      `-r ../base.txt\n-r ../../x.txt\n-c ./a//b.txt\n-r \${X}.txt\n`,
      'deps/requirements.txt',
    );
    expect(includes.map(({ path, text }) => [path, text])).toEqual([
      ['base.txt', '../base.txt'],
      [undefined, '../../x.txt'],
      ['deps/a/b.txt', './a//b.txt'],
      [undefined, `\${X}.txt`],
    ]);
  });

  it('refuses a text that is too long', () => {
    expect(() => parse(' '.repeat(5 * 1024 * 1024))).toThrow('not read');
  });
});

describe('requirements: neighbours', () => {
  it('are files that may include it', () => {
    const all = [
      'api/requirements/base.txt',
      'api/requirements/dev.txt',
      'api/requirements.txt',
      'api/notes.txt',
      'constraints.txt',
      'other/requirements.txt',
      'api/pyproject.toml',
    ];
    const tree: PathIndex = {
      all,
      has: (path) => all.includes(path),
      inFolder: (folder) => all.filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder),
    };
    expect([...format.neighbours('api/requirements/base.txt', tree)].sort()).toEqual([
      'api/pyproject.toml',
      'api/requirements.txt',
      'api/requirements/dev.txt',
      'constraints.txt',
    ]);
    expect(format.neighbours('api/requirements.txt', tree)).toContain('api/requirements/base.txt');
  });
});
