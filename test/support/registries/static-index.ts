import { normalise } from './pypi-documents.ts';
import type { Reply } from './reply.ts';
import { type LoopbackServer, startServer } from './server.ts';

/** A file of a static index: its name, its SHA-256 where the page tells it, the address it is linked by. */
export interface StaticFile {
  readonly filename: string;
  readonly sha256?: string;
  /** Default: in the folder of the index, on the same host. */
  readonly address?: string;
}

export interface StaticIndex extends LoopbackServer {
  /** Address of the index: `<url>/whl/cpu`. */
  readonly index: string;
}

/**
 * Pages out of a bucket, as PyTorch's index serves them (pytorch/test-infra, `s3_management/manage.py`): a list of projects,
 * a page for each, the time of their making at the end, and 403 for everything that is not there.
 */
export async function startStaticIndex(
  projects: Readonly<Record<string, readonly StaticFile[]>>,
): Promise<StaticIndex> {
  const pages = new Map([['/whl/cpu/', listPage(Object.keys(projects))]]);
  for (const [name, files] of Object.entries(projects))
    pages.set(`/whl/cpu/${normalise(name)}/`, projectPage(name, files));
  const server = await startServer(({ url }): Reply => {
    const text = pages.get(url);
    return text === undefined ? denied : { text, headers: { 'content-type': 'text/html' } };
  });
  return { ...server, index: `${server.url}/whl/cpu` };
}

const denied: Reply = {
  status: 403,
  headers: { 'content-type': 'application/xml' },
  text: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
};

const wrap = (lines: readonly string[]): string =>
  `<!DOCTYPE html>\n<html>\n  <body>\n${lines.join('\n')}\n  </body>\n</html>\n<!--TIMESTAMP 1700000000-->`;

const listPage = (names: readonly string[]): string =>
  wrap(names.map((name) => `    <a href="${normalise(name)}/">${normalise(name)}</a><br/>`));

function projectPage(name: string, files: readonly StaticFile[]): string {
  const links = files.map(({ filename, sha256, address }) => {
    const href = address ?? `/whl/cpu/${encodeURIComponent(filename)}`;
    const metadata = ' data-dist-info-metadata="true" data-core-metadata="true"';
    return `    <a href="${href}${sha256 === undefined ? '' : `#sha256=${sha256}`}"${metadata}>${filename}</a><br/>`;
  });
  return wrap([`    <h1>Links for ${normalise(name)}</h1>`, ...links]);
}
