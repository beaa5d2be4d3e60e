import { noCitation } from '../../model/atlas.ts';
import type { Denial } from '../../model/policy.ts';
import { parsePurl } from '../../model/purl.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { ofName } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, quoteNotice, sayChain, sayName, sayRelease } from '../wording.ts';

const meta: RuleMeta = {
  id: 'denied-package',
  title: 'Denied package',
  summary: 'The configuration of the base side denies the package, or this version of it: nobody here is to use it.',
  group: 'Whose is it?',
  severity: 'critical',
  confidence: 'high',
  needs: ['release'],
  atlas: noCitation,
  cwe: ['CWE-829'],
  attack: [],
  aboutAi: false,
  speaksOfNames: true,
};

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.constrains === true) return [];
    // A denial of the name says more than one of a version.
    const ranked = (subject.deniedBy ?? []).toSorted((a, b) => Number(isOfVersion(a)) - Number(isOfVersion(b)));
    for (const denial of ranked) {
      const draft = judge(denial, subject, facts);
      if (draft !== undefined) return [draft];
    }
    return [];
  },
};

const isOfVersion = (denial: Denial): boolean => parsePurl(denial.package)?.version !== undefined;

function judge(denial: Denial, subject: DependencySubject, facts: Facts): Draft | undefined {
  const { version: denied } = parsePurl(denial.package) ?? {};
  const version = versionOf(subject, facts);
  if (denied !== undefined && denied !== version) return undefined;
  const what = denied === undefined ? sayName(subject) : sayRelease(subject, denied);
  const why = denial.reason === undefined ? '' : `: ${quoteNotice(denial.reason)}`;
  return {
    ...(denied === undefined ? ofName(subject) : { version: denied }),
    message: `${what} is denied by the configuration${sayChain(subject)}${why}.`,
    evidence: [{ fact: 'denial', source: 'configuration', observed: 'present', value: clip(denial.package, 300) }],
    remediation:
      denied === undefined
        ? 'Use another package, or have the denial lifted where the configuration stands.'
        : 'Use another version, or have the denial lifted where the configuration stands.',
  };
}

/** What the files fix, else what would be installed today; a registry that does not answer denies nothing. */
function versionOf(subject: DependencySubject, facts: Facts): string | undefined {
  const written = subject.dependency.version ?? subject.lockedOnly;
  if (written !== undefined) return written;
  const release = facts.get('release', subject);
  return release.state === 'present' ? release.value.version : undefined;
}
