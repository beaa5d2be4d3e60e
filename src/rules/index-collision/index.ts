import type { RegistryUse } from '../../model/dependency.ts';
import type { Severity } from '../../model/finding.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { Decision } from '../../model/resolution.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayHost } from '../addresses.ts';
import {
  addressesOf,
  type Collision,
  causeOf,
  describeChoice,
  describePackage,
  findCollisions,
  findIntrusions,
  isFixedByHash,
  isPlaceholder,
  isTiedToSilent,
  mayBeCopies,
  privateCause,
  rivalsOf,
  sayClient,
  sayIndex,
  sayLine,
  sayOpening,
  sayRemedy,
  worstOf,
} from '../collisions.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { servedByAnotherIndex } from '../supply-chain.ts';
import { clip, sayName, sayPath, sayPublicRegistry, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'index-collision',
  title: 'Name on two indexes',
  summary:
    'Two indexes that the client would both accept have the same name with different archives, and the public one serves it, or would as soon as a certain version stood there; or a name that is meant to be private is on the public registry.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: ['choice', 'public-twin'],
  atlas: servedByAnotherIndex,
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

const installable = (twin: PackageFact): boolean =>
  twin.versions.length > 0 && twin.status !== 'security-placeholder' && twin.status !== 'quarantined';

function sayTwin(subject: DependencySubject, facts: Facts, twin: PackageFact): string {
  const registry = sayPublicRegistry(facts, subject);
  if (twin.status === 'security-placeholder') return `${registry} holds an empty placeholder for it after an attack`;
  if (twin.status === 'quarantined') return `a project of that name is quarantined on ${registry}`;
  return `a package of that name${isPlaceholder(twin) ? ', by its look a placeholder,' : ''} is on ${registry}`;
}

/** Why the name is held to belong elsewhere: the configuration, or another project of the repository. */
function sayMeaning({ privateBy, claimedBy, claimLost }: DependencySubject): string | undefined {
  if (privateBy !== undefined) return clip(privateBy, 80);
  if (claimedBy === undefined) return undefined;
  const line = sayLine(claimedBy.location);
  const host = sayHost(claimedBy.url);
  if (claimLost === undefined) return `${line} sends it to ${host}`;
  if ('isGone' in claimLost) return `${line} sent it to ${host} before this change`;
  return `${line} sends it to ${host}, but ${clip(claimLost.unreadBy, 40)} does not read that file`;
}

/** What is known of the public twin's way into an installation. */
interface Threat {
  /** How the clients choose is known, and this is the worst that they do. */
  readonly worst?: Collision;
  /** The public registry may serve the name today. */
  readonly mayServe: boolean;
}

function assess(subject: DependencySubject, facts: Facts): Threat {
  const choice = facts.get('choice', subject);
  const decisions = choice.state === 'present' ? choice.value.decisions : [];
  const asked = subject.registries.some((registry) => registry.public);
  if (choice.state !== 'present' || decisions.length === 0) return { mayServe: asked };
  const worst = worstOf(findIntrusions(choice.value));
  if (worst?.wins !== undefined) return { worst, mayServe: true };
  const isUnclear = decisions.some((one) => one.outcome.kind === 'open' && !isFixedByHash(one));
  if (isUnclear) return { mayServe: asked };
  return worst === undefined ? { mayServe: false } : { worst, mayServe: false };
}

/** What the client does with the twin; empty where nothing more is known. */
function sayThreat(subject: DependencySubject, facts: Facts, { worst }: Threat, wins: boolean): string {
  if (worst === undefined) return wins ? ', which may serve it here' : '';
  const choice = facts.get('choice', subject);
  const client = choice.state === 'present' ? sayClient(worst.decision, choice.value) : '';
  if (wins && worst.wins !== undefined) return `, and ${client} takes ${sayVersion(worst.wins)} from there`;
  return worst.opening === undefined ? '' : `, and ${client} ${sayOpening(worst.opening, 'there')}`;
}

/** A name that is meant to live elsewhere has a twin on the public registry, whether or not that one is asked for it. */
function judgeTwin(subject: DependencySubject, facts: Facts, meaning: string): readonly Draft[] {
  const twin = facts.get('public-twin', subject);
  // A name without any version left is free again: that is `unclaimed-name`.
  if (twin.state !== 'present' || twin.value.status === 'unpublished') return [];
  const threat = assess(subject, facts);
  const { worst } = threat;
  const wins = installable(twin.value) && threat.mayServe;
  const remedy = worst === undefined ? undefined : sayRemedy(worst.decision);
  return [
    {
      severity: gradeOf(wins, twin.value.status !== 'security-placeholder' && isPlaceholder(twin.value)),
      message: `${sayName(subject)} is meant to be private (${meaning}), but ${sayTwin(subject, facts, twin.value)}${sayThreat(subject, facts, threat, wins)}.`,
      evidence: [testify('public-twin', twin, describePackage)],
      remediation: wins
        ? `${remedy ?? 'Make the client ask only the private registry for this name.'} ${lookAround}`
        : (remedy ??
          'Make sure that no client asks the public registry for this name, and find out who owns the public package.'),
      ...(wins && worst?.wins !== undefined ? { version: worst.wins } : {}),
      ...(worst === undefined ? {} : { indexes: addressesOf(worst.decision) }),
      cause: privateCause(subject, meaning, {
        message: `names are meant to be private (${meaning}), but packages of these names are on ${sayPublicRegistry(facts, subject)}`,
        remediation: `${(worst && sayRemedy(worst.decision, 'them')) ?? 'Make the client ask only the private registry for these names.'} ${lookAround}`,
      }),
      ...relate(subject, worst),
    },
  ];
}

/** Commands of the repository send it elsewhere; that whoever runs the client by hand does so too is not to be seen. */
function judgeOutside(subject: DependencySubject, facts: Facts, claim: RegistryUse): readonly Draft[] {
  const twin = facts.get('public-twin', subject);
  if (twin.state !== 'present' || twin.value.status === 'unpublished') return [];
  const line = sayLine(claim.location);
  const host = sayHost(claim.url);
  const runner = 'whoever runs the client here without them, and without settings of their own,';
  const remedy = `Name ${host} in a file of settings beside the manifest, so that it holds for every run of the client.`;
  return [
    {
      severity: installable(twin.value) && !isPlaceholder(twin.value) ? 'medium' : 'low',
      confidence: 'low',
      message: `${sayName(subject)} comes from ${host} only in commands that send it there (${line}), and ${sayTwin(subject, facts, twin.value)}: ${runner} gets that one.`,
      evidence: [testify('public-twin', twin, describePackage)],
      remediation: remedy,
      cause: privateCause(subject, `${line} ${host}`, {
        message: `names come from ${host} only in commands that send them there (${line}): ${runner} gets packages of these names from ${sayPublicRegistry(facts, subject)}`,
        remediation: remedy,
      }),
      ...relate(subject, undefined),
    },
  ];
}

/** A container is built without the file of the setting; what its image has besides is not to be seen. */
function judgeLeftBehind(subject: DependencySubject, facts: Facts): readonly Draft[] {
  const twin = facts.get('public-twin', subject);
  const { leftBehind, lockedVersion } = subject;
  // What a lockfile fixes, its entry tells.
  if (leftBehind === undefined || lockedVersion !== undefined) return [];
  if (twin.state !== 'present' || twin.value.status === 'unpublished') return [];
  const { use, command } = leftBehind;
  const [file, host] = [sayPath(use.location.path), sayHost(use.url)];
  const where = sayLine(command);
  const unless = `${where} installs it where that file is not copied to: unless its image has such settings of its own, it gets`;
  const remedy = `Copy ${file} to where ${where} runs, or mount it there as a secret.`;
  return [
    {
      severity: installable(twin.value) && !isPlaceholder(twin.value) ? 'medium' : 'low',
      confidence: 'low',
      message: `${sayName(subject)} comes from ${host} (${sayLine(use.location)}), and ${sayTwin(subject, facts, twin.value)}. ${unless} that one.`,
      evidence: [testify('public-twin', twin, describePackage)],
      remediation: remedy,
      cause: privateCause(subject, `${file} ${where}`, {
        message: `names come from ${host} (${sayLine(use.location)}), and packages of these names are on ${sayPublicRegistry(facts, subject)}. ${unless.replace('installs it', 'installs them')} those`,
        remediation: remedy,
      }),
      related: [
        { ...use.location, message: 'names the other index' },
        { ...command, message: 'runs without that file' },
      ],
    },
  ];
}

const lookAround = 'Look for installations of the public package.';
const askOwner = 'Make sure that the placeholder belongs to whoever runs the other index.';

/** A placeholder does no harm by itself; who owns it is not known. */
function gradeOf(wins: boolean, isHeld: boolean): Severity {
  if (wins) return isHeld ? 'high' : 'critical';
  return isHeld ? 'medium' : 'high';
}

/** The lines that name the other indexes. */
function relate({ at, claimedBy }: DependencySubject, collision: Collision | undefined): Pick<Draft, 'related'> {
  const rivals = collision === undefined ? [] : rivalsOf(collision.decision);
  const lines = rivals.flatMap(({ registry }) => (registry.at === undefined ? [] : [registry.at]));
  const named = claimedBy === undefined ? lines : [...lines, claimedBy.location];
  const others = named.filter(({ path, startLine }) => path !== at.path || startLine !== at.startLine);
  return others.length === 0 ? {} : { related: others.map((line) => ({ ...line, message: 'names the other index' })) };
}

const mostPlaces = 4;

/** Nothing says where the name belongs, but two indexes have it, and what they have is not the same. */
function judgeBoth(subject: DependencySubject, facts: Facts): readonly Draft[] {
  const fact = facts.get('choice', subject);
  // What many people use from the public registry is no private name: another index offers builds of it.
  if (fact.state !== 'present' || fact.value.isWellKnown) return [];
  const worst = worstOf(findCollisions(fact.value));
  if (worst === undefined) return [];
  const { decision, wins } = worst;
  const isHeld = hasPlaceholder(subject, facts);
  const kept = keptVersion(subject, worst);
  const isUnclear = mayBeCopies(decision);
  const places = decision.choice.candidates
    .filter(({ index }) => decision.answers.get(index.url)?.state === 'present')
    .map(({ index }) => sayIndex(subject, facts, decision, index.url));
  const archives = isUnclear ? 'and no hash tells whether the archives are the same' : 'with different archives';
  const where = `on ${[...new Set(places)].slice(0, mostPlaces).join(' and on ')}, ${saySilent(decision) ?? archives}`;
  const client = sayClient(decision, fact.value);
  const end = isHeld ? '. The public package looks like a placeholder that keeps the name' : '';
  const remedy = sayRemedy(decision) ?? 'Make the client ask only one index for this name.';
  return [
    {
      severity: gradeOf(wins !== undefined && kept === undefined, isHeld),
      // Proxies of the public index often tell no hashes.
      ...(isUnclear ? { confidence: 'low' as const } : {}),
      message: `${sayName(subject)} is ${where}: ${sayChoice(subject, facts, worst, client)}${sayKept(kept)}${end}.`,
      evidence: [testify('choice', fact, describeChoice)],
      remediation: isHeld ? `${remedy} ${askOwner}` : wins === undefined ? remedy : `${remedy} ${lookAround}`,
      ...(wins === undefined ? {} : { version: wins }),
      ...causeOf(subject, decision, {
        message: `names are ${where}; ${client} takes them from ${sayPublicRegistry(facts, subject)}, or would take higher versions from there`,
        remediation: `${sayRemedy(decision, 'them') ?? 'Make the client ask only one index for these names.'} ${lookAround}`,
      }),
      ...relate(subject, worst),
    },
  ];
}

/** The index that a setting sends it to gave no answer. */
function saySilent(decision: Decision): string | undefined {
  const { disregards } = decision.choice;
  if (disregards === undefined || !isTiedToSilent(decision)) return undefined;
  const { url, location } = disregards.use;
  return `and ${sayLine(location)} names ${sayHost(url)} for this, which gave no answer`;
}

/** The other version that the client's own lockfile has: until that is written anew, the public one is not taken. */
const keptVersion = ({ lockedVersion, lockedFor }: DependencySubject, { decision, wins }: Collision) =>
  wins !== undefined && wins !== lockedVersion && lockedFor?.includes(decision.choice.client.id)
    ? lockedVersion
    : undefined;

const sayKept = (kept: string | undefined): string =>
  kept === undefined ? '' : ` when it writes the lockfile anew, which has ${sayVersion(kept)}`;

/** What the client takes today, and what it would take. */
function sayChoice(subject: DependencySubject, facts: Facts, collision: Collision, client: string): string {
  const { decision, opening } = collision;
  const { outcome } = decision;
  const placeOf = (url: string) => sayIndex(subject, facts, decision, url);
  if (outcome.kind === 'served') {
    const taken = `${client} takes ${sayVersion(outcome.version)} from ${placeOf(outcome.url)}`;
    return opening === undefined ? taken : `${taken} today, but ${sayOpening(opening, placeOf(opening.url))}`;
  }
  const would = opening === undefined ? '' : `${client} ${sayOpening(opening, placeOf(opening.url))}`;
  return outcome.kind === 'nothing' ? `nothing fits today, but ${would}` : would;
}

/** The package that would be taken from the public registry only keeps the name. */
function hasPlaceholder(subject: DependencySubject, facts: Facts): boolean {
  const fact = facts.get('public-twin', subject);
  return fact.state === 'present' && isPlaceholder(fact.value);
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || subject.registries.length === 0) return [];
    const { claimedBy, privateBy, besideCommands } = subject;
    if (besideCommands === true && claimedBy !== undefined && privateBy === undefined) {
      const known = judgeBoth(subject, facts);
      return known.length > 0 ? known : judgeOutside(subject, facts, claimedBy);
    }
    const meaning = sayMeaning(subject);
    if (meaning !== undefined) return judgeTwin(subject, facts, meaning);
    const known = judgeBoth(subject, facts);
    return known.length > 0 ? known : judgeLeftBehind(subject, facts);
  },
};
