import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import { auditFiles, daysAgo, manifest, startWorld } from './world.ts';

const line = '@acme:registry=https://npm.acme.example/\n';
const asked = manifest({ '@acme/tool': '*', 'left-pad': '*' });

type Files = Readonly<Record<string, string>>;

/** The public registry has the name, too. */
async function audit(before: Files, after: Files) {
  const world = await startWorld();
  world.npm.put({ name: '@acme/tool', versions: [{ version: '99.0.0', publishedAt: daysAgo(900) }] });
  const { report } = await auditFiles(world, before, after);
  return {
    told: report.findings.flatMap(({ ruleId, message }) => (ruleId === 'index-collision' ? [message] : [])),
    notes: report.notifications.map(({ message }) => message).filter((message) => message.includes('malware')),
    sent: world.osv.log.map(({ body }) => body).join(' '),
  };
}

describe('a name that a file of the repository sends to a private registry', () => {
  it.each<[string, Files, Files, string]>([
    [
      'of another project',
      {},
      { 'a/.npmrc': line, 'a/package.json': manifest({}), 'b/package.json': asked },
      '(a/.npmrc:1 sends it to npm.acme.example), but',
    ],
    [
      'before the change',
      { '.npmrc': line, 'package.json': asked },
      { 'package.json': asked },
      '(.npmrc:1 sent it to npm.acme.example before this change), but',
    ],
    [
      'which its client does not read',
      {},
      {
        '.npmrc': line,
        'package.json': manifest({ '@acme/tool': '*', 'left-pad': '*' }, { packageManager: 'yarn@4.1.0' }),
      },
      '(.npmrc:1 sends it to npm.acme.example, but Yarn does not read that file), but',
    ],
  ])('%s is told so, and sent to no advisory service', async (_, before, after, said) => {
    const { told, notes, sent } = await audit(before, after);
    expect(told).toEqual([expect.stringContaining(said)]);
    expect(sent).not.toContain('acme');
    expect(notes).toEqual(['malware advisories were not consulted for 1 package: their names may be private']);
  });
});

describe("JSR's way to serve npm's clients", () => {
  const name = '@jsr/std__path';
  const setup = { '.npmrc': `@jsr:registry=${endpoints.jsrNpm}\n` };
  const dependencies = { '@std/path': `npm:${name}@^1.0.0` };
  const resolved = `${endpoints.jsrNpm}/~/11/${name}/1.0.8.tgz`;
  const lock = JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', version: '1.0.0', dependencies },
      'node_modules/@std/path': { name, version: '1.0.8', resolved, integrity: `sha512-${'A'.repeat(86)}==` },
    },
  });

  it('is no change of registries, and no address of its own', async () => {
    const world = await startWorld();
    const after = { ...setup, 'package.json': manifest(dependencies), 'package-lock.json': lock };
    const { report } = await auditFiles(world, { 'package.json': manifest({}) }, after, ['--offline']);
    expect(report.findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    expect(report.unverified.map(({ reason }) => reason).join()).not.toContain('does not trust');
  });
});
