import { isUsed } from '../knowledge/names/lookalike.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { PackageFact, RegistryCandidate, ReleaseContent } from '../model/registry.ts';
import type { Addition, AdditionsFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { holderOfAddress, isAddress } from './address.ts';
import { packageQuestion } from './candidates.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { holderOf } from './release.ts';

/** Of one release, so many are looked at: each may take a request. */
const most = 20;

/** What the release requires and the one before it did not, and what the registry that serves the release has of it. */
export const fact: FactKind<'additions'> = {
  name: 'additions',
  plan(subject, context) {
    const found = findAdded(subject, context);
    if (found.state !== 'present') return [];
    const { added, holder } = found.value;
    return added.flatMap((one) => {
      const asked = askAbout(one, holder, subject, context);
      return asked === undefined ? [] : [packageQuestion(asked, holder)];
    });
  },
  resolve(subject, context): Fact<AdditionsFact> {
    const found = findAdded(subject, context);
    if (found.state !== 'present') return found;
    const { added, further, holder } = found.value;
    const described = added.map((one) => describe(one, askAbout(one, holder, subject, context), subject, context));
    return present({ added: described, further }, found.source);
  },
};

type Added = Pick<Addition, 'name' | 'requirement' | 'isFromAddress'>;

interface Found {
  readonly added: readonly Added[];
  readonly further: number;
  readonly holder: RegistryCandidate;
}

function findAdded(subject: DependencySubject, context: FactContext): Fact<Found> {
  const release = context.fact('release', subject);
  if (release.state !== 'present') return unknown('no release is known', release.source);
  const { publishedAt, content } = release.value;
  if (!(context.now.getTime() - Date.parse(publishedAt ?? '') < young))
    return unknown('looked for only in releases younger than 90 days', release.source);
  const before = context.fact('predecessor', subject);
  if (before.state !== 'present') return unknown('no release before it is known', before.source);
  const past = before.value.release.content;
  if (content === undefined || past === undefined) return unknown('what it requires is not known', release.source);
  const holder = holderOf(subject, context);
  // What is served privately may take from elsewhere what it requires.
  if (subject.own || subject.privateBy !== undefined || holder?.public !== true || !holder.trusted)
    return unknown('looked for only on public registries', release.source);
  const all = rankByRisk(listAdded(content, past), subject, context);
  const further = all.slice(most).filter(({ risk }) => risk < 2).length;
  return present({ added: all.slice(0, most).map(({ one }) => one), further, holder }, release.source);
}

/** What is new by its name, or by where it comes from. */
function listAdded({ requires }: ReleaseContent, before: ReleaseContent): readonly Added[] {
  return Object.entries(requires).flatMap(([name, requirement]): readonly Added[] => {
    const had = Object.hasOwn(before.requires, name) ? before.requires[name] : undefined;
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

function describe(
  added: Added,
  asked: DependencySubject | undefined,
  subject: DependencySubject,
  context: FactContext,
): Addition {
  const unasked = unknown('nobody is asked for it', subject.dependency.name);
  const pkg = asked === undefined ? unasked : context.fact('package', asked);
  return {
    ...added,
    ...(isKin(added.name, pkg, subject, context) ? { isKin: true as const } : {}),
    package: pkg,
    adoption: asked === undefined ? unasked : context.fact('adoption', asked),
  };
}

/** Accounts are the registry's own word; repositories and authors anybody may write. */
function isKin(name: string, pkg: Fact<PackageFact>, subject: DependencySubject, context: FactContext): boolean {
  if (isOfScope(name, subject, context)) return true;
  const own = context.fact('package', subject);
  if (pkg.state !== 'present' || own.state !== 'present') return false;
  const publishers = own.value.about?.publishers ?? [];
  return pkg.value.about?.publishers?.some((one) => publishers.includes(one)) === true;
}
