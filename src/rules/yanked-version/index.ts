import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { nearestVersion } from '../requested.ts';
import { quoteNotice, sayRelease, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'yanked-version',
  title: 'Yanked version',
  summary:
    'The maintainers withdrew the release that would be installed: clients take it only because it is asked for by name.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'high',
  needs: ['release', 'package'],
  atlas: noCitation,
  cwe: ['CWE-1104'],
  attack: [],
  aboutAi: false,
};

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || subject.registries.length === 0) return [];
    const release = facts.get('release', subject);
    if (release.state !== 'present' || release.value.yanked === undefined) return [];
    const { version, yanked } = release.value;
    const reason = yanked.trim() === '' ? 'no reason is given' : `the reason given is ${quoteNotice(yanked)}`;
    const pkg = facts.get('package', subject);
    const nearest = pkg.state === 'present' ? nearestVersion(pkg.value, facts.versions(subject), version) : undefined;
    return [
      {
        version,
        message: `${sayRelease(subject, version)} was yanked by its maintainers; ${reason}.`,
        evidence: [
          testify('release', release, () => `yanked: ${yanked}`),
          ...(nearest === undefined ? [] : [testify('package', pkg, () => `${nearest} is not yanked`)]),
        ],
        remediation:
          nearest === undefined
            ? 'Ask for a version that was not yanked.'
            : `Ask for a version that was not yanked; the nearest is ${sayVersion(nearest)}.`,
      },
    ];
  },
};
