import type { Include } from '../../model/dependency.ts';
import { joinPath, normalisePath, parentOf } from '../../text/paths.ts';
import { baseNameOf } from '../names.ts';

/** What of the folder of the build lies where in the image. */
interface Copy {
  /** Absolute, without a slash at the end. */
  readonly target: string;
  /** Relative to the folder of the build. */
  readonly source: string;
  /** A manifest by its name, and not the folder. */
  readonly isManifest: boolean;
}

interface Place {
  readonly workdir: string | undefined;
  readonly copies: readonly Copy[];
  /** Names of files that were copied by their name; undefined: there may be others. */
  readonly names: readonly string[] | undefined;
}

const start: Place = { workdir: '/', copies: [], names: [] };

/** Copies that are followed in one stage; nobody writes more by hand. */
const maxCopies = 200;

/** Where the commands of a Dockerfile run, seen from the folder of the build. */
export class Places {
  readonly #stages = new Map<string, Place>();
  #current: Place = start;
  #key = '';

  begin(base: string, name: string | undefined): void {
    this.#current = this.#stages.get(base.toLowerCase()) ?? start;
    this.#key = (name ?? String(this.#stages.size)).toLowerCase();
    this.#note(this.#current);
  }

  /** @param folder undefined where it is not known */
  enter(folder: string | undefined): void {
    this.#note({ ...this.#current, workdir: folder === undefined ? undefined : this.#resolve(folder) });
  }

  copy(sources: readonly string[], target: string): void {
    const { copies, names } = this.#current;
    const place = this.#resolve(target);
    if (place === undefined || copies.length >= maxCopies || sources.some((one) => !isPlain.test(one))) this.lose();
    if (place === undefined || copies.length >= maxCopies) return;
    const isFile = manifests.test(baseNameOf(target));
    const found = sources.flatMap((source): readonly Copy[] => {
      if (/[$`]/.test(source) || /^[a-z]+:\/\//i.test(source)) return [];
      const isManifest = manifests.test(baseNameOf(source));
      // Of other files the folder tells nothing; a name without an ending is that of a folder.
      if (!isManifest && isFileName(source)) return [];
      const folder = normalisePath(isManifest ? parentOf(source.replace(/^\//, '')) : source.replace(/^\//, ''));
      return folder === undefined
        ? []
        : [{ source: folder, target: isFile ? `/${parentOf(place.slice(1))}` : place, isManifest }];
    });
    const named = sources.filter(isFileName).map(baseNameOf);
    this.#note({
      ...this.#current,
      copies: [...copies, ...found],
      ...(this.#current.names && { names: [...(names ?? []), ...named] }),
    });
  }

  /** From here on there may be files that nothing in the Dockerfile names. */
  lose(): void {
    this.#note({ ...this.#current, names: undefined });
  }

  /** Globs of the names of the files where commands run, if manifests were copied there by their name, and no folder was. */
  get files(): readonly string[] | undefined {
    const { workdir, copies, names } = this.#current;
    const here = workdir === undefined ? [] : copies.filter(({ target }) => isWithin(workdir, target));
    return here.length > 0 && here.every(({ isManifest }) => isManifest) ? names : undefined;
  }

  /** The folder that commands run in; '' is that of the build, and what is taken where nothing tells. */
  get folder(): string {
    const { workdir } = this.#current;
    return (workdir === undefined ? undefined : this.#folderAt(workdir)) ?? '';
  }

  /** A folder of the image as seen from the one that commands run in; as it stands where nothing tells what lies there. */
  relate(path: string): string {
    const place = path.startsWith('/') ? this.#resolve(path) : undefined;
    const { workdir } = this.#current;
    const found = place === undefined ? undefined : this.#folderAt(place);
    if (place === undefined || (found === undefined && place !== workdir)) return path;
    return found === undefined ? '.' : joinPath(this.folder.replaceAll(/[^/]+/g, '..'), found === '' ? '.' : found);
  }

  /** What of the folder of the build lies there. */
  #folderAt(place: string): string | undefined {
    const copy = this.#current.copies.findLast(({ target }) => isWithin(place, target));
    if (copy === undefined) return undefined;
    const rest = place.slice(copy.target === '/' ? 1 : copy.target.length + 1);
    return normalisePath(joinPath(copy.source, rest === '' ? '.' : rest));
  }

  #note(place: Place): void {
    this.#current = place;
    this.#stages.set(this.#key, place);
  }

  #resolve(path: string): string | undefined {
    const { workdir } = this.#current;
    if (path.startsWith('/')) return `/${normalisePath(path.slice(1)) ?? ''}`;
    if (workdir === undefined || /[$`]/.test(path)) return undefined;
    const found = normalisePath(joinPath(workdir.slice(1), path));
    return found === undefined ? undefined : `/${found}`;
  }
}

/** Neither a variable, nor an address, nor a pattern of which more than `*` and `?` has to be known. */
const isPlain = /^(?![a-z]+:\/\/)[^$`[\\]*$/i;

/** A name without an ending is that of a folder. */
const isFileName = (source: string): boolean => /[^./]\.[^./]+$|[*?]|(?:^|\/)\.\w+rc$/.test(source);

const manifests =
  /^(?:package[\w.*-]{0,40}\.json|pyproject\.toml|Pipfile|[\w-]{0,40}requirements[\w.*-]{0,40}\.(?:txt|in))$/;

const isWithin = (path: string, folder: string): boolean =>
  folder === '/' || path === folder || path.startsWith(`${folder}/`);

/** The build may start from the folder of the file as well. */
export function moveProject({ alternatives = [], ...include }: Include, folder: string): readonly Include[] {
  if (include.kind !== 'project' || include.path === undefined) return [];
  const move = (path: string) => joinPath(folder, path);
  return [{ ...include, path: move(include.path), alternatives: alternatives.map(move) }];
}
