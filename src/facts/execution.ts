import { type ExecutionRow, executionOf } from '../knowledge/execution/packages.ts';
import type { Versions } from '../model/ecosystem.ts';
import { absent, present } from '../model/fact.ts';
import { ecosystemOf, type FactKind } from './kind.ts';
import { versionOf } from './release.ts';

/** The source of what the bundled list says. */
const bundledList = 'bundled packages that run what a model writes';

/** What the bundled list says of the release that would be installed. */
export const fact: FactKind<'execution'> = {
  name: 'execution',
  plan: () => [],
  resolve(subject, context) {
    const { ecosystem, name } = subject.dependency;
    const rows = executionOf(ecosystem, name);
    if (rows.length === 0) return absent('the list does not have the package', bundledList);
    const { versions } = ecosystemOf(subject, context);
    // What is written counts where no registry was heard: the list needs none.
    const version = versionOf(subject, context) ?? subject.lockedVersion ?? subject.dependency.version;
    const row = rows.findLast(({ within }) => isWithin(version, within, versions));
    if (row === undefined) return absent('the list has other versions of the package alone', bundledList);
    const { kind, runs, changed, entries, sources } = row;
    const flaws = flawsOf(row, version, versions);
    return present({ kind, runs, ...(changed === undefined ? {} : { changed }), entries, flaws, sources }, bundledList);
  },
};

/** Of an unknown version, whether it may be any later one. */
function isWithin(version: string | undefined, within: string | undefined, versions: Versions): boolean {
  if (within === undefined) return true;
  return version === undefined ? versions.isOpenEnded(within) : versions.satisfies(version, within);
}

/** The latest first: what fixes it mostly fixes the others. */
const flawsOf = ({ flaws }: ExecutionRow, version: string | undefined, { satisfies }: Versions) =>
  flaws
    .filter(({ affected }) => version !== undefined && satisfies(version, affected))
    .map(({ ids, fixed }) => ({ ids, ...(fixed === undefined ? {} : { fixed }) }))
    .reverse();
