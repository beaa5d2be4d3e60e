import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBundled } from '../../../ports/bundled.ts';
import type { ExpandedNames } from '../expanded.ts';
import { explainInvention, findMeanings } from './index.ts';
import type { NameLists } from './types.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  pypi: (
    'requests urllib3 pyyaml numpy flask opencv-python scikit-learn grpcio-tools gitpython python-dateutil pyhamcrest ' +
    'opentelemetry-api opentelemetry-sdk opentelemetry-instrumentation-aws-lambda acme-sdk-python acme-sdk-python-dns ' +
    'corp-alpha corp-beta corp-gamma corp-delta corp-epsilon corp-zeta corp-kiwi-abstractions icalendar vobject ' +
    'types-waitress waitress scikit-fuzzy scifuzzy tqdm speechrecognition transformers aws-one aws-two lambda-one lambda-two'
  ).split(' '),
  npm: (
    'react lodash chalk express socket.io socket.io-client @babel/core @babel/parser jsonwebtoken reconnecting-websocket ' +
    'json-stable-stringify chroma-js react-markdown react-katex rehype-katex checksum @angular/cli next fs-extra loglevel ' +
    'eslint-plugin-one eslint-plugin-two eslint-plugin-three eslint-plugin-four eslint-plugin-five eslint-plugin-six ' +
    'eslint-plugin-seven eslint-plugin-eight eslint-plugin-nine eslint-plugin-ten eslint-plugin-eleven ' +
    'eslint-plugin-unused-imports eslint-plugin-twelve ember-source typescript path-browserify ' +
    'reconnect websocket web-sockets loadsh @types/react'
  ).split(' '),
};
const written = readFileSync(new URL('../../../../data/meant.txt', import.meta.url), 'utf8');

/** As a bundled list lays the names out. */
function expand(ranks: ReadonlyMap<string, number>): ExpandedNames {
  const sorted = [...ranks.keys()].sort();
  const offsets = new Uint32Array(sorted.length + 1);
  for (const [at, name] of sorted.entries()) offsets[at + 1] = (offsets[at] ?? 0) + name.length;
  const bytes = new TextEncoder().encode(sorted.join(''));
  return { bytes, offsets, ranks: Uint32Array.from(sorted, (name) => ranks.get(name) ?? 0) };
}

/** @param ranked the first one is the most used */
function listsOf(ranked: Readonly<Record<string, readonly string[]>>): NameLists {
  const ranks = new Map(
    Object.entries(ranked).map(([ecosystem, list]) => [ecosystem, new Map(list.map((name, at) => [name, at + 1]))]),
  );
  return {
    rankOf: (ecosystem, name) => ranks.get(ecosystem)?.get(name),
    insteadOf: (ecosystem, name) => instead.get(`${ecosystem} ${name}`),
    sizeOf: (ecosystem) => ranks.get(ecosystem)?.size ?? 0,
    expand: (ecosystem) => expand(ranks.get(ecosystem) ?? new Map()),
    written: () => written,
  };
}
const instead = new Map([
  ['pypi scifuzzy', 'scikit-fuzzy'],
  ['npm loadsh', ''],
  ['npm web-sockets', 'websocket'],
]);
const lists = listsOf(names);

