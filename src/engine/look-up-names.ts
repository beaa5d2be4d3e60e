import { applyExceptions } from '../config/exceptions.ts';
import { factForAll as aboutFact } from '../facts/about.ts';
import { fact as choiceFact } from '../facts/choice.ts';
import type { FactContext, FactKind } from '../facts/kind.ts';
import { targetOf } from '../facts/target.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { type Fact, type Unknown, unknown } from '../model/fact.ts';
import type { Finding } from '../model/finding.ts';
import { startOf } from '../model/location.ts';
import { objectionTo } from '../model/newness.ts';
import type { Tree } from '../model/ports.ts';
import { purl } from '../model/purl.ts';
import type { AboutFact, MalwareFact, PackageFact } from '../model/registry.ts';
import type { Choice } from '../model/resolution.ts';
import type { AnyRule, ElsewhereFact, FactName } from '../model/rule.ts';
import type { AnyService } from '../model/service.ts';
import type { DependencySubject } from '../model/subject.ts';
import { matchesName } from '../text/glob.ts';
import { approvesName, readApprovals } from './approvals.ts';
import { neededFacts } from './audit.ts';
import { collectFacts } from './collect.ts';
import { createDenialFilter } from './denials.ts';
import { findDenied } from './denied.ts';
import { enabledRules, evaluate, readyRules } from './evaluate.ts';
import { answerRules } from './facts.ts';
import { readMembers } from './own.ts';
import { openPlaces, type Places, type PlacesInput, select } from './places.ts';
import { createReader } from './read.ts';
import type { AskedName } from './read-asked.ts';
import { declaredNames, isOwnName } from './subjects.ts';
import { type Answer, answersFor } from './which.ts';

/** What registries and services say of a name. */
export interface LookedUp {
  readonly package: Fact<PackageFact>;
  readonly malware: Fact<MalwareFact>;
  readonly about: Fact<AboutFact>;
  readonly elsewhere: Fact<ElsewhereFact>;
  /** A name that was perhaps meant, and what stands against it by what its registry says. */
  readonly unfit: { readonly name: string; readonly objection: string } | undefined;
  /** What an audit would say of it if a change brought it in. */
  readonly findings: readonly Finding[];
  /** Why some rule said nothing. */
  readonly faults: readonly string[];
  /** Private or approved by the configuration, or of the project's own namespace. */
  readonly isVouchedFor: boolean;
  /** A package of the folder, or one that the configuration calls the owner's. */
  readonly isDeclared: boolean;
  /** What each client here would take it from. */
  readonly indexes: readonly Answer[];
}

export interface LookUpInput extends PlacesInput {
  readonly services: readonly AnyService[];
  readonly rules: readonly AnyRule[];
  readonly facts: readonly FactKind[];
  /** Whether everything is asked that people want to know, or only what a verdict takes. */
  readonly isFull: boolean;
  /** All of the folder, of which only the top is read otherwise: the members of its workspaces lie below. */
  readonly whole: () => Promise<Tree>;
}

export interface NameLookups {
  /** Why files, and what they say, may be missing. */
  readonly gaps: readonly string[];
  /** The answers, in the order of the names. */
  ask(asked: readonly AskedName[]): Promise<readonly LookedUp[]>;
}

/** Rules that speak of the name: of what it stands for, of malware, and of what the configuration says of it. */
const speaksOfNames = ({ meta: { group, needs, speaksOfNames: says } }: AnyRule): boolean =>
  says === true || group === 'Is it real?' || needs.includes('malware');

/** No release is asked about: the name is what is looked at. */
const factsOf = (rules: readonly AnyRule[], { facts, isFull, policy }: LookUpInput): readonly FactKind[] => {
  const needed = neededFacts(rules, policy);
  const kinds = facts.filter(({ name }) => needed.has(name) && name !== 'release');
  return isFull ? [...kinds.filter(({ name }) => name !== 'about'), aboutFact, choiceFact] : kinds;
};

