import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import { purl } from '../model/purl.ts';
import type { JudgedFinding } from './evaluate.ts';
import { groupFindings, mergeRepeats } from './group.ts';

const [sample] = readReport('pep440').findings;
if (sample === undefined) throw new Error('the report holds no finding');

const finding = (patch: Partial<JudgedFinding>): JudgedFinding => ({
  ...sample,
  severity: 'high',
  confidence: 'high',
  basis: {},
  ...patch,
});
const at = (path: string, startLine = 1) => ({ path, startLine, startColumn: 1, endLine: startLine, endColumn: 2 });

describe('groupFindings', () => {
  const isLockfile = (path: string) => path.endsWith('lock.json');
  const pkg = { purl: purl('npm', 'x', '1.0.0'), ecosystem: 'npm', name: 'x', version: '1.0.0' };

  it('puts one cause on the line of the manifest, with the lockfile as a related place', () => {
    const [one, ...more] = groupFindings(
      [
        finding({ package: pkg, location: at('a-lock.json') }),
        finding({ package: pkg, location: at('package.json', 7) }),
      ],
      isLockfile,
    );
    expect(more).toEqual([]);
    expect(one?.location).toEqual(at('package.json', 7));
    expect(one?.relatedLocations.map(({ path }) => path)).toEqual(['a-lock.json']);
  });

  it('keeps the gravest of a group, wherever it stands', () => {
    const [one] = groupFindings(
      [
        finding({ package: pkg, severity: 'low', location: at('package.json') }),
        finding({ package: pkg, severity: 'critical', location: at('b-lock.json') }),
      ],
      isLockfile,
    );
    expect([one?.severity, one?.location.path]).toEqual(['critical', 'b-lock.json']);
  });

  it('keeps what is a sign of those that are as grave', () => {
    const isNamed = { package: pkg, severity: 'info', location: at('README.md') } as const;
    const isTaken = { ...isNamed, location: at('package.json'), basis: { signal: { words: 'a sign' } } } as const;
    const merged = mergeRepeats([finding(isNamed), finding(isTaken)], isLockfile);
    expect(merged).toMatchObject([{ basis: { signal: { words: 'a sign' } } }]);
  });

  it('keeps what is a sign by itself, where it is ordinary beside another release before', () => {
    const usual = { words: 'a sign', countsAs: 'ordinary' } as const;
    const isUsual = finding({ package: pkg, location: at('a/package.json'), basis: { signal: usual } });
    const isOdd = finding({ package: pkg, location: at('b/package.json'), basis: { signal: { words: 'a sign' } } });
    const [merged] = mergeRepeats([isUsual, isOdd], isLockfile);
    expect(merged?.basis.signal).toEqual({ words: 'a sign' });
  });

  it('does not merge other rules, other versions, or findings about no package', () => {
    const all = [
      finding({ package: pkg }),
      finding({ package: pkg, ruleId: 'young-package' }),
      finding({ package: { ...pkg, purl: purl('npm', 'x', '2.0.0') } }),
      finding({ package: null, fingerprint: 'a' }),
      finding({ package: null, fingerprint: 'b' }),
    ];
    expect(groupFindings(all, isLockfile)).toHaveLength(all.length);
  });

  describe('of what is about a name, whatever the version', () => {
    const anyVersion = { cause: { key: 'x', name: 'x', anyVersion: true } } as const;
    const inManifest = finding({
      package: { ...pkg, purl: purl('npm', 'x') },
      location: at('package.json', 7),
      fingerprint: 'manifest',
      message: 'asked for',
      basis: anyVersion,
    });
    const inLockfile = finding({
      package: pkg,
      location: at('a-lock.json', 40),
      fingerprint: 'lockfile',
      message: 'locked',
      basis: anyVersion,
    });

    it('tells it on the line of the manifest', () => {
      const [one, ...more] = groupFindings([inLockfile, inManifest], isLockfile);
      expect(more).toEqual([]);
      expect(one).toMatchObject({ location: at('package.json', 7), fingerprint: 'manifest', message: 'asked for' });
      expect(one?.relatedLocations).toMatchObject([{ ...at('a-lock.json', 40), message: 'also here' }]);
    });

    it('says the worst there, though the lockfile alone is as bad', () => {
      const [one, ...more] = groupFindings([{ ...inLockfile, severity: 'critical' }, inManifest], isLockfile);
      expect(more).toEqual([]);
      expect(one).toMatchObject({
        severity: 'critical',
        message: 'locked',
        package: pkg,
        location: at('package.json', 7),
        fingerprint: 'manifest',
      });
      expect(one?.relatedLocations).toMatchObject([at('a-lock.json', 40)]);
    });

    it('is one, whatever versions manifests ask for, and stands on the gravest line', () => {
      const other = { ...inManifest, location: at('b/package.json', 7), package: pkg };
      const inText = finding({ ...inManifest, severity: 'low', location: at('README.md') });
      const [one, ...more] = groupFindings([inText, other, inManifest], isLockfile);
      expect(more).toEqual([]);
      expect(one).toMatchObject({ severity: 'high', location: at('b/package.json', 7) });
      expect(one?.relatedLocations).toMatchObject([at('package.json', 7), at('README.md')]);
    });

    it('tells one that no manifest asks for on the line of the lockfile', () => {
      expect(groupFindings([inLockfile], isLockfile)).toMatchObject([{ location: at('a-lock.json', 40) }]);
    });

    it('keeps rules and ecosystems apart, and shows nothing of what it went by', () => {
      const others = [inManifest, { ...inLockfile, ruleId: 'unclaimed-name' }, finding({ package: pkg })];
      const all = groupFindings(others, isLockfile);
      expect(all).toHaveLength(3);
      expect(all.some((one) => 'basis' in one)).toBe(false);
    });
  });
});
