import { expect, it, onTestFinished } from 'vitest';
import { startDocuments } from '../../test/support/documents.ts';
import { startNpmRegistry } from '../../test/support/registries/npm.ts';
import { startPyPi } from '../../test/support/registries/pypi.ts';
import { publicRegistry, subjectOf } from '../../test/support/rules.ts';
import { names } from '../app/names.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { fact as packageFact } from '../facts/package.ts';
import { fact as releaseFact } from '../facts/release.ts';
import { collectFacts } from './collect.ts';

const publishedAt = '2020-01-01T00:00:00.000Z';
const many = Array.from({ length: 100 }, (_, at) => `acme-part-${at}`);
const now = new Date('2026-06-15T12:00:00Z');

async function start() {
  const npm = await startNpmRegistry(many.map((name) => ({ name, versions: [{ version: '1.0.0', publishedAt }] })));
  const pypi = await startPyPi(many.map((name) => ({ name, releases: [{ version: '1.0', uploadedAt: publishedAt }] })));
  for (const server of [npm, pypi]) onTestFinished(() => server.close());
  const documents = await startDocuments();
  return { npm, pypi, http: documents.start({ memoryBytes: 1 }) };
}

it('asks once for what the package and its release are read from, though the port forgets everything', async () => {
  const { npm, pypi, http } = await start();
  const at = (ecosystem: string, url: string, version: string) =>
    many.map((name) => ({
      ...subjectOf({
        dependency: { ecosystem, name, rawName: name, version },
        registries: [{ ...publicRegistry, url }],
      }),
      fileRole: 'lockfile' as const,
    }));
  const subjects = [...at('npm', npm.url, '1.0.0'), ...at('pypi', pypi.index, '1.0')];
  const facts = await collectFacts(subjects, {
    ...names,
    ecosystems,
    services: [],
    // The release comes first here, as its name may come first anywhere.
    kinds: [releaseFact, packageFact],
    policy: defaultPolicy,
    http,
    log: { info() {}, warn() {}, progress() {} } as never,
    bundled: names,
    now,
  });
  for (const subject of subjects)
    expect(facts.fact('release', subject)).toMatchObject({ state: 'present', value: { publishedAt } });
  const counts = new Map<string, number>();
  for (const { url } of [...npm.log, ...pypi.log]) counts.set(url, (counts.get(url) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 1)).toEqual([]);
  expect(counts.size).toBe(3 * many.length);
});
