import type { RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Location } from '../model/location.ts';
import type { ChangedPath } from '../model/ports.ts';
import type { Choice, IndexAnswer } from '../model/resolution.ts';
import type { MixtureSubject } from '../model/subject.ts';
import { covers, innerFirst } from '../text/inner-first.ts';
import { maskCredentials } from '../text/mask.ts';
import { choicesOf } from './choices.ts';
import { composeEntryPoint, composeEntryPoints, type EntryPoint, type Settings } from './compose.ts';
import { constrain, constraintsOn } from './constraints.ts';
import type { Discovery } from './discover.ts';
import { joinSettings } from './installations.ts';
import type { RegistryBook } from './registries.ts';
import { settingsFor } from './runs.ts';

interface Known {
  readonly ecosystems: readonly Ecosystem[];
  readonly registries: RegistryBook;
}

/** Configurations under which the version alone decides between indexes, as far as the change brings them in. */
export function describeMixtures({ base, head, changed }: Discovery, known: Known): readonly MixtureSubject[] {
  const previous = previousPaths(changed);
  const roleOf = (path: string) => head.files.get(path)?.parsed.role;
  // A lockfile fixes what it installs; how it comes about is told of its manifest.
  const entryPoints = [...composeEntryPoints(head).values()].filter(({ path }) => roleOf(path) !== 'lockfile');
  const isTold = tellsElsewhere(entryPoints, (path) => head.files.get(path)?.configures === true);
  const found = entryPoints.flatMap((entryPoint) => {
    const mixtures = mixturesOf(entryPoint, known).filter(({ ecosystem }) => !isTold(entryPoint, ecosystem));
    if (mixtures.length === 0) return [];
    const old = composeEntryPoint(base, previous.get(entryPoint.path) ?? entryPoint.path);
    const before = new Set(mixturesOf(old, known).map(keyOf));
    return mixtures.filter((one) => !before.has(keyOf(one)));
  });
  return withoutRepeats(found).map(({ subject }) =>
    roleOf(subject.at.path) === 'prose' ? { ...subject, fileRole: 'prose' } : subject,
  );
}

/** Settings are those of the files that install something by them: told with these, and not by themselves. */
function tellsElsewhere(entryPoints: readonly EntryPoint[], isConfiguration: (path: string) => boolean) {
  const installed = new Map(
    entryPoints.map(({ path, items }) => [
      path,
      new Set(items.filter(({ member }) => member.installs).map(({ dependency }) => dependency.ecosystem)),
    ]),
  );
  const isInstalling = ({ path }: EntryPoint, type: string) => installed.get(path)?.has(type) === true;
  const heeded = new Set(
    entryPoints.flatMap((one) =>
      one.registries.flatMap(({ ecosystem, location }) =>
        isInstalling(one, ecosystem) && isConfiguration(location.path) ? [`${location.path}\0${ecosystem}`] : [],
      ),
    ),
  );
  return (entryPoint: EntryPoint, { type }: Ecosystem): boolean =>
    !isInstalling(entryPoint, type) &&
    entryPoint.registries.every(
      ({ ecosystem, location }) => ecosystem !== type || heeded.has(`${location.path}\0${type}`),
    );
}

const previousPaths = (changed: readonly ChangedPath[]): ReadonlyMap<string, string> =>
  new Map(changed.flatMap(({ path, previousPath }) => (previousPath === undefined ? [] : [[path, previousPath]])));

interface Mixture {
  readonly subject: MixtureSubject;
  readonly ecosystem: Ecosystem;
}

const keyOf = ({ subject: { client, indexes, strategy }, ecosystem }: Mixture): string =>
  JSON.stringify([client, strategy, indexes.map((url) => ecosystem.registries.canonical(url))]);

/** Two entry points may share the line that mixes. */
function withoutRepeats(mixtures: readonly Mixture[]): readonly Mixture[] {
  const seen = new Set<string>();
  return mixtures.filter(({ subject: { at, client } }) => {
    const key = JSON.stringify([at, client]);
    return seen.has(key) ? false : seen.add(key);
  });
}

function mixturesOf(entryPoint: EntryPoint, { ecosystems, registries }: Known): readonly Mixture[] {
  const named = [...entryPoint.registries, ...entryPoint.installations.flatMap(({ uses }) => uses)];
  const types = new Set(named.map(({ ecosystem }) => ecosystem));
  const used = ecosystems.filter(({ type, clients }) => clients !== undefined && types.has(type));
  return used.flatMap((ecosystem) =>
    [...scopesOf(entryPoint, ecosystem), ...scopesOfCommands(entryPoint, ecosystem)].flatMap(({ settings, items }) =>
      choicesOf(anyName, ecosystem, settings, registries)
        .filter(({ client }) => !isFixed(items, entryPoint, client.id))
        .flatMap((choice) => mixtureOf(choice, settings, ecosystem)),
    ),
  );
}

/** A name that no file can have pointed anywhere. */
const anyName = { name: 'a', source: { kind: 'registry' } } as const;

interface Scope {
  readonly settings: Settings;
  readonly items: EntryPoint['items'];
}

/**
 * One command's options hold for that command alone; everything else for the whole entry point. The rest of a file all of
 * whose requirements stand in commands with options of their own installs nothing.
 */
