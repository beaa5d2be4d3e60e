import fc from 'fast-check';
import type { Finding, Told } from '../../../src/model/finding.ts';
import { confidences, severities } from '../../../src/model/finding.ts';
import type { Location } from '../../../src/model/location.ts';
import { purl } from '../../../src/model/purl.ts';
import type { Report } from '../../../src/model/report.ts';

const pieces = [
  '::error file=a::b',
  '::set-output name=x::y',
  '::stop-commands::t',
  '##[error]',
  '#\u200d#[set-env name=A]',
  '%0A::error::',
  '|',
  '\\|',
  '`',
  '```',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '</td></table>',
  '[click](https://evil.example)',
  '![x](https://evil.example)',
  'https://evil.example',
  'www.evil.example',
  '@acme/everyone',
  '#1',
  'GH-12',
  ':white_check_mark:',
  ':tada:',
  '*_~$&',
  '{0}',
  '\u001b[2J\u001b]0;title\u0007',
  '\u009b31m',
  '\u202egnp.exe',
  '\u200b\u2060\ufeff',
  '\u{e0041}',
  '\r',
  '\n',
  '\r\n',
  '\u2028',
  '\t',
  '\u0000',
  '\ud800',
  '\udc00',
  '👩‍👩‍👧',
  '漢字',
  'e\u0301\u0301',
  ' ',
  'left-pad',
  '../../etc',
  '__proto__',
  'x'.repeat(5000),
  '##['.repeat(400),
  '#'.repeat(300),
  ' ::error::'.repeat(200),
];

/** Text that wants to be more than text in some output. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

const position = fc.integer({ min: 1, max: 200 });
const locationFrom = (path: fc.Arbitrary<string>): fc.Arbitrary<Location> =>
  fc
    .record({ path, line: position, column: position, lines: fc.constantFrom(0, 0, 0, 3), columns: position })
    .map(({ path: at, line, column, lines, columns }) => ({
      path: at,
      startLine: line,
      startColumn: column,
      endLine: line + lines,
      endColumn: column + columns,
    }));
const location = locationFrom(fc.oneof(fc.constant('package.json'), hostileText));
const anyPurl = fc.tuple(hostileText, fc.option(hostileText, { nil: undefined })).map(([n, v]) => purl('npm', n, v));

const told: fc.Arbitrary<Told> = fc
  .record({ severity: fc.constantFrom(...severities), confidence: fc.constantFrom(...confidences), text: hostileText })
  .map(({ severity, confidence, text }) => ({
    ruleId: 'recent-release',
    severity,
    confidence,
    message: text,
    evidence: [{ fact: 'release', source: text, observed: 'present', value: text }],
    remediation: text,
    helpUri: 'https://gazetteer.example/rules/recent-release',
  }));

const caseIds = ['AML.CS0015', 'AML.CS0016', 'AML.CS0022', 'AML.CS0047', 'AML.CS9999'];

const hostileId = hostileText.map((text) => `AML.${text}`);

/** Ids begin as ours do, everything else is not ours. */
export const finding: fc.Arbitrary<Finding> = fc
  .record({
    severity: fc.constantFrom(...severities),
    confidence: fc.constantFrom(...confidences),
    name: hostileText,
    version: hostileText,
    packaged: fc.boolean(),
    purl: anyPurl,
    location,
    related: fc.array(fc.tuple(location, hostileText), { maxLength: 3 }),
    message: hostileText,
    remediation: hostileText,
    evidence: fc.array(fc.tuple(hostileText, hostileText), { maxLength: 2 }),
    signals: fc.option(fc.array(told, { minLength: 2, maxLength: 3 }), { nil: undefined }),
    leadingReference: fc.oneof(fc.constant('T1195.001'), hostileText),
    helpUri: fc.oneof(fc.constant('https://gazetteer.example/rules/young-package'), hostileText),
    fingerprint: fc.stringMatching(/^[0-9a-f]{16}$/),
    ecosystem: fc.constantFrom('npm', 'pypi', 'docker'),
    cases: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...caseIds) }, hostileId), { maxLength: 3 }),
    techniques: fc.array(fc.tuple(fc.oneof(fc.constant('AML.T0053'), hostileId), hostileText), { maxLength: 2 }),
    stance: fc.constantFrom('enables' as const, 'indicates' as const, 'observed' as const),
  })
  .map((given) => ({
    ruleId: 'young-package',
    severity: given.severity,
    confidence: given.confidence,
    package: given.packaged
      ? { purl: given.purl, ecosystem: given.ecosystem, name: given.name, version: given.version }
      : null,
    location: given.location,
    relatedLocations: given.related.map(([at, message]) => ({ ...at, message })),
    message: given.message,
    evidence: given.evidence.map(([source, value]) => ({ fact: 'package', source, observed: 'present', value })),
    remediation: given.remediation,
    introducedBy: [given.purl],
    atlas: {
      tactics: [],
      techniques: given.techniques.map(([id, name]) => ({ id, name, basis: 'asserted', stance: given.stance })),
      caseStudies: given.cases.map((id) => ({ id, name: given.message })),
      mitigations: given.techniques.map(([id, name]) => ({ id, name, basis: 'asserted' })),
    },
    cwe: ['CWE-1357'],
    attack: ['T1195.001'],
    leadingReference: given.leadingReference,
    helpUri: given.helpUri,
    fingerprint: given.fingerprint,
    ...(given.signals === undefined ? {} : { signals: given.signals }),
  }));

