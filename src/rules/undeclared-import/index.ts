import { noCitation } from '../../model/atlas.ts';
import type { Severity } from '../../model/finding.ts';
import { parsePurl } from '../../model/purl.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { ImportSubject } from '../../model/subject.ts';
import { gradeAge, gradesOfYouth, strangersLook } from '../ages.ts';
import { describeElsewhere, sayElsewhere, titlesOf } from '../elsewhere.ts';
import { quoteFile, testify } from '../evidence.ts';
import { findHint } from '../hint.ts';
import { inventedName } from '../invented-name.ts';
import { isAdopted, isServed, ofName, sayOther, sayRank, sinceWhen } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, quoteNotice, registriesOfRecord, sayName, sayPath, sayRegistries } from '../wording.ts';

const meta: RuleMeta = {
  id: 'undeclared-import',
  title: 'Undeclared import',
  summary:
    'Changed code imports what neither the language, the repository nor anything that is declared brings. Grave where no registry has a package of the name: language models make up imports, and whoever publishes the name is installed next.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'high',
  needs: ['package', 'elsewhere', 'lookalike', 'meaning', 'adoption', 'target'],
  atlas: inventedName('enables'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: true,
};

/** What the code can do without, and what it only takes types of, runs nothing that it needs. */
const isMild = ({ isOptional, isTypeOnly }: ImportSubject): boolean => isOptional === true || isTypeOnly === true;

const soften = (subject: ImportSubject, severity: Severity, mild: Severity): Severity =>
  isMild(subject) ? mild : severity;

const longestModule = 120;
const declareIt = 'Declare the package that the code needs, or remove the import.';

/** `"cv2" is imported, and nothing here declares opencv-python, which would bring it`, without a full stop. */
function sayImport(subject: ImportSubject): string {
  const { module, name, isOptional, isTypeOnly, declaresItself } = subject;
  const how = isTypeOnly === true ? 'for types alone' : isOptional === true ? 'if it is there' : '';
  const written = `"${clip(module.replace(/[^ -~]/g, '?'), longestModule)}" is imported${how === '' ? '' : ` ${how}`}`;
  if (declaresItself === true) return written;
  const own = sayName(subject.wanted);
  const isSame = own.replace(/[-_.]/g, '').toLowerCase() === name.replace(/[-_.]/g, '').toLowerCase();
  return `${written}, and nothing here declares ${isSame ? 'it' : `${own}, which would bring it`}`;
}

const evidenceOf = ({ at, module }: ImportSubject) => quoteFile('import', at, module);

/** Another part of the repository declares it, or what is locked requires it: it exists, and was judged there. */
function judgeBorrowed(subject: ImportSubject, { at, isLocked }: NonNullable<ImportSubject['borrowed']>): Draft {
  const place = `${sayPath(at.path)}, line ${at.startLine}`;
  const why = isLocked
    ? `it is there only because another package requires it (${place})`
    : `only another project of the repository does (${place})`;
  const strict = subject.isolates === true ? 'low' : 'info';
  return {
    severity: soften(subject, strict, 'info'),
    ...ofName(subject.wanted),
    message: `${sayImport(subject)}: ${why}, and may lose it.`,
    related: [{ ...at, message: 'what brings it' }],
    evidence: [evidenceOf(subject)],
    remediation: 'Declare it where the code that imports it belongs.',
    ...notInvented,
  };
}

/** It says nothing of an attack: what is undeclared is a mistake of order. */
const notInvented = { atlas: noCitation, attack: [], aboutAi: false } as const;

/** Whoever declares it for this import brings it in: no version of it may be. */
function judgeDenied(subject: ImportSubject): Draft | undefined {
  const denial = subject.wanted.deniedBy?.find((one) => parsePurl(one.package)?.version === undefined);
  if (denial === undefined || subject.isGuess === true) return undefined;
  const why = denial.reason === undefined ? '' : `: ${quoteNotice(denial.reason)}`;
  return {
    severity: soften(subject, 'high', 'medium'),
    confidence: confidenceOf(subject),
    ...ofName(subject.wanted),
    message: `${sayImport(subject)}; the configuration denies ${sayName(subject.wanted)}${why}.`,
    evidence: [
      evidenceOf(subject),
      { fact: 'denial', source: 'configuration', observed: 'present', value: clip(denial.package, 300) },
    ],
    remediation: 'Remove the import, or have the denial lifted where the configuration stands.',
    ...notInvented,
  };
}

function judgeAbsent(subject: ImportSubject, facts: Facts): Draft {
  const { wanted, mayComeFrom, isGuess } = subject;
  const [pkg, elsewhere] = [facts.get('package', wanted), facts.get('elsewhere', wanted)];
  const titles = titlesOf(elsewhere);
  const hint = findHint(wanted, facts, titles.length > 0);
  const { suggestion, ...more } = hint.more;
  const other =
    mayComeFrom.length === 0
      ? ''
      : ` One of the declared packages may bring it under another name: ${sayList(mayComeFrom)}.`;
  const doubt = isGuess === true ? ', by the name that it would usually have' : '';
  return {
    severity: isGuess === true ? soften(subject, 'low', 'info') : soften(subject, 'high', 'medium'),
    confidence: confidenceOf(subject),
    ...ofName(wanted),
    message: `${sayImport(subject)}; ${sayRegistries(facts, wanted)} ${hasNo(subject)} (asked twice${doubt})${sayElsewhere(titles)}.${hint.words}${other}`,
    evidence: [
      evidenceOf(subject),
      testify('package', pkg),
      ...(elsewhere.state === 'unknown' ? [] : [testify('elsewhere', elsewhere, describeElsewhere)]),
      ...hint.evidence,
    ],
    remediation:
      suggestion === undefined
        ? 'Remove the import, or take the name from the documentation of the package that was meant, and declare that.'
        : `Import and declare ${sayOther(suggestion.replacement)} if that is the package that was meant, else remove the import.`,
    ...more,
  };
}

const hasNo = ({ wanted }: ImportSubject): string =>
  `${registriesOfRecord(wanted).length > 1 ? 'have' : 'has'} no package ${sayName(wanted)}`;

/** Where packages are imported by other names than their own, one that nobody wrote down may bring the module. */
function confidenceOf({ mayComeFrom, isGuess, namesDiffer, wanted }: ImportSubject): NonNullable<Draft['confidence']> {
  if (isGuess === true || mayComeFrom.length > 0) return 'low';
  return namesDiffer === true || wanted.mayHide ? 'medium' : 'high';
}

const sayList = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map(sayOther).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
};

