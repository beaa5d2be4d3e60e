import type { Include } from '../model/dependency.ts';
import type { LoadedFile } from './read.ts';
import { isForBuilds } from './reading.ts';

/** A file as part of what an entry point brings in. */
export interface Member {
  readonly file: LoadedFile;
  /** The file that names it and how; left out for the entry point itself. */
  readonly by?: Inclusion;
  /** Everything that names it, that first. */
  readonly everyBy: readonly Inclusion[];
  /** Its dependencies are installed; those of a file that is only named by `-c` constrain versions. */
  readonly installs: boolean;
  /** Taken in by a workspace, directly or through others. */
  readonly inWorkspace: boolean;
}

export interface Inclusion {
  readonly member: Member;
  readonly include: Include;
}

/** The file itself, and every other one that brings it in, through whatever others. */
export function membersTo(member: Member): ReadonlySet<Member> {
  const found = new Set([member]);
  for (const one of found) for (const by of one.everyBy) found.add(by.member);
  return found;
}

/** Every line that brings a file in, through whatever others; those that only constrain builds by it, where there are no others. */
export function linesTo(member: Member): readonly Include[] {
  const lines = [...membersTo(member)].flatMap(({ everyBy }) => everyBy.map(({ include }) => include));
  const others = lines.filter((one) => !isForBuilds(one));
  return others.length === 0 ? lines : others;
}
