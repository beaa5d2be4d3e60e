import type { AtlasCitation } from '../../model/atlas.ts';
import type { EntryPoint, Execution, ExecutionFlaw } from '../../model/execution.ts';
import type { Evidence, Severity } from '../../model/finding.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject, EntryUseSubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName, sayPart, sayRelease, sayVersion } from '../wording.ts';

const atlas: AtlasCitation = {
  techniques: [
    { id: 'AML.T0053', basis: 'case-study', stance: 'enables' },
    { id: 'AML.T0050', basis: 'case-study', stance: 'enables' },
  ],
  caseStudies: ['AML.CS0052'],
  mitigations: [
    { id: 'AML.M0028', basis: 'atlas-declared' },
    { id: 'AML.M0029', basis: 'atlas-declared' },
    { id: 'AML.M0030', basis: 'atlas-declared' },
    { id: 'AML.M0032', basis: 'atlas-declared' },
    { id: 'AML.M0033', basis: 'atlas-declared' },
    { id: 'AML.M0016', basis: 'asserted' },
  ],
};

const meta: RuleMeta = {
  id: 'executes-model-output',
  title: 'Package that runs model output',
  summary:
    'A package that the change adds or updates runs code, commands or queries that a language model writes, or has parts that do: whoever reaches the prompt may then run code with the rights and the credentials of the process.',
  group: 'What does the change let in?',
  severity: 'medium',
  confidence: 'high',
  needs: ['execution', 'release'],
  atlas,
  cwe: ['CWE-94', 'CWE-1395'],
  attack: ['T1059'],
  aboutAi: true,
};

/** Names in a message; all are in the evidence. */
const mostNames = 3;
const mostSources = 5;

/** What the project had ran it before; what only has such parts matters to who uses one, first of all the project itself. */
function gradeOf({ kind, flaws }: Execution, { newToRepository, dependency }: DependencySubject): Severity {
  if (flaws.length > 0) return 'medium';
  if (kind === 'purpose') return newToRepository ? 'medium' : 'low';
  return newToRepository && dependency.direct ? 'low' : 'info';
}

/** The first of them, and something in place of the others. */
function sayList(all: readonly string[], others: string): string {
  const shown = all.slice(0, mostNames).join(', ');
  return all.length > mostNames ? `${shown} ${others}` : shown;
}

/** `CVE-2025-5120 (fixed in 1.17.0)` */
const sayFlaw = ({ ids: [id = ''], fixed }: ExecutionFlaw): string =>
  `${clip(id, 40)}${fixed === undefined ? '' : ` (fixed in ${sayVersion(fixed)})`}`;

const sayFlaws = (flaws: readonly ExecutionFlaw[]): string =>
  flaws.length === 0
    ? ''
    : ` This version is open to ${sayList(flaws.map(sayFlaw), `and ${flaws.length - mostNames} more`)}.`;

/** `create_csv_agent with allow_dangerous_code`, `VannaBase.ask` */
function sayEntry({ path, when = {} }: EntryPoint): string {
  const [holder = '', name = holder] = path.split('.').slice(-2);
  const isMethod = /^[A-Z]/.test(holder);
  const options = Object.entries(when).map(([option, value]) => (value === true ? option : `${option}=${value}`));
  const said = clip(isMethod ? `${holder}.${name}` : name, 60);
  return options.length === 0 ? said : `${said} with ${clip(options.join(', '), 60)}`;
}

/** Where such code does little. */
const enclosure = 'a container or another process without credentials and network, with limits of time and memory';

function advise({ kind, entries, flaws }: Execution): string {
  const update = flaws.length === 0 ? '' : 'Take a release without the flaw. ';
  if (kind === 'purpose') return `${update}Keep what it runs in ${enclosure}.`;
  const parts = entries.map(sayEntry);
  const what = parts.length === 0 ? 'such a part' : sayList(parts, `or another of its ${parts.length} such parts`);
  return `${update}See whether the project uses ${what}: what they run belongs in ${enclosure}.`;
}

const quote = ({ runs, changed, entries, flaws }: Execution): string =>
  [
    sayPart(runs),
    ...(changed === undefined ? [] : [sayPart(changed)]),
    ...flaws.map(({ ids, ...rest }) => sayFlaw({ ...rest, ids: [ids.join(' ')] })),
    ...entries.map(({ path }) => clip(path, 100)),
  ].join('; ');

/** What the list rests on. */
const quoteSources = ({ sources }: Execution): readonly Evidence[] =>
  sources.slice(0, mostSources).map((source) => ({
    fact: 'execution',
    source: clip(source, 500),
    observed: 'present',
    value: 'read for the list',
  }));

/** The part itself, reached by code: what the dependency alone only makes possible. */
function judgeUse({ entry, package: name, runs, isCalled, at }: EntryUseSubject): readonly Draft[] {
  const what = clip(entry, 100);
  return [
    {
      severity: isCalled ? 'medium' : 'low',
      message: `\`${what}\` of ${clip(name, 80)} is ${isCalled ? 'used' : 'imported'} here: ${sayPart(runs)}.`,
      evidence: [{ fact: 'entry', source: `${clip(at.path, 300)}:${at.startLine}`, observed: 'present', value: what }],
      remediation: `Do without it where the model can choose among functions that you wrote; else keep what it runs in ${enclosure}.`,
      toldBy: [{ rule: 'model-output-execution', hasRemedy: true }],
    },
  ];
}

export const rule: Rule<DependencySubject | EntryUseSubject, NoOptions> = {
  subjects: ['dependency', 'entry-use'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.kind === 'entry-use') return judgeUse(subject);
    const { own, registries, privateBy, constrains } = subject;
    if (own || registries.length === 0 || privateBy !== undefined || constrains === true) return [];
    const found = facts.get('execution', subject);
    if (found.state !== 'present') return [];
    const release = facts.get('release', subject);
    const version = release.state === 'present' ? release.value.version : subject.dependency.version;
    const what = version === undefined ? sayName(subject) : sayRelease(subject, version);
    const verb = found.value.kind === 'purpose' ? 'runs' : 'can run';
    return [
      {
        severity: gradeOf(found.value, subject),
        message: `${what} ${verb} what a language model writes: ${sayPart(found.value.runs)}.${sayFlaws(found.value.flaws)}`,
        evidence: [testify('execution', found, quote), ...quoteSources(found.value)],
        remediation: advise(found.value),
        ...(version === undefined ? {} : { version }),
      },
    ];
  },
};
