/** A file that an HTML index page links to (PEP 503, PEP 592). */
export interface PageLink {
  readonly filename: string;
  readonly yanked?: string;
  /** `sha256:<hex>` */
  readonly hash?: string;
  /** Host and port as written, perhaps with user information; left out: those of the page. */
  readonly authority?: string;
}

/** More than any page has; what follows is not read. */
export const maxLinks = 100_000;
const maxTag = 16_384;

/** The links to files on a page. An address that is relative is so to `<base href>`, where the page has one. */
export function readLinks(html: string): readonly PageLink[] {
  const links: PageLink[] = [];
  let base: string | undefined;
  for (const { name, attributes } of readTags(html)) {
    const href = attributes.get('href');
    if (href === undefined || links.length === maxLinks) continue;
    const link = name === 'a' ? toLink(href, attributes.get('data-yanked'), base) : undefined;
    if (link !== undefined) links.push(link);
    if (name === 'base') base ??= authorityOf(href);
  }
  return links;
}

/** The addresses on a page with the text that stands before the next tag; undefined where there are too many. */
export function readAnchors(html: string): readonly { readonly href: string; readonly text: string }[] | undefined {
  const anchors: { href: string; text: string }[] = [];
  for (const { name, attributes, end } of readTags(html)) {
    const href = attributes.get('href');
    if (href === undefined) continue;
    // With another base the addresses are not where they seem to be.
    if (name === 'base' || anchors.length === maxLinks) return undefined;
    const next = html.indexOf('<', end);
    anchors.push({ href, text: decodeEntities(html.slice(end, next < 0 ? undefined : next).slice(0, maxTag)) });
  }
  return anchors;
}

/** Tags that hold addresses. A hand scanner: it never goes back, so every character is looked at a bounded number of times. */
function* readTags(html: string): Generator<Tag & { readonly name: 'a' | 'base' }> {
  let at = html.indexOf('<');
  while (at >= 0) {
    let end = at + 1;
    const name = nameAt(html, end);
    if (name !== undefined) {
      const tag = readAttributes(html, end + name.length);
      yield { name, ...tag };
      end = tag.end;
    }
    at = html.indexOf('<', end);
  }
}

function nameAt(html: string, at: number): 'a' | 'base' | undefined {
  const first = html[at];
  if ((first === 'a' || first === 'A') && isBlank(html.charAt(at + 1))) return 'a';
  const isBase = (first === 'b' || first === 'B') && html.slice(at, at + 4).toLowerCase() === 'base';
  return isBase && isBlank(html.charAt(at + 4)) ? 'base' : undefined;
}

/** Of an absolute address, or of one that leaves only the scheme out (RFC 3986, 4.2). */
export const authorityOf = (address: string): string | undefined =>
  /^(?:https?:)?\/\/([^/?#]{1,300})/i.exec(address)?.[1];

const isBlank = (char: string): boolean =>
  char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f';

interface Tag {
  /** Names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly end: number;
}

/** Attributes of one tag from an offset to its `>`; a tag that does not end soon has none. */
function readAttributes(html: string, from: number): Tag {
  const attributes = new Map<string, string>();
  const limit = Math.min(html.length, from + maxTag);
  let at = from;
  while (at < limit) {
    while (at < limit && (isBlank(html.charAt(at)) || html.charAt(at) === '/')) at++;
    if (html.charAt(at) === '>') return { attributes, end: at + 1 };
    const { name, value, end } = readAttribute(html, at, limit);
    if (!attributes.has(name)) attributes.set(name, decodeEntities(value));
    at = end;
  }
  return { attributes: new Map(), end: at };
}

interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly end: number;
}

/** `name`, `name=value`, `name="value"`; always at least one character long. */
function readAttribute(html: string, from: number, limit: number): Attribute {
  let at = from + 1;
  while (at < limit && !isBlank(html.charAt(at)) && !'=>/'.includes(html.charAt(at))) at++;
  const name = html.slice(from, at).toLowerCase();
  while (at < limit && isBlank(html.charAt(at))) at++;
  if (html.charAt(at) !== '=') return { name, value: '', end: at };
  const { text, end } = readValue(html, at + 1, limit);
  return { name, value: text, end };
}

function readValue(html: string, from: number, limit: number): { readonly text: string; readonly end: number } {
  let start = from;
  while (start < limit && isBlank(html.charAt(start))) start++;
  const quote = html.charAt(start);
  if (quote === '"' || quote === "'") {
    let end = start + 1;
    while (end < limit && html.charAt(end) !== quote) end++;
    return { text: html.slice(start + 1, end), end: end + 1 };
  }
  let end = start;
  while (end < limit && !isBlank(html.charAt(end)) && html.charAt(end) !== '>') end++;
  return { text: html.slice(start, end), end };
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['#39', "'"],
  ['#34', '"'],
  ['#x27', "'"],
]);

const decodeEntities = (text: string): string =>
  text.replace(/&(#?[a-z0-9]{1,6});/gi, (whole, name: string) => entities.get(name.toLowerCase()) ?? whole);

/** The file is named by the last segment of the address, as pip reads it. */
function toLink(href: string, yanked: string | undefined, base: string | undefined): PageLink | undefined {
  const [address = '', fragment = ''] = href.split('#', 2);
  const path = address.split('?', 1)[0] ?? '';
  const filename = decodeSegment(path.slice(path.lastIndexOf('/') + 1));
  if (filename === undefined || filename === '') return undefined;
  const authority = authorityOf(address) ?? base;
  const hash = /^(sha256|sha384|sha512)=([0-9a-f]{64,128})$/i.exec(fragment);
  return {
    filename,
    ...(yanked === undefined ? {} : { yanked }),
    ...(hash === null ? {} : { hash: `${hash[1]}:${hash[2]}`.toLowerCase() }),
    ...(authority === undefined ? {} : { authority }),
  };
}

export function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