function scopesOf(entryPoint: EntryPoint, { type }: Ecosystem): readonly Scope[] {
  const items = chosenOf(entryPoint, type);
  const { registries, clients, settings } = entryPoint;
  const mine = [...registries, ...clients].filter(({ ecosystem }) => ecosystem === type);
  const places = new Map(mine.map(({ within }) => [keyAt(within), within]));
  places.delete('');
  if (places.size === 0) return [{ settings, items }];
  /** Of each run that brings it in: the parts that hold for it, the inner ones first. */
  const placesOf = (item: (typeof items)[number]): readonly (readonly string[])[] => {
    const settings = settingsFor(item, entryPoint);
    return (settings.runs ?? [settings]).map(({ uses, told }) =>
      innerFirst([...uses, ...told].filter(({ ecosystem }) => ecosystem === type)).map(({ within }) => keyAt(within)),
    );
  };
  const known = new Map(items.map((item) => [item, placesOf(item)]));
  /** What is installed there is not seen. */
  const isUnseen = (key: string, place: Location | undefined): boolean =>
    place !== undefined &&
    !items.some((item) => known.get(item)?.some((places) => places.includes(key))) &&
    clients.some(({ ecosystem, location }) => ecosystem === type && covers(place, location));
  return [['', undefined] as const, ...places].flatMap(([key, place]): readonly Scope[] => {
    // Of parts inside each other, a requirement stands in the one that lies in all others.
    const own = items.filter((item) => known.get(item)?.some(([inner = '']) => inner === key));
    if (own.length === 0 && items.length > 0 && !isUnseen(key, place)) return [];
    const holds = ({ within }: { readonly within?: Location }) =>
      within === undefined || (place !== undefined && covers(within, place));
    const found = { uses: registries.filter(holds), told: clients.filter(holds), hinted: entryPoint.hinted };
    return [{ settings: found, items: own }];
  });
}

/** What an index may be chosen for. */
const chosenOf = ({ items }: EntryPoint, type: string): EntryPoint['items'] =>
  items.filter(
    ({ dependency, file, member }) =>
      member.installs &&
      dependency.ecosystem === type &&
      dependency.source.kind === 'registry' &&
      file.parsed.role !== 'lockfile',
  );

/** What commands of other files make of the project that they install. */
function scopesOfCommands(entryPoint: EntryPoint, { type }: Ecosystem): readonly Scope[] {
  const { settings, installations, role } = entryPoint;
  const isWhole = ({ within }: { readonly within?: Location }) => within === undefined;
  const own = { ...settings, uses: settings.uses.filter(isWhole), told: settings.told.filter(isWhole) };
  const items = chosenOf(entryPoint, type);
  const isTelling = ({ uses, isFixed }: (typeof installations)[number]) =>
    !isFixed && (role !== 'script' || uses.length > 0);
  const choosing = items.length === 0 ? [] : installations.filter(isTelling);
  return choosing.map((command) => ({ settings: joinSettings(command, own), items }));
}

/** The part of a file that something holds for alone; empty for what holds for all. */
const keyAt = (within: Location | undefined): string => (within === undefined ? '' : JSON.stringify(within));

/** Every requirement, under its constraints, says which archive, or at least which version, it takes. */
const isFixed = (items: Scope['items'], entryPoint: EntryPoint, client: string): boolean =>
  items.length > 0 &&
  items.every((item) => {
    const { version, integrity = [] } = constrain(item.dependency, constraintsOn(item, entryPoint), client);
    return version !== undefined || integrity.length > 0;
  });

function mixtureOf(choice: Choice, { uses, told }: Settings, ecosystem: Ecosystem): readonly Mixture[] {
  const indexes = choice.candidates.map(({ index }) => index.url);
  const guarded = choice.candidates.find(
    ({ registry, index }) =>
      !registry.public && indexes.some((other) => other !== index.url && outbids(choice, index.url, other)),
  );
  if (guarded === undefined) return [];
  const { client, setup } = choice;
  const own = uses.filter((use) => use.ecosystem === ecosystem.type && indexes.includes(use.url));
  const strategy = told.findLast(
    (one) => one.client === client.id && one.strategy !== undefined && one.strategy === setup.strategy,
  );
  const at = (strategy ?? lineOf(own))?.location;
  if (at === undefined) return [];
  return [
    {
      subject: {
        kind: 'mixture',
        client: client.id,
        title: client.title,
        advice: client.advise(maskCredentials(guarded.index.url)),
        indexes,
        guarded: guarded.index.url,
        at,
        ...(strategy?.strategy === undefined ? {} : { strategy: strategy.strategy }),
      },
      ecosystem,
    },
  ];
}

/** The line that sets one index beside another. */
const lineOf = (uses: readonly RegistryUse[]): RegistryUse | undefined =>
  uses.findLast(({ role }) => role === 'extra') ?? uses.at(-1);

/** Whether the higher version is taken whichever of two indexes has it: then no order protects what one of them serves. */
export function outbids({ client, setup, wanted }: Choice, one: string, other: string): boolean {
  const offer = (version: string): IndexAnswer => ({ state: 'present', latest: version, releases: [{ version }] });
  const winner = (first: string, second: string) => {
    const outcome = client.choose(setup, wanted, (url) =>
      url === one ? offer(first) : url === other ? offer(second) : { state: 'absent' },
    );
    return outcome.kind === 'served' ? outcome.url : undefined;
  };
  return winner('1.0.0', '2.0.0') === other && winner('2.0.0', '1.0.0') === one;
}
