import { describe, expect, it } from 'vitest';
import { names } from '../../src/app/names.ts';
import { defaultPolicy } from '../../src/config/defaults.ts';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import { fails } from '../../src/engine/decide.ts';
import { evaluate, readyRules } from '../../src/engine/evaluate.ts';
import { answerRules } from '../../src/engine/facts.ts';
import { facts } from '../../src/facts/index.gen.ts';
import { absent, type Fact, present, unknown } from '../../src/model/fact.ts';
import { type Question, questionKey } from '../../src/model/question.ts';
import type { AboutFact, PackageFact } from '../../src/model/registry.ts';
import type { DependencySubject } from '../../src/model/subject.ts';
import { rules } from '../../src/rules/index.gen.ts';
import { factContext } from '../support/facts.ts';
import { publicRegistry, subjectOf } from '../support/rules.ts';

const now = new Date('2027-02-15T12:00:00Z');
const url = publicRegistry.url;

/** What judges a name by what it looks like; those that judge by its age alone would fail all young ones. */
const judging: ReadonlySet<string> = new Set(['lookalike-name', 'hallucinated-name', 'nonexistent-package']);

interface Published {
  readonly days: number;
  /** So many versions, spread over its life. */
  readonly versions?: number;
  readonly by?: string;
  /** `acme/tools` on a host of repositories. */
  readonly in?: string;
}

function publish(name: string, { days, versions = 1, by = 'mallory', in: path }: Published): Fact<PackageFact> {
  const day = 86_400_000;
  const dates = Array.from({ length: versions }, (_, at) => now.getTime() - days * day * (1 - at / versions));
  const releases = dates.map((date, at) => ({ version: `1.${at}.0`, publishedAt: new Date(date).toISOString() }));
  const about: AboutFact = {
    publishers: [by],
    ...(path === undefined ? {} : { repository: `https://code.example/${path}` }),
  };
  return present({ name, status: 'active', versions: releases, removedVersions: [], about }, url);
}

/** Every other used package: there for years, of its own people. */
const used = (name: string): Fact<PackageFact> =>
  publish(name, { days: 3000, versions: 40, by: `owner of ${name}`, in: `official/${name.replace(/^@/, '')}` });

/** What is told of a name that is new to a repository, with all that the bundled lists say of it. */
function tell(ecosystem: string, name: string, published: Published | undefined) {
  const subject: DependencySubject = subjectOf({ dependency: { ecosystem, name } });
  const context = factContext({
    answer: <Q extends Question>(question: Q) => answer(question) as never,
    kinds: facts,
    publicRegistry: () => url,
    now,
  });
  const answer = (question: Question) => {
    if (question.kind !== 'package') return unknown('nobody answers', url);
    if (question.ecosystem !== ecosystem && names.lists.rankOf(question.ecosystem, question.name) === undefined)
      return absent('404, asked twice', url);
    if (questionKey(question) !== questionKey({ kind: 'package', ecosystem, name, registry: url }))
      return used(question.name);
    return published === undefined ? absent('404, asked twice', url) : publish(name, published);
  };
  const { findings, notifications } = evaluate([subject], {
    rules: readyRules(
      rules.filter(({ meta }) => judging.has(meta.id)),
      defaultPolicy,
      ecosystems,
    ),
    facts: answerRules(context, now),
    policy: defaultPolicy,
    helpUri: (rule) => rule,
  });
  expect(notifications).toEqual([]);
  return findings;
}

const told = (ecosystem: string, name: string, published?: Published) =>
  tell(ecosystem, name, published).map((finding) => {
    const verdict = fails(finding, defaultPolicy) ? 'fails' : 'passes';
    return `${verdict} ${finding.severity}/${finding.confidence} ${finding.ruleId}`;
  });

const squat: Published = { days: 3 };
/** What somebody works on, and says where. */
const honest = (path: string, more: Partial<Published> = {}): Published => ({
  days: 60,
  versions: 20,
  by: 'acme',
  in: path,
  ...more,
});

type Row = readonly [ecosystem: string, name: string, published: Published | undefined, told: readonly string[]];

