import type { Dependency, RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Client, ClientIndex, ClientSetup, Wanted } from '../model/resolution.ts';
import type { Settings } from './compose.ts';
import { furtherIndexes } from './reading.ts';

/** A client that may install something, and what it makes of the settings. */
export interface Setup {
  readonly client: Client;
  readonly setup: ClientSetup;
}

const known = new WeakMap<Settings, Map<string, readonly Setup[]>>();

/** The clients that the settings tell of, else the usual one and those that lockfiles hint at, each with what it reads. Empty: how they choose is not known. */
export function setupsOf({ type, clients = [] }: Ecosystem, settings: Settings): readonly Setup[] {
  const cache = known.get(settings) ?? new Map<string, readonly Setup[]>();
  known.set(settings, cache);
  const found =
    cache.get(type) ?? distinct((settings.runs ?? [settings]).flatMap((one) => findSetups(type, clients, one)));
  cache.set(type, found);
  return found;
}

/** Runs that read the same choose the same. */
function distinct(setups: readonly Setup[]): readonly Setup[] {
  if (setups.length < 2) return setups;
  return [...new Map(setups.map((one) => [JSON.stringify([one.client.id, one.setup]), one])).values()];
}

function findSetups(type: string, clients: readonly Client[], { uses, told, hinted = [] }: Settings): readonly Setup[] {
  const mine = told.filter(({ ecosystem }) => ecosystem === type);
  const ids = new Set(mine.map(({ client }) => client));
  const named = clients.filter(({ id }) => ids.has(id));
  const isHinted = ({ id }: Client) => hinted.some(({ ecosystem, client }) => ecosystem === type && client === id);
  const plausible = named.length > 0 ? named : clients.filter((client) => client.isUsual === true || isHinted(client));
  return plausible.map((client) => ({
    client,
    setup: bounded(
      client.setUp(
        uses.filter(({ ecosystem, clients: readers }) => ecosystem === type && readers?.includes(client.id) !== false),
        mine.filter((one) => one.client === client.id),
      ),
    ),
  }));
}

/** Indexes that one client is followed to; nobody writes more by hand. */
export const maxIndexes = 60;

function bounded(setup: ClientSetup): ClientSetup {
  const { indexes } = setup;
  if (indexes.length <= maxIndexes) return setup;
  const others = indexes.filter(({ weight }) => weight !== 'default').slice(0, maxIndexes);
  const kept = indexes.filter((index) => index.weight === 'default' || others.includes(index)).slice(-2 * maxIndexes);
  return { ...setup, indexes: [...kept, { url: furtherIndexes, weight: 'extra' }] };
}

/** What a client asks its indexes for. */
export function wantedOf({
  name,
  version,
  requirement = version,
  integrity = [],
}: Pick<Dependency, 'name' | 'version' | 'requirement' | 'integrity'>): Wanted {
  return {
    name,
    ...(requirement === undefined ? {} : { requirement }),
    ...(integrity.length === 0 ? {} : { hashes: integrity }),
  };
}

interface Serving {
  readonly url: string;
  readonly use?: RegistryUse;
  /** Some client asks it because the name, or the requirement, points to it. */
  readonly isPointedTo: boolean;
}

/** Every index, and every folder of archives, where some plausible client would look for a name, in the clients' order. */
export function servingFor(
  ecosystem: Ecosystem,
  dependency: Pick<Dependency, 'name' | 'version' | 'requirement' | 'integrity'>,
  settings: Settings,
): readonly Serving[] {
  const setups = setupsOf(ecosystem, settings);
  const { canonical, serving } = ecosystem.registries;
  if (setups.length === 0) {
    const found = serving?.(dependency.name, settings.uses) ?? [];
    return found.map((one) => ({ ...one, isPointedTo: one.use?.role === 'explicit' || one.use?.names !== undefined }));
  }
  const wanted = wantedOf(dependency);
  const indexes = setups.flatMap(({ client, setup }) => client.candidates(setup, wanted));
  const isNamed = ({ weight, includes }: ClientIndex) => weight === 'explicit' || includes !== undefined;
  const pointed = new Set(indexes.filter(isNamed).map(({ url }) => canonical(url)));
  const seen = new Set<string>();
  return indexes.flatMap(({ url }) => {
    const key = canonical(url);
    if (seen.has(key)) return [];
    seen.add(key);
    const use = settings.uses.find((one) => one.ecosystem === ecosystem.type && one.url === url);
    return [{ url, isPointedTo: pointed.has(key), ...(use === undefined ? {} : { use }) }];
  });
}

/**
 * Indexes that a client chooses among. Folders of archives that stand beside an index are nobody who could be asked; one in
 * its place, or alone, is all there is.
 */
export function candidatesOf({ client, setup }: Setup, wanted: Wanted): readonly ClientIndex[] {
  const all = client.candidates(setup, wanted);
  const askable = all.filter((index) => index.weight === 'default' || isAddress(index));
  return askable.length > 0 ? askable : all;
}

/** A variable may stand for an address. */
const isAddress = ({ url }: ClientIndex): boolean =>
  !/^file:/i.test(url) && /^[a-z][a-z0-9+.-]{0,30}:\/\/|[$%{]/i.test(url);
