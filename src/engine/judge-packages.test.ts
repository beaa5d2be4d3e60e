import { expect, it, onTestFinished } from 'vitest';
import { startDocuments } from '../../test/support/documents.ts';
import { memorySource } from '../../test/support/memory-source.ts';
import { startNpmRegistry } from '../../test/support/registries/npm.ts';
import type { NpmPackage } from '../../test/support/registries/npm-documents.ts';
import { publicRegistry, subjectOf } from '../../test/support/rules.ts';
import { names } from '../app/names.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { facts } from '../facts/index.gen.ts';
import type { Dependency } from '../model/dependency.ts';
import type { Policy } from '../model/policy.ts';
import { purl } from '../model/purl.ts';
import { rules } from '../rules/index.gen.ts';
import { openCollector } from './collect.ts';
import { readyRules } from './evaluate.ts';
import { judgePackages } from './judge-packages.ts';
import { createClaimer } from './own.ts';
import { createReader } from './read.ts';

const now = new Date('2026-06-15T12:00:00Z');
const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);

interface Scene {
  readonly held?: readonly NpmPackage[];
  /** Names, each with the one that brings it in. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  /** What the repository declares somewhere. */
  readonly declared?: string;
}

/** What is told with so many names in a portion. */
async function judge({ held = [], asked, declared = 'shop' }: Scene, portionSize: number) {
  const npm = await startNpmRegistry(held);
  const documents = await startDocuments();
  onTestFinished(() => npm.close());
  const version = '2.0.0';
  const dependencyOf = (name: string): Partial<Dependency> => ({
    ...{ ecosystem: 'npm', name, rawName: name, version, purl: purl('npm', name, version), direct: false },
  });
  const subjects = Object.entries(asked).map(([name, by]) =>
    subjectOf({
      dependency: dependencyOf(name),
      registries: [{ ...publicRegistry, url: npm.url }],
      newToRepository: true,
      ...(by === undefined ? {} : { introducedBy: [purl('npm', by, version)] }),
    }),
  );
  const policy: Policy = {
    ...defaultPolicy,
    registries: { npm: [{ url: npm.url, role: 'primary', mirrorsPublic: true }] },
    services: { ...defaultPolicy.services, osv: false, 'github-advisories': false, 'deps-dev': false },
  };
  const chosen = rules.filter(({ meta }) => ['young-package', 'nonexistent-package'].includes(meta.id));
  const needed = new Set(chosen.flatMap(({ meta }) => meta.needs));
  const http = documents.start();
  const steps = new Set<string>();
  const log = { progress: (step: string) => steps.add(step), debug: () => undefined };
  const kinds = facts.filter(({ name }) => needed.has(name));
  const world = { ...names, ecosystems, services: [], kinds, policy, http, log, bundled: names, now };
  const source = memorySource({ 'tools/package.json': JSON.stringify({ name: declared }) }, {});
  const judged = await judgePackages(subjects, {
    collector: openCollector(world, subjects),
    claimer: createClaimer({ source, reader: createReader(formats), formats, ecosystems }),
    judge: { rules: readyRules(chosen, policy, ecosystems), policy, helpUri: (id) => id },
    needed,
    neededByImports: new Set(),
    now,
    release: () => undefined,
    portionSize,
  });
  return {
    found: judged.findings.map((one) => `${one.severity} ${one.ruleId} ${one.package?.name}`).sort(),
    steps: [...new Set([...steps].map((step) => step.replace(/: (?:packages|releases) of [\w.:]+$/, '')))],
    open: judged.open.map(({ purl: about, question }) => `${question} ${about}`).sort(),
  };
}

const pair = (name: string): NpmPackage => ({
  name,
  versions: [{ version: '2.0.0', publishedAt: '2026-06-05T12:00:00.000Z' }],
});
const old: NpmPackage = { name: 'express', versions: [{ version: '2.0.0', publishedAt: '2019-01-01T00:00:00.000Z' }] };

it.each<[string, Scene, readonly string[], number]>([
  [
    'of a registry that denies everything',
    { asked: { 'acme-a': undefined, 'acme-b': undefined, lodash: undefined, express: undefined } },
    [],
    4,
  ],
  [
    'of a registry that denies nearly everything',
    { held: [old], asked: { lodash: undefined, chalk: undefined, 'acme-a': undefined, express: undefined } },
    ['acme-a', 'chalk', 'lodash'].map((name) => `critical nonexistent-package ${name}`),
    0,
  ],
  [
    'of a package that another one brings in which is asked about later',
    {
      held: [pair('acme-core-linux'), pair('acme-core')],
      asked: { 'acme-core-linux': 'acme-core', 'acme-core': undefined },
    },
    ['high young-package acme-core', 'low young-package acme-core-linux'],
    0,
  ],
  [
    'of a package that another one brings in which was asked about before',
    {
      held: [pair('acme-core-linux'), pair('acme-core')],
      asked: { 'acme-core': undefined, 'acme-core-linux': 'acme-core' },
    },
    ['high young-package acme-core', 'low young-package acme-core-linux'],
    0,
  ],
  [
    'of a name that the repository declares and somebody else publishes',
    {
      held: [pair('acme-squatted'), old],
      asked: { 'acme-squatted': undefined, 'acme-gone': undefined, express: undefined },
      declared: 'acme-squatted',
    },
    ['critical nonexistent-package acme-gone', 'high young-package acme-squatted'],
    0,
  ],
])('tells the same %s, however many are judged at once', async (_, scene, found, open) => {
  const [whole, ...others] = await Promise.all([100, 2, 1].map((size) => judge(scene, size)));
  expect(whole?.found).toEqual(found);
  expect(whole?.open).toHaveLength(open);
  for (const { steps: _, ...one } of others) expect(whole).toMatchObject(one);
});

it('says which portion it asks about, where there are several', async () => {
  const scene: Scene = {
    held: [pair('acme-core'), old],
    asked: { 'acme-core': undefined, express: undefined, lodash: undefined },
  };
  expect((await judge(scene, 100)).steps).toEqual(['further dependencies']);
  expect((await judge(scene, 2)).steps).toEqual(['further dependencies, 1 of 2', 'further dependencies, 2 of 2']);
  const gone: Scene = {
    held: [pair('acme-core'), old],
    asked: { 'acme-gone': undefined, 'acme-core': undefined, express: undefined },
  };
  expect((await judge(gone, 2)).steps).toContain('further dependencies, 3 of 3');
});
