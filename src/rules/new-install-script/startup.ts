import type { Fact, Present } from '../../model/fact.ts';
import type { ReleaseFact, StartupFact } from '../../model/registry.ts';
import type { Draft, Facts } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayReason } from '../addresses.ts';
import { testify } from '../evidence.ts';
import { gradeSign } from '../signs.ts';
import { clip, sayRelease, sayVersion } from '../wording.ts';
import { sayDoubt } from './doubt.ts';

const runs = 'that the interpreter runs whenever it starts';

/** What runs at each start, where the release before it had no such file, or nothing speaks for the package. */
export function tellStartup(
  subject: DependencySubject,
  facts: Facts,
  release: Present<ReleaseFact>,
): Draft | undefined {
  const found = facts.get('startup', subject);
  if (found.state !== 'present') return undefined;
  const { release: own, predecessor } = found.value;
  const past = asFarAsKnown(predecessor);
  const added = past.state === 'present' ? findNewFiles(own.files, past.value.files) : own.files;
  if (added.length === 0) return undefined;
  const { version } = release.value;
  const said = `${sayRelease(subject, version)} brings a file ${runs}, ${sayFiles(added)}`;
  const [words, isSign] = sayPast(subject, facts, past);
  return {
    ...(isSign
      ? gradeSign(release.value, facts.now, `it brings a file ${runs}: ${sayFiles(added)}`)
      : { severity: 'low' }),
    version,
    message: `${said}${words}.`,
    evidence: [
      testify('startup', found, () => added.map(sayFile).join('; ')),
      testify('predecessor', facts.get('predecessor', subject), ({ release: { version: former } }) =>
        past.state === 'present' ? `${former} has ${sayFiles(past.value.files)}` : `of ${former} it is not known`,
      ),
    ],
    remediation: 'Read what the file runs before it is installed: it runs without anybody importing the package.',
  };
}

/** What of the release before could not be looked into may have had the file. */
const asFarAsKnown = (past: Fact<StartupFact>): Fact<StartupFact> =>
  past.state === 'present' && past.value.unread !== undefined ? past.value.unread : past;

/** Of many wheels the same kinds are looked into, each time. */
const sayLack = ({ skipped }: StartupFact, version: string): string =>
  skipped === 0
    ? `, which ${sayVersion(version)} lacked`
    : `, which the archives of ${sayVersion(version)} that were looked into lacked`;

/** What is known of before, as the end of a sentence, and whether it makes the file a sign. */
function sayPast(
  subject: DependencySubject,
  facts: Facts,
  past: Fact<StartupFact>,
): readonly [words: string, isSign: boolean] {
  const before = facts.get('predecessor', subject);
  if (past.state === 'present')
    return [before.state === 'present' ? sayLack(past.value, before.value.release.version) : '', true];
  if (before.state !== 'absent' && !subject.newToRepository)
    return ['; whether the one before it had it is not known', false];
  const doubt = sayDoubt(facts.get('package', subject), facts.get('adoption', subject), facts.now);
  return doubt === undefined ? [', and is the first of it here', false] : [`; ${doubt}`, true];
}

/** Numbers of versions in such names change with each release (`acme-1.2-py3.12-nspkg.pth`). */
const essenceOf = (file: string): string => file.replace(/\d+(?:\.\d+)*/g, '#');

/** Those that are there by no name of the others; of names that differ in numbers alone as many more as there are. */
function findNewFiles(files: readonly string[], others: readonly string[]): readonly string[] {
  const left = others.filter((file) => !files.includes(file)).map(essenceOf);
  return files.filter((file) => {
    if (others.includes(file)) return false;
    const at = left.indexOf(essenceOf(file));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const sayFile = (file: string): string => sayReason(clip(file, 80));

function sayFiles(files: readonly string[]): string {
  const [first, ...others] = files;
  if (first === undefined) return 'none';
  return others.length === 0 ? sayFile(first) : `${sayFile(first)} and ${others.length} more`;
}
