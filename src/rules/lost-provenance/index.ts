import { trustOf } from '../../model/registry.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { asOrdinary } from '../signs.ts';
import { draftOf, findSuccession, sayOrigin } from '../succession.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayRelease, sayVersion } from '../wording.ts';
import { findHabit } from './habit.ts';

const meta: RuleMeta = {
  id: 'lost-provenance',
  title: 'Lost provenance',
  summary:
    'Less is attested of the origin of the release than of the one before it: it did not come the way that the project publishes.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'high',
  needs: ['release', 'predecessor', 'build', 'package'],
  atlas: softwareFromElsewhere('indicates'),
  cwe: ['CWE-1357'],
  attack: ['T1195.002'],
  aboutAi: false,
  signWeight: 60,
};

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const succession = findSuccession(subject, facts);
    if (succession === undefined || trustOf(succession.origin) >= trustOf(succession.before)) return [];
    const { release, predecessor, origin, before } = succession;
    const former = sayVersion(predecessor.value.release.version);
    const said = sayOrigin(origin);
    const habit = findHabit(succession, facts.get('package', subject), facts.versions(subject), facts.now);
    const { signal, ...draft } = draftOf(succession, facts.now, `${said}, unlike ${former} before it`);
    const usual = habit === undefined ? '' : `, and ${sayVersion(habit.version)} before that as this one`;
    return [
      {
        ...draft,
        ...(habit === undefined ? signal && { signal } : { severity: 'low', ...asOrdinary(signal) }),
        message: `${sayRelease(subject, release.value.version)} was ${said}; ${former} before it was ${sayOrigin(before)}${usual}.`,
        remediation: `Make sure that the project published it so on purpose, or stay with ${former}.`,
      },
    ];
  },
};
