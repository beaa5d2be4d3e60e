import type { HttpAnswer, Lookup } from '../../model/http.ts';
import { documentOf, isHtml } from '../../text/answer.ts';
import { readList, readText } from '../../text/decode.ts';
import { names } from './names.ts';
import { isPublicIndex } from './registries.ts';
import { decodeSegment, readAnchors } from './simple-html.ts';

/** Some 50 bytes for each project. The list of the public index is larger by far, and it is never asked for. */
const maxListBytes = 8 * 1024 * 1024;

const listFields = [['projects', '*', 'name']] as const;

/**
 * The names of all projects, normalised, as the root page of an index lists them (PEP 503, PEP 691); undefined where it
 * does not answer with such a list. The request is the same for every name, so that it is sent once in a run.
 * @param base address of the index, without a slash at its end
 * @param accept media types of its pages
 */
export function* listProjects(base: string, accept: string): Lookup<ReadonlySet<string> | undefined> {
  if (isPublicIndex(base)) return undefined;
  const url = `${base}/`;
  const answer = yield { url, headers: { accept }, select: listFields, maxBytes: maxListBytes };
  if (!lists.has(answer)) lists.set(answer, readProjects(answer, url));
  return lists.get(answer);
}

/** A remembered answer is the same object for every name: it is read once. */
const lists = new WeakMap<HttpAnswer, ReadonlySet<string> | undefined>();

function readProjects(answer: HttpAnswer, asked: string): ReadonlySet<string> | undefined {
  if (answer.kind !== 'response' || answer.status !== 200) return undefined;
  if (new URL(answer.url).host !== new URL(asked).host) return undefined;
  const found =
    answer.json === undefined && isHtml(answer) ? readFolders(answer.body, answer.url) : readNames(documentOf(answer));
  return found === undefined || found.length === 0 ? undefined : new Set(found);
}

function readNames(document: unknown): readonly string[] | undefined {
  const projects = readList(document, 'projects').map((project) => readText(project, 'name'));
  const known = projects.filter((name) => name !== undefined);
  return known.length === projects.length ? known.map(names.normalise) : undefined;
}

/**
 * Every link of the list leads to the folder of a project and says its name; what leads upwards is none. A page with any
 * other link may be a portal, whose silence on a name proves nothing.
 */
function readFolders(html: string, address: string): readonly string[] | undefined {
  const folder = new URL('.', address).href;
  const anchors = readAnchors(html);
  if (anchors === undefined) return undefined;
  const projects: string[] = [];
  for (const { href, text } of anchors) {
    if (!URL.canParse(href, address)) return undefined;
    const { origin, pathname } = new URL(href, address);
    const target = `${origin}${pathname}`;
    if (folder.startsWith(target)) continue;
    const name = target.startsWith(folder) ? decodeSegment(target.slice(folder.length)) : undefined;
    const said = text.trim();
    if (name === undefined || name.indexOf('/') !== name.length - 1) return undefined;
    if (fold(name) !== fold(said.endsWith('/') ? said : `${said}/`)) return undefined;
    projects.push(fold(name));
  }
  return projects;
}

/** The name that the text of a folder stands for. */
const fold = (folder: string): string => names.normalise(folder.slice(0, -1));
