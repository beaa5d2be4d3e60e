import type { Draft } from '../../model/rule.ts';
import type { MigrationSubject } from '../../model/subject.ts';
import { quoteFile } from '../evidence.ts';
import { clip, count, sayPath } from '../wording.ts';

const mostNames = 3;

/** Many packages of one lockfile went the same way: one decision. */
export function checkMigration({
  ecosystem,
  from,
  to,
  names,
  isExpected,
  isPublic,
  at,
}: MigrationSubject): readonly Draft[] {
  const shown = names.slice(0, mostNames).map((name) => clip(name, 60));
  const others = isExpected ? '' : ', where no registry in use keeps archives,';
  const danger = isPublic ? ': on the public registry any of these names may belong to somebody else' : '';
  return [
    {
      severity: isPublic || !isExpected ? 'high' : 'low',
      message: `${count(names.length, `${ecosystem} package`)} in ${sayPath(at.path)} would come from ${clip(to, 100)}${others} instead of ${clip(from, 100)}${danger} (${shown.join(', ')}${names.length > mostNames ? ', …' : ''}).`,
      evidence: [quoteFile('migration', at, `${from} to ${to}: ${names.slice(0, 20).join(' ')}`)],
      remediation: 'Make sure that the move is meant, and that both hosts hold the same packages under these names.',
    },
  ];
}
