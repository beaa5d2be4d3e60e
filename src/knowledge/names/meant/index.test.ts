import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npmCommands, pypiCommands } from './commands.ts';
import { npmImports, pypiImports } from './imports.ts';
import { explainInvention, findMeanings } from './index.ts';
import type { NameLists } from './types.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  pypi: (
    'requests urllib3 pyyaml numpy flask opencv-python scikit-learn grpcio-tools gitpython python-dateutil pyhamcrest ' +
    'opentelemetry-api opentelemetry-sdk opentelemetry-instrumentation-aws-lambda acme-sdk-python acme-sdk-python-dns ' +
    'corp-alpha corp-beta corp-gamma corp-delta corp-epsilon corp-zeta corp-kiwi-abstractions icalendar vobject ' +
    'types-waitress waitress scikit-fuzzy tqdm speechrecognition transformers aws-one aws-two lambda-one lambda-two'
  ).split(' '),
  npm: (
    'react lodash chalk express socket.io socket.io-client @babel/core @babel/parser jsonwebtoken reconnecting-websocket ' +
    'json-stable-stringify chroma-js react-markdown react-katex rehype-katex checksum @angular/cli next fs-extra loglevel ' +
    'eslint-plugin-one eslint-plugin-two eslint-plugin-three eslint-plugin-four eslint-plugin-five eslint-plugin-six ' +
    'eslint-plugin-seven eslint-plugin-eight eslint-plugin-nine eslint-plugin-ten eslint-plugin-eleven ' +
    'eslint-plugin-unused-imports eslint-plugin-twelve ember-source typescript path-browserify ' +
    'reconnect websocket'
  ).split(' '),
};
/** Known, but nobody uses it. */
const unranked = new Set(['requestsx', 'flask-unused', 'reactt']);
const lists: NameLists = {
  rankOf: (ecosystem, name) => {
    const at = names[ecosystem]?.indexOf(name) ?? -1;
    return at < 0 ? undefined : at + 1;
  },
  nameAt: (ecosystem, rank) => names[ecosystem]?.[rank - 1],
  sizeOf: (ecosystem) => names[ecosystem]?.length ?? 0,
  isKnown: (ecosystem, name) => names[ecosystem]?.includes(name) === true || unranked.has(name),
};

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

  it('never offers a name that few people use, nor one that is gone', () => {
    expect(findMeanings('pypi', 'requestx', lists).map(({ name }) => name)).toEqual(['requests']);
    const gone: NameLists = { ...lists, isKnown: () => false };
    expect(findMeanings('pypi', 'reqeusts', gone)).toEqual([]);
    const crowded: NameLists = {
      ...lists,
      sizeOf: () => 200_000,
      nameAt: (_, rank) => (rank === 150_000 ? 'leftpadding' : undefined),
      rankOf: (_, name) => (name === 'leftpadding' ? 150_000 : undefined),
      isKnown: () => true,
    };
    expect(findMeanings('npm', 'leftpaddin', crowded)).toEqual([]);
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

describe('the tables written by hand', () => {
  it.each([
    ['pypiImports', pypiImports, 500],
    ['npmImports', npmImports, 50],
    ['pypiCommands', pypiCommands, 20],
    ['npmCommands', npmCommands, 40],
  ])('%s: rows of a package and names, each written once', (_, text, least) => {
    const rows = text.trim().split(/,\s/);
    const targets = rows.map((row) => row.split(/\s/, 1)[0] ?? '');
    expect(rows.filter((row) => !/^\S+(\s[a-z0-9@/._-]+)+$/.test(row))).toEqual([]);
    expect(targets.filter((target, at) => targets.indexOf(target) !== at)).toEqual([]);
    expect(rows.flatMap((row) => row.split(/\s/).slice(1)).length).toBeGreaterThanOrEqual(least);
    for (const row of rows) {
      const [target, ...written] = row.split(/\s/);
      expect(written).not.toContain(target);
      expect(new Set(written).size).toBe(written.length);
    }
  });
});
