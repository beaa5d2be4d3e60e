import type { Scope, Source } from '../model/dependency.ts';
import type { Collector } from './collector.ts';

/** A reference to a container image (github.com/distribution/reference), as the purl type `docker` spells it. */
export interface ImageReference {
  /** With the registry's host in front unless that is Docker Hub; `library/` left out. */
  readonly name: string;
  /** As written: everything before tag and digest. */
  readonly rawName: string;
  /** The digest where there is one, else the tag; left out: `latest`. */
  readonly version?: string;
  readonly digest?: string;
  /** Host of a registry that is not Docker Hub. */
  readonly host?: string;
}

const hubHosts = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);
/** Longest reference that is read: 255 characters of name, 128 of tag, the longest digest. */
const maxLength = 600;

/** Undefined where a client would refuse the reference. */
export function readImage(text: string): ImageReference | undefined {
  if (text.length > maxLength) return undefined;
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/.test(digest)) return undefined;
  const tagged = at === -1 ? text : text.slice(0, at);
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const tag = colon === -1 ? undefined : tagged.slice(colon + 1);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return undefined;
  const rawName = colon === -1 ? tagged : tagged.slice(0, colon);
  const named = readName(rawName);
  const version = digest ?? tag;
  return named === undefined
    ? undefined
    : {
        ...named,
        rawName,
        ...(version === undefined ? {} : { version }),
        ...(digest === undefined ? {} : { digest }),
      };
}

function readName(rawName: string): { readonly name: string; readonly host?: string } | undefined {
  const slash = rawName.indexOf('/');
  const first = slash === -1 ? '' : rawName.slice(0, slash);
  const isHost = first === 'localhost' || first.includes('.') || first.includes(':') || first !== first.toLowerCase();
  const host = isHost ? first.toLowerCase() : undefined;
  const path = isHost ? rawName.slice(slash + 1) : rawName;
  if (host !== undefined && !/^[a-z0-9.-]+(?::[0-9]{1,5})?$/.test(host)) return undefined;
  const isName = path.split('/').every((part) => /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/.test(part));
  if (!isName) return undefined;
  if (host !== undefined && !hubHosts.has(host)) return { name: `${host}/${path}`, host };
  return { name: path.startsWith('library/') ? path.slice('library/'.length) : path };
}

export interface ImagePlace {
  /** Offsets of the entry. */
  readonly start: number;
  readonly end: number;
  /** Where the reference stands, letter for letter. */
  readonly plain?: number;
  /** What stands there where it is not the reference itself: `$BASE`, `docker://python`. */
  readonly written?: string;
}

const ecosystem = 'docker';

export const rejectImage = (into: Collector, start: number, end: number, reason: string): void =>
  into.reject(start, end, reason, ecosystem);

/** Adds the image, or says that the reference cannot be read. */
export function addImage(into: Collector, text: string, place: ImagePlace, scope: Scope): void {
  const image = readImage(text);
  const { start, end, plain, written } = place;
  if (image === undefined) return rejectImage(into, start, end, 'not a reference to a container image');
  const { name, version, digest, host } = image;
  const source: Source = { kind: 'registry', ...(host === undefined ? {} : { url: `https://${host}` }) };
  into.depend({
    ecosystem,
    name,
    rawName: written ?? image.rawName,
    source,
    scope,
    start,
    end,
    ...(version === undefined ? {} : { version }),
    ...(digest === undefined ? {} : { integrity: [digest] }),
    ...(plain === undefined ? {} : { nameAt: plain }),
  });
}
