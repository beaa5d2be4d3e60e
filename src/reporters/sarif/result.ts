import type { Finding } from '../../model/finding.ts';
import type { Location } from '../../model/location.ts';
import type { SuppressedFinding } from '../../model/report.ts';
import { sarifText, sarifUri } from '../escape-sarif.ts';
import { acceptancePhrase } from '../phrases.ts';
import { levelOf } from './level.ts';

const maxMessage = 2000;
/** GitHub shows 100 locations of a result. */
const maxRelated = 100;

/** Where the results of a run point: positions of rules, and the hash of a line where its file is at hand. */
export interface ResultContext {
  ruleIndex(ruleId: string): number | undefined;
  lineHash(location: Location): string | undefined;
  /** References to what of a taxonomy a finding speaks of. */
  taxa(finding: Finding): readonly object[];
}

/** The `result` object of a finding, suppressed or not. */
export function resultOf(finding: Finding, exception: SuppressedFinding['exception'] | undefined, at: ResultContext) {
  const related = finding.relatedLocations.slice(0, maxRelated);
  const taxa = at.taxa(finding);
  const level = levelOf(finding.severity);
  return {
    ruleId: finding.ruleId,
    ruleIndex: at.ruleIndex(finding.ruleId),
    // What a rule only observes is an error nowhere: code scanning would block on it.
    level: finding.observed === true && level === 'error' ? 'warning' : level,
    message: { text: messageOf(finding) },
    locations: [{ physicalLocation: physicalLocation(finding.location) }],
    relatedLocations:
      related.length === 0
        ? undefined
        : related.map((place, i) => ({
            id: i + 1,
            physicalLocation: physicalLocation(place),
            message: { text: sarifText(place.message, maxMessage) },
          })),
    codeFlows: codeFlowsOf(finding),
    taxa: taxa.length === 0 ? undefined : taxa,
    partialFingerprints: {
      // Where the file is not at hand, the finding's own: stable, though not the value an upload step would compute.
      primaryLocationLineHash: at.lineHash(finding.location) ?? `${finding.fingerprint}:1`,
      'gazetteer/v1': finding.fingerprint,
    },
    suppressions:
      exception === undefined
        ? undefined
        : [
            {
              kind: exception.by === 'comment' ? 'inSource' : 'external',
              status: 'accepted',
              justification: sarifText(`${exception.reason} (${acceptancePhrase(exception)})`, maxMessage),
            },
          ],
    properties: propertiesOf(finding),
  };
}

/** The way through the code (SARIF 2.1.0, section 3.36): GitHub shows it step by step. */
const codeFlowsOf = ({ steps }: Finding): object[] | undefined =>
  steps === undefined
    ? undefined
    : [
        {
          threadFlows: [
            {
              locations: steps.slice(0, maxRelated).map((step) => ({
                location: {
                  physicalLocation: physicalLocation(step),
                  message: { text: sarifText(step.message, maxMessage) },
                },
              })),
            },
          ],
        },
      ];

/** The verdict, then what to do: the same words as everywhere. */
const messageOf = (finding: Finding): string =>
  [finding.message, finding.remediation]
    .map((text) => sarifText(text, maxMessage))
    .filter((text) => text !== '')
    .join('\n\n');

export const physicalLocation = (location: Location): object => ({
  artifactLocation: artifactLocation(location.path),
  region: {
    startLine: Math.max(1, location.startLine),
    startColumn: Math.max(1, location.startColumn),
    endLine: Math.max(1, location.endLine),
    endColumn: Math.max(1, location.endColumn),
  },
});

export const artifactLocation = (path: string): object => ({ uri: sarifUri(path), uriBaseId: '%SRCROOT%' });

const propertiesOf = (finding: Finding): object => ({
  severity: finding.severity,
  confidence: finding.confidence,
  observed: finding.observed,
  purl: finding.package?.purl,
  atlas: finding.atlas.techniques.map(({ id }) => id),
  atlasCaseStudies: finding.atlas.caseStudies.map(({ id }) => id),
  attack: finding.attack,
  cwe: finding.cwe,
  recheckAt: finding.recheckAt,
  evidence: finding.evidence.map(({ fact, source, observed, value }) => ({ fact, source, observed, value })),
  signals: finding.signals?.map(({ ruleId, severity, confidence, message }) => ({
    ruleId,
    severity,
    confidence,
    message: sarifText(message, maxMessage),
  })),
});
