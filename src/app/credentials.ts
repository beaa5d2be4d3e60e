import { ecosystems } from '../ecosystems/index.gen.ts';
import { isVendored } from '../engine/paths.ts';
import type { Tree, TreeEntry } from '../model/ports.ts';
import { isLoopback } from '../ports/http/address.ts';
import { readEnvironment, readHome } from './credentials/environment.ts';
import { npmReaders, pythonReaders } from './credentials/files.ts';
import { fill, isAt, type Place, placeOf, readAddresses, type Stated, type Variables } from './credentials/stated.ts';

/** Where credentials for registries come from. */
export interface Keyring {
  readonly env: Variables;
  /** On the command line: the user's folder, whose files count. In a workflow only the base side's files do. */
  readonly home?: string;
  /** The configuration that the user gave on the command line, and that is no file of the repository. */
  readonly config?: string;
}

export interface Credentials {
  /** The `authorization` header for an address. */
  header(url: URL): string | undefined;
  /** What was not sent, and why; without values. */
  readonly notes: readonly string[];
}

export interface Ring extends Keyring {
  /** The base side's files; undefined where nobody is asked. */
  readonly tree: Tree | undefined;
  /** Where the configuration stands among them. */
  readonly configPath: string | undefined;
  /** Whether an address is asked at all. */
  asked(url: string): boolean;
  /** Others than the public registries are asked. */
  readonly asksOthers: boolean;
}

interface Held {
  readonly place: Place;
  readonly header: string;
}

/**
 * Gathers the credentials of a run: those of the environment and of the user's own files count before those of the
 * repository. A variable that a file of the repository names is filled in only for hosts that the public defaults or the
 * user's own word name as well, so that a hostile clone cannot send the environment away; in a workflow the base side is
 * trusted with it.
 */
export async function gatherCredentials(ring: Ring): Promise<Credentials> {
  const { env, home, tree } = ring;
  if (tree === undefined) return { header: () => undefined, notes: [] };
  const own = [
    ...readEnvironment(env, ecosystems),
    ...(home === undefined ? [] : await readHome(home, ring.config, env)),
  ].flatMap(locate);
  const defaults = new Set(ecosystems.map(({ registries }) => new URL(registries.default).host));
  const isNamed = (url: URL) =>
    home === undefined || defaults.has(url.host) || own.some(({ place }) => isAt(place, url));
  const held: Held[] = [];
  const refused: { readonly url: URL; readonly note: string }[] = [];
  const add = (one: Located, isOwn: boolean) => {
    const { place } = one;
    const { header, uses, unset } = fill(one, env);
    const url = urlOf(place);
    const refuse = (why: string) => refused.push({ url, note: `Credentials for ${url.host} were not sent: ${why}.` });
    if (!isOwn && uses[0] !== undefined && !isNamed(url)) refuse(`${uses[0]} ${onlyNamed}`);
    else if (unset[0] !== undefined) {
      // The public registries answer without.
      if (!defaults.has(url.host)) refuse(`${unset[0]} is not set`);
    } else if (header !== undefined) held.push({ place, header });
  };
  for (const one of own) add(one, true);
  for (const one of (await readTree(tree, ring)).flatMap(locate)) add(one, false);
  // The most exact place first; of equal ones the one that was found first.
  held.sort((a, b) => b.place.folder.length - a.place.folder.length);
  const header = (url: URL) => held.find(({ place }) => covers(place, url))?.header;
  const said = refused.filter(({ url }) => ring.asked(url.href) && header(url) === undefined);
  return { header, notes: [...new Set(said.map(({ note }) => note))] };
}

const onlyNamed =
  'stands for a variable of the environment, which goes only to hosts that the public defaults, your own settings or a file given by --config name';

type Located = Stated & { readonly place: Place };

function locate(stated: Stated): readonly Located[] {
  const place = placeOf(stated);
  return place === undefined ? [] : [{ ...stated, place }];
}

/** Registries on loopback have no certificates. */
function urlOf({ protocol, host, folder }: Place): URL {
  const url = new URL(`https://${host}${folder}`);
  return new URL(`${protocol ?? (isLoopback(url.hostname) ? 'http:' : 'https:')}//${host}${folder}`);
}

/** Never by plain http, but to the machine itself. */
const covers = (place: Place, url: URL): boolean =>
  isAt(place, url) &&
  (url.protocol === 'https:' || isLoopback(url.hostname)) &&
  (place.protocol ?? url.protocol) === url.protocol &&
  `${url.pathname}/`.startsWith(place.folder);

const maxFiles = 50;
const maxBytes = 1024 * 1024;

/** What the files of the base side say; those nearest to the root first. */
async function readTree(tree: Tree, { configPath, env, asksOthers }: Ring): Promise<readonly Stated[]> {
  const readers = asksOthers ? [...npmReaders, ...pythonReaders] : npmReaders;
  const readerOf = (path: string) => {
    if (path === configPath) return readAddresses;
    return isVendored(path) ? undefined : readers.find(([pattern]) => pattern.test(path))?.[1];
  };
  const { entries } = await tree.entries((path, mode) => mode === 'file' && readerOf(path) !== undefined);
  const depth = ({ path }: TreeEntry) => path.split('/').length;
  const nearest = [...entries].sort((a, b) => depth(a) - depth(b)).slice(0, maxFiles);
  const files = await tree.read(nearest, maxBytes);
  return nearest.flatMap(({ path }) => {
    const file = files.get(path);
    try {
      const text = file?.kind === 'bytes' ? new TextDecoder().decode(file.bytes) : '';
      return readerOf(path)?.(text, env) ?? [];
    } catch {
      // A file that cannot be understood is told of where the change touches it.
      return [];
    }
  });
}