function judgePresent(subject: ImportSubject, facts: Facts, pkg: PackageFact): readonly Draft[] {
  const { wanted, declaresItself } = subject;
  const adoption = facts.get('adoption', wanted);
  const since = sinceWhen(pkg);
  const isUnknown = strangersLook(wanted) && adoption.state === 'present' && !isAdopted(adoption);
  const age = since === undefined || !isUnknown ? undefined : gradeAge(since, facts.now, gradesOfYouth);
  if (declaresItself === true && age === undefined) return [];
  const evidence = [
    evidenceOf(subject),
    testify('package', facts.get('package', wanted), ({ status }) => status),
    testify('adoption', adoption, sayRank),
  ];
  if (age === undefined) {
    return [
      {
        severity: soften(subject, 'low', 'info'),
        ...ofName(wanted),
        message: `${sayImport(subject)}.`,
        evidence,
        remediation: declareIt,
        ...notInvented,
      },
    ];
  }
  return [
    {
      severity: soften(subject, 'medium', 'low'),
      confidence: 'medium',
      ...ofName(wanted),
      message: `${sayImport(subject)}; the package of that name was first published ${age.said}, and is in no list of used names.`,
      evidence,
      remediation: 'Make sure who publishes it and why before anybody installs it, or remove the import.',
      atlas: inventedName('indicates'),
      attack: ['T1195.001', 'T1585'],
    },
  ];
}

/** That nothing declares it, the repository tells alone. */
function judgeUnknown(subject: ImportSubject): readonly Draft[] {
  if (subject.declaresItself === true) return [];
  return [
    {
      severity: soften(subject, 'low', 'info'),
      confidence: 'medium',
      ...ofName(subject.wanted),
      message: `${sayImport(subject)}; whether there is such a package was not answered.`,
      evidence: [evidenceOf(subject)],
      remediation: declareIt,
      ...notInvented,
    },
  ];
}

/** There is a name, and nothing of it is to be had. */
function judgeRemoved(subject: ImportSubject, facts: Facts, { status }: PackageFact): Draft {
  const pkg = facts.get('package', subject.wanted);
  return {
    severity: soften(subject, 'high', 'medium'),
    confidence: confidenceOf(subject),
    ...ofName(subject.wanted),
    message: `${sayImport(subject)}; its registry has taken the package away, whose status is ${status}.`,
    evidence: [evidenceOf(subject), testify('package', pkg, (value) => value.status)],
    remediation: 'Remove the import.',
  };
}

export const rule: Rule<ImportSubject, NoOptions> = {
  subjects: ['import'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const { wanted, borrowed } = subject;
    if (wanted.own) return [];
    if (borrowed !== undefined) return [judgeBorrowed(subject, borrowed)];
    const denied = judgeDenied(subject);
    if (denied !== undefined) return [denied];
    const pkg = facts.get('package', wanted);
    if (pkg.state === 'absent') return [judgeAbsent(subject, facts)];
    if (pkg.state === 'unknown') return judgeUnknown(subject);
    return isServed(pkg.value) ? judgePresent(subject, facts, pkg.value) : [judgeRemoved(subject, facts, pkg.value)];
  },
};