const unverified = fc.record(
  { purl: anyPurl, path: hostileText, question: hostileText, source: hostileText, reason: hostileText, location },
  { requiredKeys: ['question', 'source', 'reason'] },
);
const notification = fc.record(
  {
    level: fc.constantFrom('error' as const, 'warning' as const, 'note' as const),
    message: hostileText,
    path: hostileText,
    packages: fc.array(anyPurl, { maxLength: 12 }),
    unanswered: fc.constantFrom('advisories' as const, 'details' as const),
  },
  { requiredKeys: ['level', 'message'] },
);
const change = fc.record({
  kind: fc.constantFrom('added' as const, 'changed' as const, 'removed' as const),
  purl: anyPurl,
  previousVersion: hostileText,
  requirement: hostileText,
  direct: fc.boolean(),
  scope: fc.constant('runtime' as const),
  path: hostileText,
  location,
});

/** A report of an audit of nothing, with the given parts. */
export const reportOf = (parts: Partial<Report>): Report => ({
  schemaVersion: 1,
  tool: { name: 'gazetteer', version: '0.1.0' },
  verdict: 'pass',
  generatedAt: '2026-03-10T12:00:00.000Z',
  scope: { base: 'main', head: 'topic', mode: 'changed' },
  coverage: { files: [], skipped: [] },
  changes: [],
  findings: [],
  suppressed: [],
  unverified: [],
  notifications: [],
  knowledge: { atlas: { content: '2026.09', relations: '5.6.0' } },
  stats: { requests: 0, bytesReceived: 0, cacheHits: 0, durationMs: 1, peakRssBytes: 1, hosts: [] },
  ...parts,
});

/** A whole report made of hostile text. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .record({
    verdict: fc.constantFrom('pass' as const, 'fail' as const, 'incomplete' as const),
    findings: fc.array(finding, { maxLength: 6 }),
    suppressed: fc.array(fc.tuple(finding, hostileText), { maxLength: 2 }),
    unverified: fc.array(unverified, { maxLength: 4 }),
    notifications: fc.array(notification, { maxLength: 3 }),
    changes: fc.array(change, { maxLength: 3 }),
    skipped: fc.array(fc.record({ path: hostileText, reason: hostileText }), { maxLength: 2 }),
    label: hostileText,
    host: hostileText,
  })
  .map(({ suppressed, skipped, label, host, ...parts }) => ({
    ...reportOf(parts),
    scope: { base: label, head: label, mode: 'changed' },
    coverage: { files: [{ path: label, format: 'package-json', dependencies: 1, unparsed: 1 }], skipped },
    suppressed: suppressed.map(([held, reason]) => ({ ...held, exception: { reason, expires: '2026-12-31' } })),
    stats: {
      requests: 1,
      bytesReceived: 1,
      cacheHits: 0,
      durationMs: 1,
      peakRssBytes: 1,
      hosts: [{ host, requests: 1, bytes: 1, durationMs: 1, cacheHits: 1, revalidations: 1, retries: 1, failures: 1 }],
    },
  }));