/** Looks names up where the clients of a folder would: what its files say of indexes is read once. */
export async function openNameLookups(input: LookUpInput): Promise<NameLookups> {
  const places = await openPlaces(input);
  const rules = enabledRules(input.rules, input.policy).filter(speaksOfNames);
  const ready = readyRules(rules, input.policy, input.ecosystems);
  const kinds = factsOf(rules, input);
  const { head } = places.discovery;
  const reader = createReader(input.formats, input.source.owner);
  const { members, gaps } = await readMembers(head, input.whole, { ...input, reader });
  const declared = declaredNames([...head.files.values(), ...members], input.ecosystems);
  // A registry that was found to be none is none for the names that come later.
  const denials = createDenialFilter(input);
  const deniedOf = findDenied(input.policy);
  const approvalOf = readApprovals(input.policy.approved, input.rules);
  const isApproved = approvesName(input.policy.approved);
  let spent: Unknown | undefined;
  return {
    gaps: [...new Set([...places.gaps, ...gaps])],
    async ask(asked) {
      const found = asked.map((one) => (spent === undefined ? subjectsOf(one, places, declared, deniedOf, input) : []));
      const facts = await collectFacts(found.flat(), { ...input, kinds }, denials);
      const judge = { rules: ready, policy: input.policy, facts: answerRules(facts, input.now), helpUri: () => '' };
      return found.map((all): LookedUp => {
        const subjects = decisive(all, (subject) => facts.fact('package', subject).state);
        const [first] = subjects;
        const get = <N extends FactName>(name: N) =>
          first === undefined ? (spent ?? notAsked) : facts.fact(name, first);
        const known = get('package');
        if (known.state === 'unknown' && known.overBudget === true) spent = known;
        const { findings: told, notifications } = evaluate(subjects, judge);
        const { kept } = applyExceptions(input.policy.exceptions, told, input.now);
        const findings = kept.filter((finding) => approvalOf(finding) === undefined);
        return {
          package: known,
          malware: get('malware'),
          about: get('about'),
          elsewhere: get('elsewhere'),
          unfit: first && objectTo(first, facts),
          findings: findings.filter(({ message }, at) => findings.findIndex((one) => one.message === message) === at),
          faults: notifications.map(({ message }) => message),
          isDeclared: first?.own === true,
          isVouchedFor:
            first?.privateBy !== undefined ||
            first?.ownScope === true ||
            (first !== undefined && isApproved(first.dependency.ecosystem, first.dependency.name)),
          indexes: input.isFull ? answersFor(all, facts) : [],
        };
      });
    },
  };
}

/** What nobody answered about is as good as the lists that name it. */
function objectTo(subject: DependencySubject, facts: FactContext): LookedUp['unfit'] {
  const name = targetOf(subject, facts)?.name;
  const target = facts.fact('target', subject);
  if (name === undefined || target.state === 'unknown') return undefined;
  const objection = objectionTo(name, target, facts.now.toISOString());
  return objection === undefined ? undefined : { name, objection };
}

const isPrivate = ({ candidates }: Choice): boolean => candidates.every(({ registry }) => !registry.public);

const notAsked = unknown('no registry is asked for it', 'no registry');

/** A name in each place where a client could be asked for it; at the public registry where there is none. */
function subjectsOf(
  { ecosystem: type, name }: AskedName,
  places: Places,
  declared: ReturnType<typeof declaredNames>,
  deniedOf: ReturnType<typeof findDenied>,
  input: LookUpInput,
): readonly DependencySubject[] {
  const ecosystem = input.ecosystems.find((one) => one.type === type);
  if (ecosystem === undefined || ecosystem.names.reject(ecosystem.names.normalise(name)) !== undefined) return [];
  const found = select({ text: name, ecosystem: ecosystem.type, name }, places, input);
  const scope = ecosystem.names.scopeOf(name);
  const privateBy = input.policy.private[ecosystem.type]?.find((glob) => matchesName(glob, name));
  const deniedBy = deniedOf(ecosystem.type, ecosystem.names.normalise(name));
  return (found.length > 0 ? found : [atRegistry(ecosystem, name, input)]).map((subject) => ({
    ...subject,
    // Not even a choice among several indexes tells a public one of it.
    ...(privateBy === undefined ? {} : { privateBy, choices: subject.choices.filter(isPrivate) }),
    ...(deniedBy === undefined ? {} : { deniedBy }),
    mayHide: ecosystem.registries.mayHide(subject.dependency.name),
    // Whoever asks considers to take it.
    newToRepository: true,
    own: isOwnName(subject.dependency, declared.names, input.policy),
    ownScope: scope !== undefined && declared.scopes.has(scope),
  }));
}

/** For ecosystems whose clients have no indexes to choose among. */
function atRegistry(ecosystem: Ecosystem, rawName: string, { registries }: LookUpInput): DependencySubject {
  const name = ecosystem.names.normalise(rawName);
  const at = startOf('.');
  const dependency = {
    purl: purl(ecosystem.type, name),
    ecosystem: ecosystem.type,
    name,
    rawName,
    source: { kind: 'registry' },
    direct: true,
    scope: 'runtime',
    location: at,
  } as const;
  return {
    kind: 'dependency',
    dependency,
    fileRole: 'manifest',
    at,
    registries: registries.candidates(dependency, ecosystem, { uses: [], told: [] }),
    choices: [],
    own: false,
    ownScope: false,
    mayHide: false,
    newToRepository: true,
  };
}

/** The places that tell: it exists where one has it, and it does not where all that may be asked say so. */
function decisive(
  subjects: readonly DependencySubject[],
  stateOf: (subject: DependencySubject) => Fact<PackageFact>['state'],
): readonly DependencySubject[] {
  const states = subjects.map(stateOf);
  const decides = states.includes('present') ? 'present' : states.includes('unknown') ? 'unknown' : 'absent';
  return subjects.filter((_, at) => states[at] === decides);
}
