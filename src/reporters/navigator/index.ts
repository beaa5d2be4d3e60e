import type { Report } from '../../model/report.ts';
import type { ReportContext, Reporter } from '../../model/reporter.ts';
import { causeSentence, groupByCause, packageLabel, subjectLines } from '../causes.ts';
import { visible } from '../escape-invisible.ts';
import { printJson } from '../escape-json.ts';
import { count, coverageSentence, verdictSentence } from '../phrases.ts';
import { colourOf, type Grade, gradeWords, scoreOf } from './grade.ts';
import { type Sighted, sightTechniques, techniqueObjects } from './techniques.ts';

/**
 * What the layers of ATLAS itself say (mitre-atlas/atlas-navigator-data): its Navigator reads this version of the format,
 * `LAYERFORMATv4_3.md` of mitre-attack/attack-navigator.
 */
const versions = { layer: '4.3', navigator: '4.6.4' } as const;
const domain = 'atlas-atlas';

const maxHeading = 400;
const maxLine = 500;
const maxValue = 1_000;

interface Metadata {
  readonly name: string;
  readonly value: string;
}

/** A layer of the ATLAS Navigator with the techniques that findings cite. */
export const reporter: Reporter = {
  id: 'navigator',
  title: 'ATLAS Navigator layer',
  render: (report, context) => printJson(layerOf(report, context)),
};

function layerOf(report: Report, context: ReportContext): object {
  const { sighted, unknown } = sightTechniques(report.findings, context.atlas);
  return {
    name: 'Gazetteer: techniques that findings cite',
    versions,
    domain,
    description: `${verdictSentence(report, context.policy)} ${coverageSentence(report)}`,
    // The highest score first.
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true },
    hideDisabled: false,
    techniques: techniqueObjects(sighted, context.atlas),
    gradient: {
      colors: ['#ffffff', colourOf({ severity: 'critical', stance: 'observed' })],
      minValue: 0,
      maxValue: 100,
    },
    legendItems: legendOf(sighted),
    metadata: [
      { name: 'atlas_data_version', value: context.atlas.version },
      { name: 'generated_on', value: report.generatedAt },
      { name: 'generated_by', value: `${report.tool.name} ${report.tool.version}` },
      ...restOf(report, unknown),
    ].flatMap(({ name, value }) => (value === '' ? [] : [{ name, value: visible(value, maxValue) }])),
  };
}

/** The grades that occur, the highest first. */
function legendOf(sighted: readonly Sighted[]): readonly object[] {
  const grades = new Map<string, Grade>(sighted.map(({ worst }) => [gradeWords(worst), worst]));
  return [...grades]
    .sort(([, a], [, b]) => scoreOf(b) - scoreOf(a))
    .map(([label, grade]) => ({ label, color: colourOf(grade) }));
}

/** What the matrix does not show: without it, an empty layer would look like an all-clear. */
function restOf(report: Report, unknown: readonly string[]): readonly Metadata[] {
  const bare = report.findings.filter(({ atlas }) => atlas.techniques.length === 0);
  const rules = [...new Set(bare.map(({ ruleId }) => ruleId))];
  const excepted = report.suppressed.length;
  return [
    ...(bare.length === 0 ? [] : tell('without a technique', count(bare.length, 'finding'), rules)),
    ...(unknown.length === 0 ? [] : tell('unknown', 'techniques that this release does not have', unknown)),
    ...(excepted === 0 ? [] : tell('suppressed', `${count(excepted, 'finding')} by exceptions`, [])),
    ...groupByCause(report.unverified).flatMap((cause) => tell('not verified', causeSentence(cause), cause.subjects)),
    ...report.notifications.flatMap(({ level, message, packages = [] }) =>
      tell(level, message, packages.map(packageLabel)),
    ),
  ];
}

/** All of a list, in as many values as it takes. */
function tell(name: string, about: string, subjects: readonly string[]): readonly Metadata[] {
  const heading = visible(about, maxHeading);
  const [first, ...more] = subjectLines({ subjects }, maxLine);
  return [first === undefined ? heading : `${heading}: ${first}`, ...more].map((value) => ({ name, value }));
}
