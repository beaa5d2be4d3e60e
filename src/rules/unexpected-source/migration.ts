import type { Cause, Draft } from '../../model/rule.ts';
import type { DependencySubject, MigrationSubject } from '../../model/subject.ts';
import { hostOf, sayAddress } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { clip, count, sayEntry, sayPath } from '../wording.ts';

const mostNames = 3;
/** So many entries of one lockfile that go the same way are one decision. */
const manyMoves = 3;

/** Where the entry came from before, as far as it is recorded. */
function formerHost({ previous }: DependencySubject): string | undefined {
  if (previous?.source.kind !== 'registry') return undefined;
  const address = previous.source.url ?? previous.resolved;
  return address === undefined ? undefined : hostOf(address);
}

/**
 * Entries of one lockfile that would come from one place, and came from one place before.
 *
 * @param where what happens to them all, as a sentence part: `would be downloaded from evil.example`
 */
export function moveCause(subject: DependencySubject, to: string, where: string, remediation: string): Cause {
  const { dependency, at } = subject;
  const from = formerHost(subject);
  const before = from === undefined || where.includes(clip(from, 100)) ? '' : ` instead of ${clip(from, 100)}`;
  return {
    key: JSON.stringify(['move', dependency.ecosystem, at.path, from, sayAddress(to)]),
    name: sayEntry(subject),
    many: {
      least: manyMoves,
      message: `${clip(dependency.ecosystem, 40)} packages in ${sayPath(at.path)} ${where}${before}`,
      remediation,
    },
  };
}

/** Many packages of one lockfile went the same way, each of them to where it is meant to come from: one decision. */
export function checkMigration({ ecosystem, from, to, names, at }: MigrationSubject): readonly Draft[] {
  const shown = names.slice(0, mostNames).map((name) => clip(name, 60));
  const more = names.length - shown.length;
  return [
    {
      severity: 'low',
      message: `${count(names.length, `${ecosystem} package`)} in ${sayPath(at.path)} would come from ${clip(to, 100)} instead of ${clip(from, 100)} (${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}).`,
      evidence: [quoteFile('migration', at, `${from} to ${to}: ${names.slice(0, 20).join(' ')}`)],
      remediation: 'Make sure that the move is meant, and that both hosts hold the same packages under these names.',
      indexes: [to],
      toldBy: [{ rule: 'unexpected-source', hasRemedy: true }],
    },
  ];
}
