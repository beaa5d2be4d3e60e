import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import { reportOf } from '../../test/support/sinks/reports.ts';
import { caseLibrary } from '../knowledge/case-studies/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import { purl } from '../model/purl.ts';
import type { ReportedChange } from '../model/report.ts';
import { findTouchedCases } from './touched-cases.ts';

const [sample] = readReport('pep440').findings;
if (sample === undefined) throw new Error('the report holds no finding');

const place = (path: string, line: number, column = 1): Location => ({
  ...{ path, startLine: line, startColumn: column, endLine: line, endColumn: column + 4 },
});
const findingOf = (id: string, patch: Partial<Finding>): Finding => ({
  ...sample,
  package: null,
  relatedLocations: [],
  evidence: [],
  atlas: { ...sample.atlas, caseStudies: [{ id, name: '' }] },
  ...patch,
});
const packageOf = (ecosystem: string, name: string, version?: string) => ({
  ...{ purl: purl(ecosystem, name, version), ecosystem, name },
  ...(version === undefined ? {} : { version }),
});
const changeOf = (name: string, location: Location): ReportedChange => ({
  ...{ kind: 'added', purl: purl('npm', name), direct: true, scope: 'runtime', path: location.path, location },
});
const touched = (findings: readonly Finding[], changes: readonly ReportedChange[] = []) =>
  findTouchedCases(reportOf({ findings, changes }), caseLibrary);
const watchedIn = (...findings: readonly Finding[]) =>
  touched(findings).flatMap(({ groups }) => groups.map(({ traces, members }) => [traces.id, members]));

describe('touched cases', () => {
  it('are those that findings cite, told ones first, whatever the severity; what is accepted touches none', () => {
    const findings = ['AML.CS0053', 'AML.CS0022', 'AML.CS0047', 'AML.CS0015', 'no case'].map((id) =>
      findingOf(id, { severity: 'info' }),
    );
    const ids = touched(findings).map(({ study }) => study.id);
    expect(ids).toEqual(['AML.CS0015', 'AML.CS0022', 'AML.CS0047', 'AML.CS0053']);
    const suppressed = findings.map((one) => ({
      ...one,
      exception: { reason: 'known', expires: '2027-01-01' },
    }));
    expect(findTouchedCases(reportOf({ suppressed }), caseLibrary)).toEqual([]);
  });

  it('watch names, by ecosystem, each once', () => {
    const [b, a] = ['b', 'a'].map((name) => findingOf('AML.CS0022', { package: packageOf('npm', name, '1.0.0') }));
    const c = findingOf('AML.CS0022', { package: packageOf('pypi', 'c') });
    expect(watchedIn(...[b, a, b, c].flatMap((one) => one ?? []))).toEqual([
      ['npm', [{ name: 'a' }, { name: 'b' }]],
      ['pypi', [{ name: 'c' }]],
    ]);
  });

  it('watch a release where the act was seen in it, or where the case tells of one', () => {
    const found = packageOf('npm', 'a', '1.0.0');
    const [technique] = sample.atlas.techniques;
    const seen = technique === undefined ? [] : [{ ...technique, stance: 'observed' as const }];
    const observed = findingOf('AML.CS0015', { package: found });
    const release = [['npm', [{ name: 'a', version: '1.0.0' }]]];
    expect(watchedIn({ ...observed, atlas: { ...observed.atlas, techniques: seen } })).toEqual(release);
    expect(watchedIn(observed)).toEqual([['npm', [{ name: 'a' }]]]);
    expect(watchedIn(findingOf('AML.CS0047', { package: found }))).toEqual(release);
  });

  it('tell what cannot be watched, and why', () => {
    const cases = touched([
      findingOf('AML.CS0047', { package: packageOf('npm', 'a') }),
      findingOf('AML.CS0022', { package: packageOf('docker', 'b') }),
      findingOf('AML.CS0022', { package: packageOf('npm', 'x'.repeat(300)) }),
      findingOf('AML.CS0022', { package: packageOf('npm', 'a\nb') }),
      findingOf('AML.CS0016', { location: place('a.ipynb', 1) }),
    ]);
    expect(cases.flatMap(({ groups }) => groups)).toEqual([]);
    expect(cases.flatMap(({ unwatched }) => unwatched)).toEqual([
      { label: 'file a.ipynb', reason: 'no log names the file that was started' },
      { label: 'docker b', reason: 'what docker leaves in logs is not described' },
      { label: 'npm a\nb', reason: 'nothing of that name can exist' },
      { label: `npm ${'x'.repeat(300)}`, reason: 'nothing of that name can exist' },
      { label: 'npm a', reason: 'its name has many uses, and no exact release is known' },
    ]);
  });

  it('take the packages of a finding that stands for many from the changes that it points to', () => {
    const many = findingOf('AML.CS0015', {
      location: place('package.json', 3, 6),
      relatedLocations: [{ ...place('package.json', 4, 6), message: 'b' }],
    });
    const changes = [
      changeOf('a', { ...place('package.json', 3, 5), endColumn: 20 }),
      changeOf('b', { ...place('package.json', 4, 5), endColumn: 20 }),
      changeOf('beside', { ...place('package.json', 4, 30), endColumn: 40 }),
      changeOf('other', place('package.json', 5, 5)),
    ];
    const [one] = touched([many], changes);
    expect(one?.groups.flatMap(({ members }) => members)).toEqual([{ name: 'a' }, { name: 'b' }]);
    expect(one?.unwatched).toEqual([]);
    const places = Array.from({ length: 50 }, (_, at) => ({ ...place('package.json', at + 4, 6), message: '' }));
    expect(touched([{ ...many, relatedLocations: places }], changes)[0]?.unwatched).toEqual([
      {
        label: 'nonexistent-package at package.json:3',
        reason: 'it points to 50 places and may stand for more packages than those',
      },
    ]);
  });

  it('watch every file on the way from a source to a sink, and name the hosts that were asked', () => {
    const [one] = touched([
      findingOf('AML.CS0016', {
        location: place('run.py', 9),
        relatedLocations: [{ ...place('web/ask.py', 2), message: 'a model answers' }],
      }),
    ]);
    expect(one?.groups.map(({ by, traces, members }) => [by, traces.id, members])).toEqual([
      ['file', 'python', [{ name: 'run.py' }, { name: 'web/ask.py' }]],
    ]);
    const evidence = [
      {
        fact: 'choice',
        source: 'https://b.acme.example/simple, https://a.acme.example:8443/x',
        observed: 'present' as const,
        value: '',
      },
      { fact: 'adoption', source: 'bundled names', observed: 'absent' as const, value: 'https://no.acme.example/' },
    ];
    const [asked] = touched([findingOf('AML.CS0015', { package: packageOf('pypi', 'a'), evidence })]);
    expect(asked?.hosts).toEqual(['a.acme.example:8443', 'b.acme.example', 'files.pythonhosted.org', 'pypi.org']);
  });
});
