import type { LogEvent, RuleTemplate, Values } from '../../model/case-study.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import type { TouchedCase, Watched, WatchedGroup } from '../touched-cases.ts';
import { isTold, valuesOf } from '../trace-values.ts';
import { ruleId } from './rule-id.ts';
import type { YamlValue } from './yaml.ts';

type Mapping = Readonly<Record<string, YamlValue>>;

/** Packages or files of one rule: what more there are has rules of its own. */
const mostMembers = 100;

/** The rules of one case: for each of its events one for each kind of packages or files. */
export const rulesOf = (touched: TouchedCase, report: Report): readonly Mapping[] =>
  touched.study.events.flatMap((event) =>
    touched.groups
      .filter(({ by }) => by === event.by)
      .flatMap(chunks)
      .map((part) => writeRule(touched, event, part, report))
      .filter((rule) => rule !== undefined),
  );

interface Part extends WatchedGroup {
  /** `2 of 3`; empty where it is all. */
  readonly place: string;
}

function chunks({ members, ...group }: WatchedGroup): readonly Part[] {
  const amount = Math.ceil(members.length / mostMembers);
  return Array.from({ length: amount }, (_, at) => ({
    ...group,
    members: members.slice(at * mostMembers, (at + 1) * mostMembers),
    place: amount === 1 ? '' : `, ${at + 1} of ${amount}`,
  }));
}

/** Undefined where the event has no rule, or tells nothing of these. */
function writeRule(
  { study, findings }: TouchedCase,
  { id, rule, fields }: LogEvent,
  part: Part,
  report: Report,
): Mapping | undefined {
  if (rule === undefined || !isTold(rule, part)) return undefined;
  const rules = [...new Set(findings.map((finding) => finding.ruleId))].sort(compareText).join(', ');
  const { category, product, definition } = rule.logsource;
  const uuid = ruleId([study.id, id, part.traces.id, ...part.members.map(keyOf).sort(compareText)]);
  return {
    // Rules of several changes may stand in one collection, which wants every title once.
    title: `${rule.title} (${part.traces.title}, ${study.id}${part.place}, ${uuid.slice(0, 8)})`,
    id: uuid,
    status: 'experimental',
    description: `${rule.description} Case study ${study.id}, ${study.name}. Findings: ${rules}.`,
    references: [study.url],
    author: `${report.tool.name} ${report.tool.version}`,
    date: report.generatedAt.slice(0, 10),
    tags: rule.attack.map((tag) => `attack.${tag}`),
    logsource: {
      ...(category === undefined ? {} : { category }),
      ...(product === undefined ? {} : { product: product === 'language' ? part.traces.id : product }),
      ...(definition === undefined ? {} : { definition }),
    },
    detection: fillDetection(rule, part),
    fields,
    falsepositives: rule.falsepositives,
    level: rule.level,
  };
}

const keyOf = ({ name, version }: Watched): string => JSON.stringify([name, version]);

function fillDetection({ selections, keywords = {}, condition }: RuleTemplate, part: Part): Mapping {
  const fill = (values: Values): readonly string[] => ('trace' in values ? valuesOf(part, values.trace) : values);
  const inFields = (fields: Readonly<Record<string, Values>>): Mapping =>
    Object.fromEntries(Object.entries(fields).map(([field, values]) => [field, oneOrAll(fill(values))]));
  return {
    ...Object.fromEntries(Object.entries(selections).map(([name, fields]) => [name, inFields(fields)])),
    ...Object.fromEntries(Object.entries(keywords).map(([name, values]) => [name, fill(values)])),
    condition,
  };
}

/** Sigma asks for a single value on the line of its field. */
function oneOrAll(values: readonly string[]): YamlValue {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : values;
}
