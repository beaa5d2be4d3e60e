import type { Evidence } from '../../model/finding.ts';
import type { PackageFact } from '../../model/registry.ts';
import { type ChoiceCandidate, type Decision, type IndexAnswer, winnerOf } from '../../model/resolution.ts';
import type { ChoiceFact, Draft, Facts } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { parentOf } from '../../text/paths.ts';
import { sayAddress, sayHost } from '../addresses.ts';
import { describeChoice, findCollisions, isPlaceholder } from '../collisions.ts';
import { testify } from '../evidence.ts';
import { sayEntry, sayName, sayPublicRegistry } from '../wording.ts';
import { moveCause } from './migration.ts';

type Verdict = Pick<Draft, 'severity' | 'confidence' | 'message' | 'remediation' | 'cause' | 'indexes'> & {
  readonly evidence: Evidence;
};

/** It comes from another registry than the settings imply: those in use, or those that the change takes away. */
export function judgeChoice(subject: DependencySubject, facts: Facts): Verdict | undefined {
  const { otherwise, own, privateBy } = subject;
  const claimedBy = subject.besideCommands === true ? undefined : subject.claimedBy;
  const fact = facts.get('choice', subject);
  const decisions = fact.state === 'present' ? fact.value.otherwise : undefined;
  // Where the name is known to belong elsewhere, `index-collision` and `unclaimed-name` tell it.
  if (decisions === undefined || own || privateBy !== undefined || claimedBy !== undefined) return undefined;
  const isLoss = otherwise?.by === 'base';
  // What is left of several indexes, and has the name too, is a collision of its own.
  if (isLoss && fact.state === 'present' && findCollisions(fact.value).length > 0) return undefined;
  const verdict = isLoss ? judgeLoss(subject, decisions, facts) : judgeRecord(subject, decisions);
  const describe = ({ isWellKnown }: ChoiceFact) => describeChoice({ decisions, isWellKnown });
  return verdict === undefined ? undefined : { ...verdict, evidence: testify('choice', fact, describe) };
}

/** No plausible client would have taken it from the registry that the entry names. */
function judgeRecord(
  subject: DependencySubject,
  decisions: readonly Decision[],
): Omit<Verdict, 'evidence'> | undefined {
  const [recorded] = subject.registries;
  const served = decisions.map((decision) => servedInstead(decision, recorded?.url));
  const [place] = served;
  if (recorded === undefined || place === undefined || served.includes(undefined)) return undefined;
  const where = `would be installed from the registry ${sayAddress(recorded.url)}, although the files in use let`;
  const remediation = 'Write the lockfile anew with the registries in use, and find out who edited it.';
  return {
    message: `${sayEntry(subject)} ${where} it come from ${sayHost(place)}`,
    remediation,
    cause: moveCause(subject, recorded.url, `${where} them come from ${sayHost(place)}`, remediation),
    indexes: [sayHost(recorded.url)],
  };
}

/** The registry that would serve it, where the one which is recorded has other archives. */
function servedInstead({ choice, outcome, mirrors }: Decision, recorded: string | undefined): string | undefined {
  if (outcome.kind !== 'served') return undefined;
  const here = choice.candidates.find(({ registry }) => registry.url === recorded);
  const there = choice.candidates.find(({ index }) => index.url === outcome.url);
  if (here === undefined || there === undefined || here.registry.url === there.registry.url) return undefined;
  if (here.registry.public && there.registry.public) return undefined;
  return mirrors.includes(here.index.url) || mirrors.includes(outcome.url) ? undefined : there.registry.url;
}

interface Former {
  readonly url: string;
  /** What it has under the name; left out: it gave no answer. */
  readonly offer?: IndexAnswer;
}

/** The private registry that served it. What these hold may be copies of public packages, or not be known. */
function formerOf(decision: Decision): Former | undefined {
  const { choice, answers, mirrors } = decision;
  const own = choice.candidates.filter(
    ({ index, registry }) => !registry.public && registry.trusted && !mirrors.includes(index.url),
  );
  const tell = (one: ChoiceCandidate | undefined): Former | undefined => {
    const offer = one === undefined ? undefined : answers.get(one.index.url);
    return one && { url: one.registry.url, ...(offer?.state === 'present' ? { offer } : {}) };
  };
  // Beside a public one, whoever the client chose.
  if (choice.candidates.some(({ registry }) => registry.public))
    return tell(own.find((one) => one === winnerOf(decision)));
  const stateOf = ({ index }: ChoiceCandidate) => answers.get(index.url)?.state;
  // An index for every name may be a mirror of the public one. One that this name points to is not asked for nothing.
  return tell(
    own.find((one) => stateOf(one) === 'present') ?? own.find((one) => one.index.includes && stateOf(one) !== 'absent'),
  );
}

function judgeLoss(
  subject: DependencySubject,
  decisions: readonly Decision[],
  facts: Facts,
): Omit<Verdict, 'evidence'> | undefined {
  const formers = decisions.flatMap((decision) => formerOf(decision) ?? []);
  const former = formers.find(({ offer }) => offer !== undefined) ?? formers[0];
  if (former === undefined) return undefined;
  const { offer } = former;
  const pkg = facts.get('package', subject);
  const isClear = offer !== undefined && !(pkg.state === 'present' && mayBeCopied(offer, pkg.value));
  const isTaken = isClear && pkg.state === 'present' && !isPlaceholder(pkg.value);
  const where = `to come from ${sayHost(former.url)} until now and would be installed from ${sayPublicRegistry(facts, subject)}`;
  return {
    ...(isTaken ? { severity: 'critical' as const } : {}),
    ...(isClear ? {} : { confidence: 'low' as const }),
    message: `${sayEntry(subject)} was ${where}${isTaken ? ', where there is a package of that name' : ''}`,
    remediation: `Let ${sayHost(former.url)} alone serve it as before, or make sure that both hold the same package.`,
    indexes: [sayAddress(former.url)],
    cause: {
      key: JSON.stringify(['loss', subject.dependency.ecosystem, parentOf(subject.at.path), sayAddress(former.url)]),
      name: sayName(subject),
      anyVersion: true,
      many: {
        message: `packages were ${where}`,
        remediation: `Let ${sayHost(former.url)} alone serve them as before, or make sure that both hold the same packages.`,
      },
    },
  };
}

/** No hash tells, and most of the versions are public ones. */
function mayBeCopied(answer: IndexAnswer, { versions }: PackageFact): boolean {
  if (answer.state !== 'present' || answer.releases.some(({ hashes }) => hashes !== undefined)) return false;
  const known = new Set(versions.map(({ version }) => version));
  return 2 * answer.releases.filter(({ version }) => known.has(version)).length > answer.releases.length;
}
