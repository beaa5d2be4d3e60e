import { fact as choiceFact } from '../facts/choice.ts';
import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem, Format } from '../model/ecosystem.ts';
import { compareLocations, compareText, startOf } from '../model/location.ts';
import type { ChangeSource } from '../model/ports.ts';
import { parsePurl, purl } from '../model/purl.ts';
import type { Choice, Decision, IndexAnswer } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import { maskCredentials } from '../text/mask.ts';
import { choicesAmong, choicesOf } from './choices.ts';
import { type CollectContext, collectFacts } from './collect.ts';
import { closureOf, composeEntryPoints, type EntryPoint } from './compose.ts';
import { constraintsOn } from './constraints.ts';
import { type Discovery, discoverChanges } from './discover.ts';
import { waysOf } from './installations.ts';
import { outbids } from './mixtures.ts';
import { createReader } from './read.ts';
import type { RegistryBook } from './registries.ts';
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

export interface WhichInput extends Omit<CollectContext, 'kinds' | 'services'> {
  readonly source: ChangeSource;
  readonly formats: readonly Format[];
  readonly registries: RegistryBook;
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
  const discovery = await discoverChanges(input.source, createReader(input.formats, input.source.owner), input.formats);
  const { head, incomplete } = discovery;
  const entryPoints = [...composeEntryPoints(head).values()];
  const asked = input.names.map(readName);
  const declared = entryPoints.flatMap((entryPoint) => declaredIn(entryPoint, input));
  const byPlace = (a: DependencySubject, b: DependencySubject) =>
    compareLocations(a.at, b.at) || compareText(a.dependency.purl, b.dependency.purl);
  const subjects =
    asked.length === 0
      ? [...declared].sort(byPlace)
      : asked.flatMap((one) => select(one, declared, entryPoints, input));
  const facts = await collectFacts(subjects, { ...input, kinds: [choiceFact], services: [] });
  const decisions = withoutRepeats(subjects).flatMap((subject) => {
    const fact = facts.fact('choice', subject);
    return fact.state === 'present' ? fact.value.decisions.map((decision) => ({ subject, decision })) : [];
  });
  const lines = describeGaps(discovery, input.ecosystems, asked.length === 0 ? undefined : subjects);
  const files = [...incomplete, ...[...head.skipped.values()].map(({ path, reason }) => `${path}: ${reason}`)];
  return {
    answers: decisions.map(({ subject, decision }) => describe(subject, decision)),
    gaps: asked.length === 0 ? [...files, ...lines] : files,
    notes: asked.length === 0 ? [] : lines,
    isOpen: decisions.some(({ decision }) => decision.outcome.kind === 'open'),
    unmatched: asked.filter((one) => select(one, declared, entryPoints, input).length === 0).map(({ text }) => text),
  };
}

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

interface AskedName {
  readonly text: string;
  /** Left out: any. */
  readonly ecosystem?: string;
  readonly name: string;
  readonly version?: string;
}

function readName(text: string): AskedName {
  const parsed = parsePurl(text);
  if (parsed === undefined) return { text, name: text };
  const { type, name, version } = parsed;
  return { text, ecosystem: type, name, ...(version === undefined ? {} : { version }) };
}

function isAsked(
  { dependency }: DependencySubject,
  { ecosystem, name }: AskedName,
  normalise = (text: string) => text,
): boolean {
  return (
    (ecosystem === undefined || ecosystem === dependency.ecosystem) &&
    (dependency.name === name || dependency.name === normalise(name))
  );
}

/** Where the name is declared; else every place where a client of the ecosystem could be asked for it. */
function select(
  asked: AskedName,
  declared: readonly DependencySubject[],
  entryPoints: readonly EntryPoint[],
  input: WhichInput,
): readonly DependencySubject[] {
  const normaliseFor = (type: string) => input.ecosystems.find((one) => one.type === type)?.names.normalise;
  const found = declared.filter((subject) => isAsked(subject, asked, normaliseFor(subject.dependency.ecosystem)));
  if (found.length > 0) return found;
  const wanted = asked.ecosystem;
  const able = input.ecosystems.filter(
    ({ type, clients, lookups, names }) =>
      clients !== undefined &&
      lookups !== undefined &&
      (wanted === undefined || wanted === type) &&
      names.reject(names.normalise(asked.name)) === undefined,
  );
  return able.flatMap((ecosystem) => {
    const speaks = (list: readonly { readonly ecosystem: string }[]) =>
      list.some((one) => one.ecosystem === ecosystem.type);
    const asking = entryPoints.filter(({ items }) => speaks(items.map(({ dependency }) => dependency)));
    // Settings alone install nothing, but may be all there is.
    const used = asking.length > 0 ? asking : entryPoints.filter(({ registries }) => speaks(registries));
    const places = used.length > 0 || wanted === undefined ? used : [emptyPoint];
    return places.map(({ path, settings }) => {
      const name = ecosystem.names.normalise(asked.name);
      const { version } = asked;
      const dependency: Dependency = {
        purl: purl(ecosystem.type, name, version),
        ecosystem: ecosystem.type,
        name,
        rawName: asked.name,
        ...(version === undefined ? {} : { version }),
        source: { kind: 'registry' },
        direct: true,
        scope: 'runtime',
        location: startOf(path),
      };
      return toSubject(dependency, choicesOf(dependency, ecosystem, settings, input.registries));
    });
  });
}

/** A folder without any file that tells of a client. */
const emptyPoint = { path: '.', settings: { uses: [], told: [] } };

function declaredIn(entryPoint: EntryPoint, { ecosystems, registries }: WhichInput): readonly DependencySubject[] {
  return entryPoint.items.flatMap((item) => {
    const { dependency, file } = item;
    const ecosystem = ecosystems.find(({ type }) => type === dependency.ecosystem);
    if (file.parsed.role === 'lockfile' || !item.member.installs || ecosystem?.lookups === undefined) return [];
    const ways = waysOf(item, entryPoint);
    const ground = { ecosystem, ways: ways.usual, book: registries };
    const choices = choicesAmong(dependency, ways, ground, constraintsOn(item, entryPoint));
    return choices.length === 0 ? [] : [toSubject(dependency, choices)];
  });
}

const toSubject = (dependency: Dependency, choices: readonly Choice[]): DependencySubject => ({
  kind: 'dependency',
  dependency,
  fileRole: 'manifest',
  at: dependency.location,
  registries: [],
  choices,
  own: false,
  ownScope: false,
  mayHide: false,
  newToRepository: false,
});

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
