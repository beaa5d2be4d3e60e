import type { Present } from '../../model/fact.ts';
import type { ReleaseFact } from '../../model/registry.ts';
import type { Draft, Facts, PredecessorFact, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayReason } from '../addresses.ts';
import { strangersLook } from '../ages.ts';
import { testify } from '../evidence.ts';
import { hasFewVersions } from '../maturity.ts';
import { sayRank } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { findSourceSwitch, type SourceSwitch } from '../sdist-only.ts';
import { asOrdinary, gradeSign } from '../signs.ts';
import { bringsCode } from '../supply-chain.ts';
import { clip, count, sayRelease, sayVersion } from '../wording.ts';
import { findNew, type InstallCommand, listCommands, startsMore } from './commands.ts';
import { isLongThere, sayDoubt } from './doubt.ts';
import { buildsNatively } from './native.ts';
import { tellStartup } from './startup.ts';

const meta: RuleMeta = {
  id: 'new-install-script',
  title: 'New install script',
  summary:
    'The release runs a command when it is installed that the release before it did not run, or puts a file beside it that every start of the interpreter runs, or the package is new to the repository and does so: so most hijacked releases get to act at once.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'high',
  needs: ['release', 'predecessor', 'package', 'adoption', 'startup'],
  atlas: bringsCode,
  cwe: ['CWE-506'],
  attack: ['T1195.002', 'T1059'],
  aboutAi: false,
  signWeight: 70,
};

type Release = Present<ReleaseFact>;

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.fromWorkspace === true || !strangersLook(subject)) return [];
    const release = facts.get('release', subject);
    if (release.state !== 'present') return [];
    const before = facts.get('predecessor', subject);
    const now = new Date(facts.now);
    const source = before.state === 'present' ? findSourceSwitch(release.value, before.value.release, now) : undefined;
    const startup = tellStartup(subject, facts, release);
    if (before.state === 'present' && source !== undefined && startup?.signal === undefined)
      return [tellSource(subject, facts, release, before, source)];
    if (startup !== undefined) return [startup];
    const commands = listCommands(release.value.content?.scripts ?? {});
    if (commands.length === 0) return [];
    const past = before.state === 'present' ? before.value.release.content : undefined;
    const added = past === undefined ? [] : findNew(commands, listCommands(past.scripts));
    if (before.state === 'present' && added.length > 0) return [tellNew(subject, facts, release, before, added)];
    // Of the project's own name nobody has to tell whether it is the right one.
    if (subject.own) return [];
    return subject.newToRepository || before.state === 'absent'
      ? [tellFirst(subject, facts, release, commands, past !== undefined)]
      : [];
  },
};

const remediation = 'Read what the command runs before it is installed, or install without scripts.';

/** What was ready to be unpacked before is built when it is installed. */
function tellSource(
  subject: DependencySubject,
  facts: Facts,
  release: Release,
  before: Present<PredecessorFact>,
  { has, had }: SourceSwitch,
): Draft {
  const { version } = release.value;
  const past = before.value.release.version;
  return {
    ...gradeSign(release.value, facts.now, `it has ${has}: code of the archive runs at installation`),
    version,
    message: `${sayRelease(subject, version)} has ${has}, so that code of the archive runs at installation; ${sayVersion(past)} had ${had}.`,
    evidence: [testify('release', release, () => has), testify('predecessor', before, () => `${past} has ${had}`)],
    remediation: 'Wait for its wheels, or read what its build runs before it is installed.',
  };
}

/** `postinstall "node setup.mjs"`, and how many more there are. */
function sayCommands(commands: readonly InstallCommand[]): string {
  const [first, ...others] = commands;
  const said = first === undefined ? '' : `${clip(first.event, 20)} "${clip(sayReason(first.text), 80)}"`;
  return others.length === 0 ? said : `${said} and ${others.length} more`;
}

const testifyCommands = (release: Release, commands: readonly InstallCommand[]) =>
  testify('release', release, () =>
    commands.map(({ event, text }) => `${clip(event, 20)}: ${sayReason(text)}`).join('; '),
  );

function tellNew(
  subject: DependencySubject,
  facts: Facts,
  release: Release,
  before: Present<PredecessorFact>,
  added: readonly InstallCommand[],
): Draft {
  const { version } = release.value;
  const past = before.value.release;
  const had = listCommands(past.content?.scripts ?? {});
  // Installers change with what they install, as long as they start nothing else.
  const isEdited = added.every(({ event }) => had.some((one) => one.event === event)) && !startsMore(added, had);
  const graded = gradeSign(release.value, facts.now, `it runs a new command at installation: ${sayCommands(added)}`);
  const isNative = release.value.content !== undefined && buildsNatively(added, release.value.content);
  return {
    ...(isEdited ? { severity: 'low' } : { ...graded, ...(isNative ? asOrdinary(graded.signal) : {}) }),
    version,
    message: `${sayRelease(subject, version)} runs at installation what ${sayVersion(past.version)} did not: ${sayCommands(added)}${isNative ? ', which builds native code' : ''}.`,
    evidence: [
      testifyCommands(release, added),
      testify('predecessor', before, () => (had.length === 0 ? 'no such command' : sayCommands(had))),
    ],
    remediation,
  };
}

function tellFirst(
  subject: DependencySubject,
  facts: Facts,
  release: Release,
  commands: readonly InstallCommand[],
  hadThem: boolean,
): Draft {
  const { version, content } = release.value;
  const pkg = facts.get('package', subject);
  const adoption = facts.get('adoption', subject);
  const doubt = sayDoubt(pkg, adoption, facts.now);
  // What was there before has been looked at as long as the name is there.
  const isOrdinary =
    isLongThere(pkg, facts.now) &&
    ((hadThem && pkg.state === 'present' && !hasFewVersions(pkg.value)) ||
      (content !== undefined && buildsNatively(commands, content)));
  const said = `${sayRelease(subject, version)} is the first of it here and runs a command at installation: ${sayCommands(commands)}`;
  return {
    ...(doubt === undefined || isOrdinary
      ? { severity: 'low' }
      : gradeSign(release.value, facts.now, `it runs a command at installation: ${sayCommands(commands)}`)),
    version,
    message: doubt === undefined ? `${said}.` : `${said}; ${doubt}.`,
    evidence: [
      testifyCommands(release, commands),
      ...(doubt === undefined ? [] : [testify('package', pkg, (value) => count(value.versions.length, 'version'))]),
      ...(doubt === undefined ? [] : [testify('adoption', adoption, sayRank)]),
    ],
    remediation,
  };
}