const check = (ecosystem: string, name: string, published: Published | undefined, expected: readonly string[]) =>
  expect(told(ecosystem, name, published)).toEqual(expected);

type VerdictRow = readonly [
  verdict: 'fails' | 'passes',
  ecosystem: string,
  name: string,
  published: Published | undefined,
];

/** Whether it fails: which of the two rules tells it, and how sure it is, is for the model to say. */
const checkVerdict = (...[verdict, ecosystem, name, published]: VerdictRow) =>
  expect(told(ecosystem, name, published).some((line) => line.startsWith('fails'))).toBe(verdict === 'fails');

describe('a plugin of a family', () => {
  it.each<VerdictRow>([
    ['passes', 'npm', 'eslint-plugin-acme-rules', honest('acme/eslint-plugin-acme-rules')],
    ['passes', 'npm', 'eslint-plugin-acme-rules', honest('acme/tools')],
    ['passes', 'npm', 'express-acme-auth', honest('acme/auth')],
    ['passes', 'npm', 'fastify-acme-auth', honest('acme/fastify-acme-auth')],
    ['passes', 'pypi', 'langchain-acme-tools', honest('acme/langchain-tools')],
    ['passes', 'npm', 'knex-audit-utils', honest('acme/knex-audit-utils')],
    ['passes', 'npm', 'axios-retry-helper', honest('acme/axios-retry-helper')],
    // The same, days old, with nothing to it.
    ['fails', 'npm', 'eslint-plugin-acme-rules', squat],
    ['fails', 'npm', 'express-acme-auth', squat],
    ['fails', 'npm', 'fastify-acme-auth', squat],
    ['fails', 'pypi', 'langchain-acme-tools', squat],
    ['fails', 'npm', 'knex-audit-utils', squat],
    ['fails', 'npm', 'axios-retry-helper', squat],
    // Versions and a link are made in a minute; half of it, or the link of the other one, is no more than a doubt.
    ['fails', 'npm', 'express-acme-auth', honest('acme/express-acme-auth', { days: 5 })],
    ['passes', 'npm', 'express-acme-auth', honest('acme/platform')],
    ['passes', 'npm', 'express-acme-auth', honest('other/platform')],
    ['passes', 'npm', 'fastify-acme-auth', honest('other/platform')],
    ['fails', 'npm', 'express-acme-auth', honest('official/express')],
    // One more of a large family, with something of its own, or a month old; after some days without anything it is told.
    ...(
      [
        'gulp-acmeco',
        'grunt-acmeco',
        'fastify-acmeco',
        'nuxt-acmeco',
        'eslint-plugin-acmerules',
        'rollup-plugin-acmethings',
      ] as const
    ).flatMap((name): readonly VerdictRow[] => [
      ['passes', 'npm', name, { days: 20, versions: 2, in: `acmeco/${name}` }],
      ['passes', 'npm', name, { days: 20, versions: 12 }],
      ['passes', 'npm', name, { days: 31 }],
      ['passes', 'npm', name, { days: 89 }],
      ['fails', 'npm', name, { days: 20 }],
      ['fails', 'npm', name, { days: 5, versions: 12, in: `acmeco/${name}` }],
    ]),
    ['fails', 'npm', 'gulp-acmeco', { days: 60, versions: 12, in: 'official/gulp' }],
    ['passes', 'pypi', 'mkdocs-acmeco', { days: 20, versions: 2, in: 'acmeco/mkdocs-acmeco' }],
    // Around these are few others.
    ['fails', 'npm', 'axios-acmeco', { days: 20, versions: 2, in: 'acmeco/axios-acmeco' }],
    // Years speak for themselves.
    ['passes', 'npm', 'express-acme-auth', { days: 100 }],
    ['passes', 'npm', 'express-acme-auth', { days: 730 }],
    ['passes', 'npm', 'express-acme-auth', honest('acme/express-acme-auth', { days: 730 })],
  ])('%s: %s %s %j', checkVerdict);

  it.each(['eslint-plugin-acme-rules', 'express-acme-auth', 'knex-audit-utils', 'axios-retry-helper', 'js-lodash'])(
    'is never told to be replaced by what it is for: %s',
    (name) => {
      for (const published of [squat, honest(`acme/${name}`, { days: 40 }), { days: 730 }])
        for (const finding of tell('npm', name, published)) {
          expect(finding.remediation).not.toMatch(/^Write /);
          expect(finding).not.toHaveProperty('suggestion');
        }
      expect(tell('npm', name, squat)).toHaveLength(1);
    },
  );
});

