import { absent, type Fact, present, unknown } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import { parsePurl } from '../model/purl.ts';
import type { AboutFact, PackageFact, ReleaseFact } from '../model/registry.ts';
import type { SiblingFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { FactContext, FactKind } from './kind.ts';
import { holderOf } from './release.ts';

const day = 24 * 3_600_000;

/** What brings the package in, where it is of the same people by the registry's own word, and was released with it. */
export const fact: FactKind<'sibling'> = {
  name: 'sibling',
  plan(subject, context) {
    const found = context.fact('package', subject);
    if (found.state !== 'present' || !subject.newToRepository || !isYoung(found.value, context)) return [];
    const parent = askedParent(subject, context);
    if (parent === undefined || findParent(subject, context) !== undefined) return [];
    // It is asked about with others: what was said then is forgotten, or is not said yet.
    const question = { kind: 'package', ...parent } as const;
    return context.asksAnyway(question) ? [question] : [];
  },
  resolve(subject, context): Fact<SiblingFact> {
    const found = context.fact('package', subject);
    if (found.state !== 'present') return unknown('no package is known', found.source);
    const parent = findParent(subject, context);
    if (parent?.state !== 'present')
      return parent ?? unknown('nothing that was asked about brings it in', found.source);
    const { source, value } = parent;
    const own = found.value.about?.publishers;
    if (own === undefined || value.publishers === undefined)
      return unknown('the registry does not tell who may publish both', source);
    if (!isOfAll(own, value.publishers)) return absent(`others may publish it than ${value.name}`, source);
    const first = Date.parse(found.value.firstPublishedAt ?? '');
    const release = value.releases.find(({ publishedAt }) => Math.abs(Date.parse(publishedAt ?? '') - first) <= day);
    return release?.publishedAt === undefined
      ? absent(`no release of ${value.name} came out within a day of it`, source)
      : present({ name: value.name, publishedAt: release.publishedAt }, source);
  },
};

interface Parent {
  readonly name: string;
  readonly publishers: AboutFact['publishers'];
  readonly releases: readonly ReleaseFact[];
}

/** What requires it, as the registry that serves it told already: nobody learns of a name by this. */
function findParent(subject: DependencySubject, context: FactContext): Fact<Parent> | undefined {
  const asked = askedParent(subject, context);
  if (asked === undefined) return undefined;
  const { name, ecosystem } = asked;
  const version = parsePurl(subject.introducedBy?.at(-1) ?? '')?.version;
  const whole = context.answer({ kind: 'package', ...asked });
  if (whole?.state === 'present') {
    const { about, versions } = whole.value;
    return present({ name, publishers: about?.publishers, releases: versions }, whole.source);
  }
  if (version === undefined) return undefined;
  const manifest = context.answer({ kind: 'manifest', ...asked, version });
  const published = context.answer({ kind: 'published', ecosystem, name, version });
  if (manifest?.state !== 'present' || published?.state !== 'present') return undefined;
  const publishers = manifest.value.about?.publishers;
  return present({ name, publishers, releases: [{ ...manifest.value, ...published.value }] }, manifest.source);
}

/** The package that requires it, at the registry that serves this one. */
function askedParent(subject: DependencySubject, context: FactContext) {
  const parts = parsePurl(subject.introducedBy?.at(-1) ?? '');
  const holder = holderOf(subject, context);
  if (parts?.type !== subject.dependency.ecosystem || holder === undefined) return undefined;
  return { ecosystem: parts.type, name: parts.name, registry: holder.url };
}

const isYoung = ({ firstPublishedAt }: PackageFact, { now }: FactContext): boolean =>
  now.getTime() - Date.parse(firstPublishedAt ?? '') < young;

/** One account more, and it may be a stranger's: who publishes a package may name others beside himself. */
export const isOfAll = (own: readonly string[], parent: readonly string[]): boolean =>
  own.length > 0 && own.every((one) => parent.includes(one));
