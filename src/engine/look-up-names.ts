import { fact as choiceFact } from '../facts/choice.ts';
import { fact as malwareFact } from '../facts/malware.ts';
import { fact as packageFact } from '../facts/package.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { type Fact, unknown } from '../model/fact.ts';
import { startOf } from '../model/location.ts';
import { purl } from '../model/purl.ts';
import type { MalwareFact, PackageFact } from '../model/registry.ts';
import type { Choice } from '../model/resolution.ts';
import type { AnyService } from '../model/service.ts';
import type { DependencySubject } from '../model/subject.ts';
import { matchesName } from '../text/glob.ts';
import type { AskedName } from './assess-name.ts';
import { collectFacts } from './collect.ts';
import { openPlaces, type Places, type PlacesInput, select } from './places.ts';
import { declaredNames } from './subjects.ts';
import { type Answer, answersFor } from './which.ts';

/** What registries and services say of a name. */
export interface LookedUp {
  readonly package: Fact<PackageFact>;
  readonly malware: Fact<MalwareFact>;
  /** What each client here would take it from. */
  readonly indexes: readonly Answer[];
}

export interface LookUpInput extends PlacesInput {
  readonly services: readonly AnyService[];
  /** Whether all indexes are asked that a client would ask, or those of record alone. */
  readonly withIndexes: boolean;
}

export interface NameLookups {
  /** Why files, and what they say, may be missing. */
  readonly gaps: readonly string[];
  /** The answers, in the order of the names. */
  ask(asked: readonly AskedName[]): Promise<readonly LookedUp[]>;
}

/** Looks names up where the clients of a folder would: what its files say of indexes is read once. */
export async function openNameLookups(input: LookUpInput): Promise<NameLookups> {
  const places = await openPlaces(input);
  const kinds = [packageFact, malwareFact, ...(input.withIndexes ? [choiceFact] : [])];
  const { scopes } = declaredNames([...places.discovery.head.files.values()], input.ecosystems);
  let spent: Fact<PackageFact> | undefined;
  return {
    gaps: places.gaps,
    async ask(asked) {
      const found = asked.map((one) => (spent === undefined ? subjectsOf(one, places, scopes, input) : []));
      const facts = await collectFacts(found.flat(), { ...input, kinds });
      return found.map((subjects): LookedUp => {
        const known = combine(subjects.map((subject) => facts.fact('package', subject)));
        if (known.state === 'unknown' && known.overBudget === true) spent = known;
        const [first] = subjects.filter((subject) => facts.fact('package', subject).state === 'present');
        return {
          package: subjects.length === 0 ? (spent ?? notAsked) : known,
          malware:
            first === undefined ? unknown('there is nothing to ask about', 'advisories') : facts.fact('malware', first),
          indexes: input.withIndexes ? answersFor(subjects, facts) : [],
        };
      });
    },
  };
}

const isPrivate = ({ candidates }: Choice): boolean => candidates.every(({ registry }) => !registry.public);

const notAsked = unknown('no registry is asked for it', 'no registry');

/** A name in each place where a client could be asked for it; at the public registry where there is none. */
function subjectsOf(
  { ecosystem: type, name }: AskedName,
  places: Places,
  scopes: ReadonlySet<string>,
  input: LookUpInput,
): readonly DependencySubject[] {
  const ecosystem = input.ecosystems.find((one) => one.type === type);
  if (ecosystem === undefined || ecosystem.names.reject(ecosystem.names.normalise(name)) !== undefined) return [];
  const found = select({ text: name, ecosystem: ecosystem.type, name }, places, input);
  const scope = ecosystem.names.scopeOf(name);
  const privateBy = input.policy.private[ecosystem.type]?.find((glob) => matchesName(glob, name));
  return (found.length > 0 ? found : [atRegistry(ecosystem, name, input)]).map((subject) => ({
    ...subject,
    // Not even a choice among several indexes tells a public one of it.
    ...(privateBy === undefined ? {} : { privateBy, choices: subject.choices.filter(isPrivate) }),
    mayHide: ecosystem.registries.mayHide(subject.dependency.name),
    ownScope: scope !== undefined && scopes.has(scope),
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

/** It exists where one place has it; it does not where all that may be asked say so. */
const combine = (facts: readonly Fact<PackageFact>[]): Fact<PackageFact> =>
  facts.find(({ state }) => state === 'present') ??
  facts.find(({ state }) => state === 'unknown') ??
  facts[0] ??
  notAsked;