describe('a name with a number more', () => {
  const [like, invented] = ['passes medium/low lookalike-name', 'fails high/medium hallucinated-name'];
  const loose = 'fails high/medium lookalike-name';
  it.each<Row>([
    ['npm', 'vite8', { days: 5, in: 'acme/vite8' }, [like]],
    ['npm', 'zod4', { days: 5, in: 'acme/zod4' }, []],
    ['npm', 'uuid12', { days: 5, in: 'acme/uuid12' }, [like]],
    ['pypi', 'requests2', { days: 5, in: 'acme/requests2' }, [like]],
    ['npm', 'lodash4', { days: 5, in: 'acme/lodash4' }, [like]],
    ['npm', 'vite8', honest('acme/vite8'), ['passes low/low lookalike-name']],
    ['npm', 'zod4', squat, [invented]],
    ['npm', 'vite8', squat, [loose]],
    ['npm', 'dotenv2', squat, ['fails high/high lookalike-name']],
    ['pypi', 'dotenv2', squat, ['fails high/high lookalike-name']],
    ['npm', 'babel-core2', squat, [loose]],
    ['npm', 'jest-cli2', squat, [loose]],
    ['npm', 'dotenv2', { days: 5, in: 'official/dotenv' }, ['fails high/high lookalike-name']],
    ['npm', 'dotenv2', { days: 5, in: 'acme/dotenv2' }, [like]],
    ['npm', 'dotenv2', { days: 200 }, ['passes low/low lookalike-name']],
  ])('%s %s %j', check);
});

describe('the same owner', () => {
  it.each<Row>([
    ['npm', 'zod4', { days: 5, by: 'owner of zod' }, ['passes info/medium hallucinated-name']],
    ['npm', 'react-codeshift', { days: 3, by: 'owner of jscodeshift' }, ['passes info/high hallucinated-name']],
    ['npm', 'express-acme-auth', { days: 3, by: 'owner of express' }, ['passes info/medium lookalike-name']],
    ['pypi', 'reqeusts', { days: 3, by: 'owner of requests' }, ['passes info/high lookalike-name']],
  ])('clears %s %s %j', check);

  it('is no owner who names the repository of the other one', () => {
    const [finding] = tell('npm', 'react-codeshift', { days: 3, in: 'official/jscodeshift' });
    expect(finding).toMatchObject({ severity: 'high', confidence: 'high' });
    expect(finding?.message).toContain('names the repository of another package');
  });
});

describe('letters of a name that everybody uses', () => {
  const grave = ['fails high/medium lookalike-name'];
  it.each<Row>([
    ['pypi', 'reqeusts', squat, ['fails high/high lookalike-name']],
    ['pypi', 'reqeusts', { days: 730 }, grave],
    ['npm', 'lodahs', { days: 730 }, grave],
    ['npm', 'lodahs', honest('mallory/lodahs', { days: 730 }), grave],
    ['npm', 'lodahs', { days: 730, in: 'official/lodash' }, grave],
    // Other slips are namesakes after years.
    ['npm', 'expreess', squat, ['fails high/high lookalike-name']],
    ['npm', 'expreess', { days: 730 }, ['passes low/low lookalike-name']],
  ])('%s %s %j', check);
});

describe('an invented name that somebody registered', () => {
  it.each<VerdictRow>([
    ['fails', 'npm', 'react-codeshift', squat],
    ['fails', 'npm', 'react-codeshift', { days: 3, versions: 6 }],
    ['fails', 'npm', 'vite-plugin-acme', squat],
    ['fails', 'npm', 'vite-plugin-acme', { days: 3, versions: 6 }],
    ['fails', 'pypi', 'flask-jwt-auth-pro', squat],
    ['fails', 'pypi', 'huggingface-cli-tools', squat],
    ['passes', 'npm', 'react-codeshift', honest('acme/react-codeshift')],
    ['passes', 'npm', 'react-codeshift', { days: 730 }],
  ])('%s: %s %s %j', checkVerdict);
});

