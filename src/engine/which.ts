import { fact as choiceFact } from '../facts/choice.ts';
import type { FactContext } from '../facts/kind.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { compareLocations, compareText } from '../model/location.ts';
import type { Choice, Decision, IndexAnswer } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import { maskCredentials } from '../text/mask.ts';
import { collectFacts } from './collect.ts';
import { closureOf, composeEntryPoints } from './compose.ts';
import type { Discovery } from './discover.ts';
import { outbids } from './mixtures.ts';
import { openPlaces, type PlacesInput, readName, select } from './places.ts';
import { gapsIn } from './unread.ts';

/** One name in one file, and what one client makes of it: a line of `which --format json`. */
export interface Answer {
  readonly purl: string;
  readonly client: string;
  readonly path: string;
  readonly requirement?: string;
  readonly candidates: readonly {
    readonly registry: string;
    readonly answer: 'present' | 'absent' | 'unknown';
    /** What the client would take if this index were the only one. */
    readonly best?: string;
    readonly reason?: string;
  }[];
  readonly winner: { readonly registry: string; readonly version: string } | null;
  readonly reason: string;
  /** Public indexes besides the winner that would serve the name as soon as this version stood there. */
  readonly openings: readonly { readonly registry: string; readonly version: string }[];
}

export interface WhichInput extends PlacesInput {
  /** Names or purls; empty: everything that is declared. */
  readonly names: readonly string[];
}

export interface Which {
  readonly answers: readonly Answer[];
  /** Some index that the outcome hangs on gave no answer. */
  readonly isOpen: boolean;
  /** Why files, and what they say, may be missing. */
  readonly gaps: readonly string[];
  /** The same where only single names were asked for, which it may concern: it takes nothing away from their answers. */
  readonly notes: readonly string[];
  /** Names that no ecosystem in use could have. */
  readonly unmatched: readonly string[];
}

/** Which index would serve names here, for each client that the files tell of. */
export async function whichIndexes(input: WhichInput): Promise<Which> {
  const places = await openPlaces(input);
  const { declared } = places;
  const asked = input.names.map(readName);
  const byPlace = (a: DependencySubject, b: DependencySubject) =>
    compareLocations(a.at, b.at) || compareText(a.dependency.purl, b.dependency.purl);
  const subjects =
    asked.length === 0 ? [...declared].sort(byPlace) : asked.flatMap((one) => select(one, places, input));
  const facts = await collectFacts(subjects, { ...input, kinds: [choiceFact], services: [] });
  const decisions = decisionsOf(subjects, facts);
  const lines = describeGaps(places.discovery, input.ecosystems, asked.length === 0 ? undefined : subjects);
  return {
    answers: decisions.map(({ subject, decision }) => describe(subject, decision)),
    gaps: asked.length === 0 ? [...places.gaps, ...lines] : places.gaps,
    notes: asked.length === 0 ? [] : lines,
    isOpen: decisions.some(({ decision }) => decision.outcome.kind === 'open'),
    unmatched: asked.filter((one) => select(one, places, input).length === 0).map(({ text }) => text),
  };
}

const decisionsOf = (subjects: readonly DependencySubject[], facts: Pick<FactContext, 'fact'>) =>
  withoutRepeats(subjects).flatMap((subject) => {
    const fact = facts.fact('choice', subject);
    return fact.state === 'present' ? fact.value.decisions.map((decision) => ({ subject, decision })) : [];
  });

/** What clients make of subjects, as far as they have a choice. */
export const answersFor = (
  subjects: readonly DependencySubject[],
  facts: Pick<FactContext, 'fact'>,
): readonly Answer[] => decisionsOf(subjects, facts).map(({ subject, decision }) => describe(subject, decision));

/**
 * Lines that are not understood, and includes that lead nowhere: each may declare something.
 *
 * @param subjects those of the names that were asked for: what stands in files that have nothing to do with them is left out
 */
