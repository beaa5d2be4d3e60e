import type { ClientUse, Dependency, Include, RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Location } from '../model/location.ts';
import { indexBy } from '../text/index-by.ts';
import { covers } from '../text/inner-first.ts';
import { composeEntryPoint, type EntryPoint, type Settings, structureOf } from './compose.ts';
import { joinSettings } from './installations.ts';
import { targetsOf } from './paths.ts';
import type { LoadedFile, Side } from './read.ts';
import { servingFor, setupsOf } from './setups.ts';

/** What one command of a file installs, or builds: a package, or what another file asks for. */
export interface Run {
  /** Equal for what is installed before and after. */
  readonly key: string;
  readonly location: Location;
  /** Of the package; left out for a file. */
  readonly name?: string;
  /** Registries that it is asked of, as far as a file names them. */
  readonly asked: readonly RegistryUse[];
}

/** A side, as one of its files of commands sees it. */
interface View {
  readonly side: Side;
  readonly point: EntryPoint;
  readonly ecosystems: readonly Ecosystem[];
  /** Clients whose command holds a place. */
  clientsAt(location: Location): readonly ClientUse[];
}

/** Everything that commands of a file install, in the order of the file; what they build after it. */
export function runsIn(side: Side, { path, parsed }: LoadedFile, ecosystems: readonly Ecosystem[]): readonly Run[] {
  const byLine = indexBy(parsed.clients ?? [], ({ location: { startLine, endLine } }) =>
    Array.from({ length: endLine - startLine + 1 }, (_, at) => String(startLine + at)),
  );
  const view: View = {
    side,
    point: composeEntryPoint(side, path),
    ecosystems,
    clientsAt: (location) =>
      (byLine.get(String(location.startLine)) ?? []).filter((client) => covers(client.location, location)),
  };
  const packages = parsed.dependencies.filter(({ source }) => source.kind === 'registry' && source.url === undefined);
  const files = parsed.includes.filter(({ kind }) => kind !== 'companion' && kind !== 'constraints');
  return [...packages.map((one) => runOfPackage(one, view)), ...files.map((one) => runOfFile(one, view))];
}

function runOfPackage(dependency: Dependency, { point, ecosystems, clientsAt }: View): Run {
  const { ecosystem: type, name, location } = dependency;
  const ecosystem = ecosystems.find((one) => one.type === type);
  const clients = clientsAt(location).filter((one) => one.ecosystem === type);
  const serving =
    ecosystem === undefined ? [] : servingFor(ecosystem, dependency, settingsAt(location, clients, point));
  return { key: JSON.stringify([type, name]), location, name, asked: serving.flatMap(({ use }) => use ?? []) };
}

function runOfFile(include: Include, { side, point, ecosystems, clientsAt }: View): Run {
  const { kind, path, text, location } = include;
  const key = JSON.stringify([kind, path ?? text]);
  const clients = clientsAt(location);
  const [target] = kind === 'project' ? targetsOf(include, structureOf(side).index) : [];
  const own = target === undefined ? undefined : composeEntryPoint(side, target).settings;
  // A build is handed its arguments alone.
  if (clients.length === 0)
    return {
      key,
      location,
      asked: [...point.registries.filter((use) => covers(location, use.location)), ...(own?.uses ?? [])],
    };
  const settings = settingsAt(location, clients, point);
  const joined =
    target === undefined || own === undefined
      ? settings
      : joinSettings({ target, by: point.path, isFixed: false, ...settings }, own);
  const types = new Set(clients.map(({ ecosystem }) => ecosystem));
  const asked = ecosystems.filter(({ type }) => types.has(type)).flatMap((ecosystem) => usesRead(ecosystem, joined));
  return { key, location, asked };
}

/** What holds for a command. */
function settingsAt(
  location: Location,
  clients: readonly ClientUse[],
  { registries, clients: all }: EntryPoint,
): Settings {
  const holds = ({ within }: RegistryUse | ClientUse) => within === undefined || covers(within, location);
  const ids = new Set(clients.map(({ client }) => client));
  return {
    uses: registries.filter(holds),
    told: [...clients, ...all.filter((one) => holds(one) && ids.has(one.client))],
  };
}

/** Registries that the clients take for any of their names. */
function usesRead(ecosystem: Ecosystem, settings: Settings): readonly RegistryUse[] {
  const uses = settings.uses.filter(({ ecosystem: type }) => type === ecosystem.type);
  const setups = setupsOf(ecosystem, settings);
  if (setups.length === 0) return uses;
  const urls = new Set(setups.flatMap(({ setup }) => setup.indexes.map(({ url }) => url)));
  return uses.filter(({ url }) => urls.has(url));
}