describe('a name that is something else', () => {
  const modules = ['socket', 'math', 'csv', 'gzip', 'pickle', 'threading', 'shutil', 'xml', 'tkinter', 'zipfile'];
  it.each<[ecosystem: string, name: string, language: string]>([
    ...modules.map((name): [string, string, string] => ['pypi', name, 'Python']),
    ['npm', 'worker_threads', 'Node'],
  ])('is told as the module that it is: %s %s', (ecosystem, name, language) => {
    const words = `is a module of ${language} itself: nothing is to be installed`;
    for (const published of [squat, undefined]) {
      const [finding, ...more] = tell(ecosystem, name, published);
      expect(more).toEqual([]);
      expect(finding?.ruleId).toBe(published === undefined ? 'nonexistent-package' : 'hallucinated-name');
      expect(finding?.message).toContain(words);
      expect(finding?.remediation).toMatch(/^Remove the entry: what the language itself brings/);
      expect(finding).not.toHaveProperty('suggestion');
    }
  });

  it.each([
    ['pypi', 'express', 'npm'],
    ['pypi', 'jest', 'npm'],
    ['pypi', 'undici', 'npm'],
    ['npm', 'click', 'pypi'],
    ['npm', 'uvicorn', 'pypi'],
    ['npm', 'packaging', 'pypi'],
    ['npm', 'cryptography', 'pypi'],
    ['npm', 'attrs', 'pypi'],
    ['npm', 'awscli', 'pypi'],
    ['npm', 'requests', 'pypi'],
  ])('is told as the package of the other ecosystem, and never replaced: %s %s', (ecosystem, name, other) => {
    const found = tell(ecosystem, name, squat);
    expect(found).toMatchObject([
      { ruleId: 'hallucinated-name', message: expect.stringContaining(`a package of ${other} has this name`) },
    ]);
    const missing = tell(ecosystem, name, undefined);
    expect(missing).toMatchObject([{ message: expect.stringMatching(/; (?:the npm registry|PyPI) has a package of/) }]);
    for (const finding of [...found, ...missing]) expect(finding).not.toHaveProperty('suggestion');
  });

  it('yields to a slip of a name that everybody uses', () => {
    expect(told('npm', 'lodahs', squat)).toEqual(['fails high/high lookalike-name']);
  });

  it('is no package where it is like a word', () => {
    expect(tell('pypi', 'pyhton', squat)).toMatchObject([
      { ruleId: 'lookalike-name', message: expect.stringMatching(/^pyhton is not the word "python": /) },
    ]);
    expect(tell('pypi', 'pyhton', undefined)).toMatchObject([
      { message: expect.stringContaining('It is like the word "python", but for a slip') },
    ]);
    // Better explained as one more of its family.
    expect(told('npm', 'vite-plugin-my-thing2', squat)).toEqual(['fails high/medium hallucinated-name']);
  });
});

describe('a name that too few use', () => {
  it.each([
    ['escape-html-in-jsonn', squat],
    ['escape-html-in-jsonn', undefined],
    ['unicorns', squat],
  ])('is no replacement: of %s %j', (name, published) => {
    const [finding] = tell('npm', name, published);
    expect(finding).not.toHaveProperty('suggestion');
    expect(finding?.remediation).not.toMatch(/^Write /);
  });
});

describe('a name that does not exist', () => {
  it.each([
    ['npm', 'react-codeshift', 'jscodeshift'],
    ['pypi', 'reqeusts', 'requests'],
    ['pypi', 'huggingface-cli', 'huggingface-hub'],
    ['npm', 're\u0430ct', 'react'],
    ['npm', 'lodash\u200b', 'lodash'],
  ])('%s %s is offered %s', (ecosystem, name, replacement) => {
    expect(tell(ecosystem, name, undefined)).toMatchObject([{ severity: 'critical', suggestion: { replacement } }]);
  });
});

it('says nothing of a name in use', () => {
  expect(told('npm', 'left-pad', { days: 3000, versions: 20 })).toEqual([]);
});