describe('findMeanings', () => {
  it.each([
    ['pypi', 'cv2', 'opencv-python', 'import-name'],
    ['pypi', 'sklearn', 'scikit-learn', 'import-name'],
    ['pypi', 'yaml', 'pyyaml', 'import-name'],
    ['pypi', 'protoc', 'grpcio-tools', 'command'],
    ['pypi', 'hamcrest', 'pyhamcrest', 'import-name'],
    ['pypi', 'acme', 'acme-sdk-python', 'missing-affix'],
    ['pypi', 'kiwi-abstractions', 'corp-kiwi-abstractions', 'missing-affix'],
    ['pypi', 'skfuzzy', 'scikit-fuzzy', 'import-name'],
    ['pypi', 'speech-recognition', 'speechrecognition', 'separators'],
    ['pypi', 'reqeusts', 'requests', 'typo'],
    ['pypi', 'nunpy', 'numpy', 'typo'],
    ['pypi', 'icalendar-parser', 'icalendar', 'extra-affix'],
    ['pypi', 'awslambda-otel-handler', 'opentelemetry-instrumentation-aws-lambda', 'shared-words'],
    ['pypi', 'react-markdown', 'react-markdown', 'other-ecosystem'],
    ['npm', 'babel-parser', '@babel/parser', 'scope'],
    ['npm', 'chroma.js', 'chroma-js', 'separators'],
    ['npm', 'io.socket', 'socket.io', 'word-order'],
    ['npm', 'reconnectwebsocket', 'reconnecting-websocket', 'word-order'],
    ['npm', 'json-stable', 'json-stable-stringify', 'namespace-prefix'],
    ['npm', 'jsonwebtoken-for-browser', 'jsonwebtoken', 'extra-affix'],
    ['npm', 'unused-imports', 'eslint-plugin-unused-imports', 'import-name'],
    ['npm', 'typescri', 'typescript', 'cut-short'],
    ['npm', 'next/router', 'next', 'import-name'],
    ['npm', '@ember/service', 'ember-source', 'import-name'],
    ['npm', '@ember/service/lib', 'ember-source', 'import-name'],
    ['npm', '@loglevel/color', 'loglevel', 'extra-affix'],
    ['npm', 'ng', '@angular/cli', 'command'],
  ])('%s: %s is %s (%s)', (ecosystem, name, meant, kind) => {
    const [first] = findMeanings(ecosystem, name, lists);
    expect(first).toMatchObject({ name: meant, kind });
    expect(first?.why).not.toBe('');
  });

  it('offers the parts of two names in one', () => {
    const found = findMeanings('npm', 'react-markdown-katex', lists).map(({ name }) => name);
    expect(found.slice(0, 4)).toEqual(expect.arrayContaining(['react-markdown', 'react-katex']));
  });

  it('prefers the package to its types', () => {
    expect(findMeanings('pypi', 'waitres', lists)[0]?.name).toBe('waitress');
    expect(findMeanings('pypi', 'types-waitres', lists)[0]?.name).toBe('types-waitress');
  });

  it.each([
    ['pypi', 'scifuzy', 'scikit-fuzzy'],
    ['pypi', 'scifuzzy', 'scikit-fuzzy'],
    ['npm', 'web-socketss', 'websocket'],
  ])('%s: follows what leads to another package: %s is %s', (ecosystem, name, meant) => {
    const found = findMeanings(ecosystem, name, lists);
    expect(found[0]).toMatchObject({ name: meant, isOffered: true });
    expect(found.filter((one) => one.name === meant)).toHaveLength(1);
    expect(found.map((one) => one.name)).not.toContain('scifuzzy');
    expect(found[0]?.why).toMatch(/leads to/);
  });

  it('offers no name that is itself a slip, or nearly that of a far more used one', () => {
    const offered = (name: string) => findMeanings('npm', name, lists).map((one) => one.name);
    expect(offered('loadshs')).not.toContain('loadsh');
    const npm = ['lodash', ...Array.from({ length: 30 }, (_, at) => `filler${at}x`), 'loadash'];
    const near = (name: string, list: readonly string[]) =>
      findMeanings('npm', name, listsOf({ npm: list })).map((one) => one.name);
    expect(near('loddash', npm)).toEqual(['lodash']);
    expect(near('loddash', ['lodash', 'loadash'])).toEqual(['lodash', 'loadash']);
  });

  it('takes a misspelt scope of types for what it is', () => {
    expect(findMeanings('npm', '@typs/react', lists)[0]).toMatchObject({ name: '@types/react', isOffered: true });
  });

  it('says nothing of what is like nothing', () => {
    for (const name of ['', ' ', '日本語', 'zzqqxx', '__proto__', 'x', '@/', '....', 'zq'.repeat(5000)]) {
      expect([name.slice(0, 20), findMeanings('pypi', name, lists)]).toEqual([name.slice(0, 20), []]);
    }
  });

  it('never offers a package for what the language brings', () => {
    expect(findMeanings('npm', 'fs', lists)).toEqual([]);
    expect(findMeanings('npm', 'node:path', lists)).toEqual([]);
    expect(findMeanings('pypi', 'json', lists)).toEqual([]);
  });

  it('never offers a name that few people use', () => {
    const others = Array.from({ length: 50_000 }, (_, at) => `filler${at}x`);
    const asked = (npm: readonly string[]) =>
      findMeanings('npm', 'leftpaddin', listsOf({ npm })).map(({ name }) => name);
    expect(asked(['leftpadding', ...others])).toEqual(['leftpadding']);
    expect(asked([...others.slice(1), 'leftpadding'])).toEqual(['leftpadding']);
    expect(asked([...others, 'leftpadding'])).toEqual([]);
  });

  it.each([
    ['pypi', 'cv2', 'opencv-python'],
    ['pypi', 'reqeusts', 'requests'],
    ['pypi', 'speech-recognition', 'speechrecognition'],
    ['npm', 'babel-parser', '@babel/parser'],
    ['npm', 'jsonwebtoken-for-browser', 'jsonwebtoken'],
  ])('%s: offers in the place of %s: %s', (ecosystem, name, meant) => {
    const offered = findMeanings(ecosystem, name, lists).filter(({ isOffered }) => isOffered);
    expect(offered.map((one) => one.name)).toEqual([meant]);
  });

  it.each([
    ['a package of another ecosystem', 'pypi', 'react-markdown'],
    ['a name that merely shares words', 'pypi', 'awslambda-otel-handler'],
    ['one of two names that are as likely', 'npm', 'react-markdown-katex'],
    ['a short name without its first letter', 'npm', 'halk'],
  ])('offers nothing, and only hints: %s', (_, ecosystem, name) => {
    const found = findMeanings(ecosystem, name, lists);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ isOffered }) => isOffered)).toEqual([]);
  });

  it('says nothing where there is no list', () => {
    expect(findMeanings('cargo', 'sered', lists)).toEqual([]);
  });

  it('answers any text: known names, the best first, at most ten, never the name itself', () => {
    const real = fc.constantFrom(...(names['npm'] ?? []), ...(names['pypi'] ?? []));
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.tuple(real, fc.constantFrom('', '-', '.', '_', '/', '@'), real).map((parts) => parts.join('')),
      fc.array(real, { maxLength: 30 }).map((parts) => parts.join('-')),
      real.map((text) => [...text].reverse().join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom('npm', 'pypi', 'cargo'), name, (ecosystem, asked) => {
        const found = findMeanings(ecosystem, asked, lists);
        expect(found.length).toBeLessThanOrEqual(10);
        expect(found.slice(1).filter(({ isOffered }) => isOffered)).toEqual([]);
        expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
        for (const meaning of found) {
          expect(lists.rankOf(meaning.ecosystem, meaning.name)).toBeDefined();
          expect(meaning.score).toBeLessThanOrEqual(1);
          expect([meaning.ecosystem, meaning.name]).not.toEqual([ecosystem, asked]);
        }
        expect(findMeanings(ecosystem, asked, lists)).toEqual(found);
        explainInvention(ecosystem, asked, lists);
      }),
      { numRuns: 400 },
    );
  });
});

