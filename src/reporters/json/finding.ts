import type { AtlasMapping } from '../../model/atlas.ts';
import type { Evidence, Finding, FindingPackage, Told } from '../../model/finding.ts';
import { locationShape } from './location.ts';

/** A finding with its keys in the published order. */
export const findingShape = (finding: Finding): object => ({
  ruleId: finding.ruleId,
  severity: finding.severity,
  confidence: finding.confidence,
  observed: finding.observed,
  package: finding.package === null ? null : packageShape(finding.package),
  location: locationShape(finding.location),
  relatedLocations: finding.relatedLocations.map((at) => ({ ...locationShape(at), message: at.message })),
  steps: finding.steps?.map((at) => ({ ...locationShape(at), message: at.message })),
  message: finding.message,
  evidence: finding.evidence.map(evidenceShape),
  remediation: finding.remediation,
  suggestion: suggestionShape(finding.suggestion),
  introducedBy: finding.introducedBy,
  packages: finding.packages?.map((one) => ({ package: packageShape(one.package), introducedBy: one.introducedBy })),
  history: historyShape(finding.history),
  recheckAt: finding.recheckAt,
  atlas: atlasShape(finding.atlas),
  cwe: finding.cwe,
  attack: finding.attack,
  leadingReference: finding.leadingReference,
  helpUri: finding.helpUri,
  fingerprint: finding.fingerprint,
  signals: finding.signals?.map(toldShape),
});

const toldShape = (told: Told): object => ({
  ruleId: told.ruleId,
  severity: told.severity,
  confidence: told.confidence,
  message: told.message,
  evidence: told.evidence.map(evidenceShape),
  remediation: told.remediation,
  helpUri: told.helpUri,
});

const packageShape = (value: FindingPackage): object => ({
  purl: value.purl,
  ecosystem: value.ecosystem,
  name: value.name,
  version: value.version,
});

const evidenceShape = (item: Evidence): object => ({
  fact: item.fact,
  source: item.source,
  observed: item.observed,
  value: item.value,
});

function suggestionShape(suggestion: Finding['suggestion']): object | undefined {
  if (suggestion === undefined) return undefined;
  const { purl, replacement, region } = suggestion;
  return { purl, replacement, region: region === undefined ? undefined : locationShape(region) };
}

const historyShape = (history: Finding['history']): object | undefined =>
  history === undefined
    ? undefined
    : {
        nameSince: history.nameSince,
        releases: history.releases.map(({ version, publishedAt, publisher }) => ({ version, publishedAt, publisher })),
        earlier: history.earlier,
      };

const atlasShape = (atlas: AtlasMapping): object => ({
  tactics: atlas.tactics.map(({ id, name }) => ({ id, name })),
  techniques: atlas.techniques.map(({ id, name, basis, stance }) => ({ id, name, basis, stance })),
  caseStudies: atlas.caseStudies.map(({ id, name }) => ({ id, name })),
  mitigations: atlas.mitigations.map(({ id, name, basis }) => ({ id, name, basis })),
});
