import type { Dependency } from '../model/dependency.ts';
import type { Format } from '../model/ecosystem.ts';
import { startOf } from '../model/location.ts';
import type { ChangeSource } from '../model/ports.ts';
import { parsePurl, purl } from '../model/purl.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import type { Choice } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import { choicesAmong, choicesOf, registriesFor } from './choices.ts';
import type { CollectContext } from './collect.ts';
import { composeEntryPoints, type EntryPoint } from './compose.ts';
import { constraintsOn } from './constraints.ts';
import { type Discovery, discoverChanges } from './discover.ts';
import { waysOf } from './installations.ts';
import { createReader } from './read.ts';
import type { RegistryBook } from './registries.ts';

export interface PlacesInput extends Omit<CollectContext, 'kinds' | 'services'> {
  readonly source: ChangeSource;
  readonly formats: readonly Format[];
  readonly registries: RegistryBook;
}

/** Where names are declared or could be asked for. */
export interface Places {
  readonly declared: readonly DependencySubject[];
  readonly entryPoints: readonly EntryPoint[];
  readonly discovery: Discovery;
  /** Why files may be missing. */
  readonly gaps: readonly string[];
}

/** Reads what the files of the head say of names and indexes. */
export async function openPlaces(input: PlacesInput): Promise<Places> {
  const discovery = await discoverChanges(input.source, createReader(input.formats, input.source.owner), input.formats);
  const { head, incomplete } = discovery;
  const entryPoints = [...composeEntryPoints(head).values()];
  const declared = entryPoints.flatMap((entryPoint) => declaredIn(entryPoint, input));
  const gaps = [...incomplete, ...[...head.skipped.values()].map(({ path, reason }) => `${path}: ${reason}`)];
  return { declared, entryPoints, discovery, gaps };
}

export interface AskedName {
  readonly text: string;
  /** Left out: any. */
  readonly ecosystem?: string;
  readonly name: string;
  readonly version?: string;
}

export function readName(text: string): AskedName {
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
export function select(
  asked: AskedName,
  { declared, entryPoints }: Places,
  input: PlacesInput,
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
      const registries = input.registries.candidates(dependency, ecosystem, settings);
      return toSubject(dependency, registries, choicesOf(dependency, ecosystem, settings, input.registries));
    });
  });
}

/** A folder without any file that tells of a client. */
const emptyPoint = { path: '.', settings: { uses: [], told: [] } };

function declaredIn(entryPoint: EntryPoint, input: PlacesInput): readonly DependencySubject[] {
  const { ecosystems, registries } = input;
  return entryPoint.items.flatMap((item) => {
    const { dependency, file } = item;
    const ecosystem = ecosystems.find(({ type }) => type === dependency.ecosystem);
    if (file.parsed.role === 'lockfile' || !item.member.installs || ecosystem?.lookups === undefined) return [];
    const ways = waysOf(item, entryPoint);
    const ground = { ecosystem, ways: ways.usual, book: registries };
    const choices = choicesAmong(dependency, ways, ground, constraintsOn(item, entryPoint));
    return choices.length === 0
      ? []
      : [toSubject(dependency, registriesFor(dependency, item, entryPoint, ground), choices)];
  });
}

const toSubject = (
  dependency: Dependency,
  registries: readonly RegistryCandidate[],
  choices: readonly Choice[],
): DependencySubject => ({
  kind: 'dependency',
  dependency,
  fileRole: 'manifest',
  at: dependency.location,
  registries,
  choices,
  own: false,
  ownScope: false,
  mayHide: false,
  newToRepository: false,
});