describe('explainInvention', () => {
  it.each([
    ['pypi', 'urllib2', 'standard-library', '"urllib2" was a module of Python itself, which no longer has it'],
    ['pypi', 'json', 'standard-library', '"json" is a module of Python itself: nothing is to be installed'],
    ['pypi', 'py-urlparse', 'standard-library', '"urlparse" was a module of Python itself, which no longer has it'],
    ['npm', 'node:fs', 'standard-library', '"fs" is a module of Node itself: nothing is to be installed'],
    ['pypi', 'cv2', 'import-name', '"opencv-python" may be meant: the name by which code knows opencv-python'],
    ['npm', 'ng', 'command', '"@angular/cli" may be meant: a command of this name comes with @angular/cli'],
    ['pypi', 'icalendar-vobject', 'conflation', 'it joins the names of two packages, "icalendar" and "vobject"'],
    ['npm', 'react-markdown-chalk', 'conflation', 'it joins the names of two packages, "react-markdown" and "chalk"'],
    [
      'npm',
      'path-browserify-fs-extra',
      'conflation',
      'it joins the names of two packages, "path-browserify" and "fs-extra"',
    ],
    [
      'npm',
      'eslint-plugin-acme',
      'plugin',
      'it is named like one of the 13 packages whose names begin with "eslint-plugin"',
    ],
    ['pypi', 'react-markdown', 'other-ecosystem', 'a package of npm has this name'],
    ['npm', 'babel-parser', 'scope', '"@babel/parser" may be meant: the same letters, separated as "@babel/parser"'],
  ])('%s: %s is told as %s', (ecosystem, name, kind, words) => {
    expect(explainInvention(ecosystem, name, lists)).toEqual({ kind, words });
  });

  it('is silent where nothing says so', () => {
    expect(explainInvention('pypi', 'zzqqxx', lists)).toBeUndefined();
    expect(explainInvention('pypi', '', lists)).toBeUndefined();
    expect(explainInvention('npm', 'q'.repeat(10_000), lists)).toBeUndefined();
  });
});

describe('what is written by hand', () => {
  const sections = new Map(
    written
      .split('\n[')
      .slice(1)
      .map((text) => {
        const [name = '', ...lines] = text.split('\n');
        return [name.slice(0, -1), lines.filter((line) => line !== '' && !line.startsWith('#'))];
      }),
  );

  it('is bundled as it is', () => {
    expect(new TextDecoder().decode(readBundled('meant.txt.br'))).toBe(written);
  });

  it.each([
    ['pypi imports', 500],
    ['npm imports', 50],
    ['pypi commands', 20],
    ['npm commands', 40],
  ])('%s: rows of a package and names, each written once', (section, least) => {
    const rows = (sections.get(section) ?? []).map((line) => line.split(' '));
    expect(rows.filter((row) => row.length < 2 || !row.every((name) => /^[a-z0-9@/._-]+$/.test(name)))).toEqual([]);
    expect(rows.flatMap((row) => row.slice(1)).length).toBeGreaterThanOrEqual(least);
    const pairs = rows.flatMap(([target = '', ...others]) => others.map((name) => `${target} ${name}`));
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const [target, ...others] of rows) expect(others).not.toContain(target);
  });
});