function describeGaps(
  discovery: Discovery,
  ecosystems: readonly Ecosystem[],
  subjects: readonly DependencySubject[] | undefined,
): readonly string[] {
  const { head } = discovery;
  const paths = new Set(subjects?.map(({ at }) => at.path));
  const near = [...composeEntryPoints(head).keys()]
    .map((path) => closureOf(head, path).map(({ file }) => file))
    .filter((files) => subjects === undefined || files.some(({ path }) => paths.has(path)));
  const isAble = (type: string | undefined) =>
    type === undefined || ecosystems.some((one) => one.type === type && one.lookups !== undefined && one.clients);
  const gaps = [...new Set(near.flat())]
    .filter(({ parsed }) => parsed.role !== 'prose')
    .flatMap((file) => gapsIn(file, discovery))
    .filter(({ ecosystem }) => isAble(ecosystem));
  const said = gaps
    .sort((a, b) => compareLocations(a.location, b.location))
    .map(
      ({ location: { path, startLine }, text, reason }) =>
        `${path}:${startLine}: "${maskCredentials(text)}": ${reason}`,
    );
  return [...new Set(said)];
}

/** Two entry points may share a file and all that counts for it. */
function withoutRepeats(subjects: readonly DependencySubject[]): readonly DependencySubject[] {
  const seen = new Set<string>();
  return subjects.filter(({ dependency, choices }) => {
    const indexes = choices.map(({ client, candidates }) => [client.id, candidates.map(({ index }) => index.url)]);
    const key = JSON.stringify([dependency.purl, dependency.requirement, dependency.location, indexes]);
    return seen.has(key) ? false : seen.add(key);
  });
}

function describe({ dependency }: DependencySubject, decision: Decision): Answer {
  const { choice, answers, outcome, openings } = decision;
  const addressOf = (url: string) =>
    maskCredentials(choice.candidates.find(({ index }) => index.url === url)?.registry.url ?? url);
  const { requirement } = dependency;
  const winner = outcome.kind === 'served' ? { registry: addressOf(outcome.url), version: outcome.version } : null;
  return {
    purl: dependency.purl,
    client: choice.client.id,
    path: dependency.location.path,
    ...(requirement === undefined ? {} : { requirement: maskCredentials(requirement) }),
    candidates: choice.candidates.map(({ index }) => ({
      registry: addressOf(index.url),
      ...describeAnswer(choice, index.url, answers.get(index.url)),
    })),
    winner,
    reason: maskCredentials(reasonFor(decision)),
    // Where one index alone is asked, nobody else can come first; the one that serves it need not.
    openings: (choice.candidates.length > 1 ? openings : [])
      .map(({ url, version }) => ({ registry: addressOf(url), version }))
      .filter(({ registry }) => registry !== winner?.registry),
  };
}

function describeAnswer({ client, setup, wanted }: Choice, url: string, answer: IndexAnswer | undefined) {
  switch (answer?.state) {
    case 'present': {
      const alone = client.choose(setup, wanted, (other) => (other === url ? answer : { state: 'absent' }));
      return { answer: 'present', ...(alone.kind === 'served' ? { best: alone.version } : {}) } as const;
    }
    case 'refused':
      return { answer: 'unknown', reason: `it answers with status ${answer.status}` } as const;
    case 'unknown':
      return { answer: 'unknown', reason: maskCredentials(answer.reason) } as const;
    default:
      return { answer: 'absent' } as const;
  }
}

function reasonFor({ choice, outcome, answers }: Decision): string {
  const { client, candidates, wanted } = choice;
  if (outcome.kind === 'open') {
    const silent = candidates.filter(({ index }) => answers.get(index.url)?.state === 'unknown');
    if (silent.length === 0) return maskCredentials(outcome.reason);
    return `it hangs on what ${silent.map(({ registry }) => registry.url).join(' and ')} would answer`;
  }
  if (outcome.kind === 'nothing') return `${client.title} installs nothing: ${outcome.reason}`;
  if (candidates.length === 1) return `it is the only index that ${client.title} asks for this name`;
  const merges = candidates.some(({ index: one }) =>
    candidates.some(
      ({ index: other }) =>
        one.url !== other.url && outbids({ ...choice, wanted: { name: wanted.name } }, one.url, other.url),
    ),
  );
  if (merges) return `${client.title} takes the highest version of all its indexes`;
  return `${client.title} takes the first of its indexes that has the name`;
}
