import { isUsed } from '../knowledge/names/lookalike.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import { isAdopted } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { Question } from '../model/question.ts';
import type { PackageFact, RegistryCandidate } from '../model/registry.ts';
import type { Addition, AdditionsFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { holderOfAddress, isAddress } from './address.ts';
import { packageQuestion } from './candidates.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { type Requirements, requirementQuestions, requirementsOf } from './requires.ts';
import { isOfAll } from './sibling.ts';

/** Of one release, so many are looked at: each may take a request. */
const most = 20;

/** What the release requires and the one before it did not, and what the registry that serves the release has of it. */
export const fact: FactKind<'additions'> = {
  name: 'additions',
  plan(subject, context) {
    const found = findAdded(subject, context);
    if (found.state !== 'present') return requirementQuestions(subject, context);
    const { added, holder } = found.value;
    const asked = added.flatMap((one) => askAbout(one, holder, subject, context) ?? []);
    return [
      ...requirementQuestions(subject, context),
      ...asked.map((one) => packageQuestion(one, holder)),
      ...asked.flatMap((one) => kinQuestions(one, subject, holder, context)),
    ];
  },
  resolve(subject, context): Fact<AdditionsFact> {
    const found = findAdded(subject, context);
    if (found.state !== 'present') return found;
    const { added, further } = found.value;
    return present({ added: added.map((one) => describe(one, found.value, subject, context)), further }, found.source);
  },
};

type Added = Pick<Addition, 'name' | 'requirement' | 'isFromAddress'>;

interface Found {
  readonly added: readonly Added[];
  readonly further: number;
  readonly holder: RegistryCandidate;
}

function findAdded(subject: DependencySubject, context: FactContext): Fact<Found> {
  const found = requirementsOf(subject, context);
  if (found.state !== 'present') return found;
  const all = rankByRisk(listAdded(found.value), subject, context);
  const further = all.slice(most).filter(({ risk }) => risk < 2).length;
  const { holder } = found.value;
  return present({ added: all.slice(0, most).map(({ one }) => one), further, holder }, found.source);
}

/** What is new by its name, or by where it comes from. */
function listAdded({ now, before }: Requirements): readonly Added[] {
  return Object.entries(now).flatMap(([name, requirement]): readonly Added[] => {
    const had = Object.hasOwn(before, name) ? before[name] : undefined;
    const hadAddress = had !== undefined && isAddress(had);
    if (!isAddress(requirement)) return had === undefined || hadAddress ? [{ name, requirement }] : [];
    const isMoved = !hadAddress || holderOfAddress(had) !== holderOfAddress(requirement);
    return isMoved ? [{ name, requirement, isFromAddress: true }] : [];
  });
}

/** Padding hides nothing: what the lists know, or those have who publish the package itself, is looked at last. */
function rankByRisk(
  added: readonly Added[],
  subject: DependencySubject,
  context: FactContext,
): readonly { readonly one: Added; readonly risk: number }[] {
  const { bundled, now } = context;
  const riskOf = ({ name, isFromAddress }: Added): number => {
    if (isFromAddress === true) return 0;
    const adoption = bundled.adoptionOf(subject.dependency.ecosystem, name, now);
    return adoption.isEstablished || isUsed(adoption) || isOfScope(name, subject, context) ? 2 : 1;
  };
  return added.map((one) => ({ one, risk: riskOf(one) })).toSorted((a, b) => a.risk - b.risk);
}

function isOfScope(name: string, subject: DependencySubject, context: FactContext): boolean {
  const { names } = ecosystemOf(subject, context);
  const scope = names.scopeOf(name);
  return scope !== undefined && scope === names.scopeOf(subject.dependency.name);
}

/**
 * As if the project asked for it by itself, at the registry that serves the release: that one knows of it already. Undefined
 * where nobody is asked.
 */
function askAbout(
  { name, requirement, isFromAddress }: Added,
  holder: RegistryCandidate,
  subject: DependencySubject,
  context: FactContext,
): DependencySubject | undefined {
  const { type: ecosystem, names, versions, registries } = ecosystemOf(subject, context);
  if (isFromAddress === true || !versions.isRequirement(requirement) || names.reject(name) !== undefined)
    return undefined;
  if (context.isPrivate(ecosystem, name)) return undefined;
  const { fileRole, at, dependency } = subject;
  return {
    kind: 'dependency',
    dependency: {
      purl: purl(ecosystem, name),
      ecosystem,
      name,
      rawName: name,
      requirement,
      source: { kind: 'registry' },
      direct: false,
      scope: dependency.scope,
      location: dependency.location,
    },
    fileRole,
    at,
    registries: [holder],
    choices: [],
    own: false,
    ownScope: false,
    mayHide: registries.mayHide(name),
    newToRepository: true,
  };
}

/**
 * Where the registry tells only when it is asked who may publish a package: of an addition that no use speaks for, and of the
 * package itself, to see whether they are of the same people.
 */
function kinQuestions(
  asked: DependencySubject,
  subject: DependencySubject,
  { url: registry }: RegistryCandidate,
  context: FactContext,
): readonly Extract<Question, { readonly kind: 'about' }>[] {
  const { lookups } = ecosystemOf(subject, context);
  const adoption = context.fact('adoption', asked);
  if (lookups?.about === undefined || (adoption.state === 'present' && isAdopted(adoption.value))) return [];
  const found = context.fact('package', asked);
  if (found.state !== 'present' || found.value.about !== undefined) return [];
  return [asked, subject].map(({ dependency: { ecosystem, name } }) => ({ kind: 'about', ecosystem, name, registry }));
}

/** The package, with who is behind it where that was asked. */
function completed(
  pkg: Fact<PackageFact>,
  subject: DependencySubject,
  holder: RegistryCandidate,
  context: FactContext,
) {
  const { ecosystem, name } = subject.dependency;
  const about = context.answer({ kind: 'about', ecosystem, name, registry: holder.url });
  if (pkg.state !== 'present' || pkg.value.about !== undefined || about?.state !== 'present') return pkg;
  return present({ ...pkg.value, about: about.value }, pkg.source);
}

function describe(added: Added, { holder }: Found, subject: DependencySubject, context: FactContext): Addition {
  const asked = askAbout(added, holder, subject, context);
  const unasked = unknown('nobody is asked for it', subject.dependency.name);
  const pkg = asked === undefined ? unasked : completed(context.fact('package', asked), asked, holder, context);
  const own = completed(context.fact('package', subject), subject, holder, context);
  return {
    ...added,
    ...(isOfScope(added.name, subject, context) || isOfSamePeople(pkg, own) ? { isKin: true as const } : {}),
    package: pkg,
    adoption: asked === undefined ? unasked : context.fact('adoption', asked),
  };
}

/** Accounts are the registry's own word; repositories and authors anybody may write. */
function isOfSamePeople(pkg: Fact<PackageFact>, own: Fact<PackageFact>): boolean {
  if (pkg.state !== 'present' || own.state !== 'present') return false;
  return isOfAll(pkg.value.about?.publishers ?? [], own.value.about?.publishers ?? []);
}
