import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import type { RuleMeta } from '../../model/rule.ts';
import { sarifText } from '../escape-sarif.ts';
import { helpOf } from './help.ts';
import { levelOf, securitySeverityOf } from './level.ts';
import type { Taxonomy } from './taxonomy.ts';

/** GitHub reads 1,024 characters of a description, 255 of a name and 10 tags; above 20 tags it refuses the file. */
const maxDescription = 1024;
const maxName = 255;
const maxTags = 10;

/** The program and all its rules, whether they fired or not. */
export const driverOf = (report: Report, context: ReportContext, taxonomy: Taxonomy): object => ({
  name: 'Gazetteer',
  version: report.tool.version,
  semanticVersion: /^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(report.tool.version) ? report.tool.version : undefined,
  supportedTaxonomies: [taxonomy.reference],
  rules: context.rules.map((rule) => ruleDescriptor(rule, context, taxonomy)),
  properties: {
    atlasContent: report.knowledge.atlas.content,
    atlasRelations: report.knowledge.atlas.relations,
  },
});

function ruleDescriptor(rule: RuleMeta, context: ReportContext, taxonomy: Taxonomy): object {
  const helpUri = context.helpUri(rule.id);
  const relationships = taxonomy.relate(rule.atlas.techniques);
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: sarifText(rule.title, maxDescription) },
    fullDescription: { text: sarifText(rule.summary, maxDescription) },
    help: helpOf(rule, context),
    helpUri: URL.canParse(helpUri) ? helpUri : undefined,
    relationships: relationships.length === 0 ? undefined : relationships,
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: tagsOf(rule),
      precision: rule.confidence,
      'security-severity': securitySeverityOf(rule.severity),
      group: rule.group,
    },
  };
}

/** `NonexistentPackage` */
const nameOf = (id: string): string =>
  id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
    .slice(0, maxName);

/** Lower case, as GitHub's filters and the `external/<database>/<id>` convention want them. */
function tagsOf(rule: RuleMeta): readonly string[] {
  const tags = [
    'security',
    'supply-chain',
    ...rule.cwe.slice(0, 2).map((id) => `external/cwe/${id}`),
    ...rule.atlas.techniques.slice(0, 4).map(({ id }) => `external/mitre-atlas/${id}`),
    ...rule.attack.slice(0, 2).map((id) => `external/mitre-attack/${id}`),
  ];
  return [...new Set(tags.map((tag) => tag.toLowerCase()))].slice(0, maxTags);
}
