import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { ofName } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { nearestVersion } from '../requested.ts';
import { quoteNotice, sayName, sayPart, sayRelease, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'deprecated-package',
  title: 'Deprecated package',
  summary:
    'The maintainers or the registry say that the package or this release of it should not be used any more, or that it has another name today.',
  group: 'Is this release what it seems?',
  severity: 'low',
  confidence: 'high',
  needs: ['release', 'package'],
  atlas: noCitation,
  cwe: ['CWE-1104'],
  attack: [],
  aboutAi: false,
};

const sayNotice = (notice: string | undefined): string =>
  notice === undefined || notice.trim() === '' ? 'no reason is given' : `the notice says ${quoteNotice(notice)}`;

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || subject.registries.length === 0) return [];
    const release = facts.get('release', subject);
    const pkg = facts.get('package', subject);
    if (release.state === 'present' && release.value.deprecated !== undefined) {
      const { version, deprecated } = release.value;
      const newest = pkg.state === 'present' ? nearestVersion(pkg.value, facts.versions(subject)) : undefined;
      return [
        {
          version,
          message: `${sayRelease(subject, version)} is deprecated; ${sayNotice(deprecated)}.`,
          evidence: [
            testify('release', release, () => `deprecated: ${deprecated}`),
            ...(newest === undefined ? [] : [testify('package', pkg, () => `${newest} is not deprecated`)]),
          ],
          remediation: `Choose a release that is maintained${newest === undefined ? '' : `, of which ${sayVersion(newest)} is the newest`}, or a package that takes its place.`,
        },
      ];
    }
    if (pkg.state !== 'present') return [];
    const { status, statusReason, movedTo } = pkg.value;
    // A redirect that anybody can end is the matter of `unclaimed-name`.
    if (status === 'active' && movedTo !== undefined && movedTo.isFree !== true) {
      return [
        {
          ...ofName(subject),
          message: `${sayName(subject)} is called ${sayPart(movedTo.name)} today: the old name only leads there until its owner gives it to something else.`,
          evidence: [testify('package', pkg, () => `moved to ${movedTo.name}`)],
          remediation: 'Write the name of today, after making sure who holds it.',
        },
      ];
    }
    if (status !== 'deprecated' && status !== 'archived') return [];
    return [
      {
        ...ofName(subject),
        message: `${sayName(subject)} is ${status}; ${sayNotice(statusReason)}.`,
        evidence: [testify('package', pkg, () => `${status}: ${statusReason ?? ''}`)],
        remediation: 'Choose a package that is maintained.',
      },
    ];
  },
};
