import type { HttpRequest } from '../../model/http.ts';
import { baseAddress, pathSegment } from '../../text/answer.ts';
import { names } from './names.ts';
import { isPublicIndex } from './registries.ts';
import { linkedPageFields, pageFields } from './simple-page.ts';

/** The largest projects have some 15,000 files of about 700 bytes each. */
export const maxPageBytes = 60 * 1024 * 1024;

/** PEP 691, with HTML for registries that know nothing else. */
export const accept = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';

export interface Asked {
  /** Normalised. */
  readonly name: string;
  readonly base: string;
  /** The page of the project. */
  readonly url: string;
}

export function askedOf(rawName: string, registry: string): Asked | undefined {
  const name = names.normalise(rawName);
  const base = baseAddress(registry);
  const segment = pathSegment(name);
  return base === undefined || segment === undefined ? undefined : { name, base, url: `${base}/${segment}/` };
}

/** Where the archives of the public index lie is known. */
export const pageRequest = ({ base, url }: Asked, fresh: boolean): HttpRequest => ({
  url,
  headers: { accept },
  select: isPublicIndex(base) ? pageFields : linkedPageFields,
  maxBytes: maxPageBytes,
  holds: ['files'],
  ...(fresh ? { fresh } : {}),
});

/** With the addresses of files. Only of the public index that is another request than the one before, and seldom made. */
export const filesRequest = (asked: Asked): HttpRequest => ({ ...pageRequest(asked, false), select: linkedPageFields });
