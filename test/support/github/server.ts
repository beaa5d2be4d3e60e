import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, problem, type Served, type ServedPull } from './answers.ts';
import type { Call } from './call.ts';
import { checkBody, checkRequest, checkResponse, type Match, matchOperation } from './description.ts';
import { answerQuery } from './graphql.ts';
import type { RunHistory } from './history.ts';
import { answerOperation } from './operations.ts';
import { type Conversation, silence } from './said.ts';

export interface GitHubSetup {
  /** Folder of the repository that is served. */
  readonly dir: string;
  readonly owner?: string;
  readonly repo?: string;
  /** Base and head commit by number. */
  readonly pulls?: Readonly<Record<number, ServedPull>>;
  /** What GitHub cuts at; smaller to test with fewer files. */
  readonly treeEntries?: number;
  /** Left out: the same. */
  readonly levelEntries?: number;
  readonly comparedFiles?: number;
  readonly pullFiles?: number;
  /** Accounts besides the owner. */
  readonly accounts?: readonly string[];
  readonly archived?: boolean;
  /** Other names, `owner/repository`, that redirect to the repository. */
  readonly formerNames?: readonly string[];
  /** Runs of workflows. */
  readonly runs?: RunHistory;
  /** What is said on pull requests, before and by the run. */
  readonly conversation?: Conversation;
  /** What the token may write; left out: nothing, as on pull requests from forks. */
  readonly writable?: Served['writable'];
  /** Private repositories beside it, each with the only token that sees it. */
  readonly beside?: readonly (Pick<Served, 'owner' | 'repo' | 'dir'> & { readonly token: string })[];
  /** Strangers are answered too, as they are for public repositories. */
  readonly isPublic?: boolean;
}

/** An answer that is given instead of the right one. */
export interface Fault {
  /** Id of the operation, or `graphql`; left out: any. */
  readonly operation?: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** How often; left out: always. */
  readonly times?: number;
  /** The body, as it is. */
  readonly raw?: Uint8Array;
}

export interface LoopbackGitHub {
  /** What `GITHUB_API_URL` says; a server of one's own says the same with `/api/v3` behind it. */
  readonly url: string;
  /** The only token that is accepted. */
  readonly token: string;
  /** Every request in order, with the id of its operation. */
  readonly requests: readonly { readonly operation: string; readonly path: string }[];
  /** What GitHub's API description has against requests and answers; a test expects none. */
  readonly violations: readonly string[];
  fail(fault: Fault): void;
  close(): Promise<void>;
}

const token = 'loopback-token';

/** A GitHub on loopback over a real repository; every request and answer is checked against GitHub's description. */
export async function startGitHub(setup: GitHubSetup): Promise<LoopbackGitHub> {
  const requests: { operation: string; path: string }[] = [];
  const violations: string[] = [];
  const faults: { fault: Fault; left: number }[] = [];
  let served: Served | undefined;

  const takeFault = (operation: string): Fault | undefined => {
    const found = faults.find(({ fault, left }) => left > 0 && (fault.operation ?? operation) === operation);
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault;
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const path = (request.url ?? '/').replace(/^\/api(?:\/v3)?(?=\/)/, '');
    const address = new URL(path, 'http://loopback.example');
    const match = matchOperation(request.method ?? '', address.pathname);
    const isQuery = request.method === 'POST' && address.pathname === '/graphql';
    const operation = isQuery ? 'graphql' : (match?.operation.id ?? 'unknown');
    requests.push({ operation, path: `${address.pathname}${address.search}` });
    const body = await readJson(request);
    const fault = takeFault(operation);
    if (fault !== undefined) return answerFault(fault);
    if (served === undefined) return problem(503, 'Not started');
    const other = answerOthers(served, setup, { request, match, address }, violations);
    if (other !== undefined) return other;
    if (isQuery) {
      const result = await answerQuery(served, body);
      violations.push(...result.violations);
      return result.answer;
    }
    const moved = redirect(served, setup, address);
    if (moved !== undefined) return moved;
    if (match !== undefined) {
      const { accept = '' } = request.headers;
      const call = { served, parameters: match.parameters, query: address.searchParams, accept, body };
      return answerChecked(match, call, violations);
    }
    violations.push(`no operation answers ${request.method} ${address.pathname}`);
    return problem(404, 'Not Found');
  };

  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown) => {
        violations.push(String(error));
        return problem(500, 'Loopback failure');
      })
      .then((given) => send(response, given));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  served = {
    dir: setup.dir,
    owner: setup.owner ?? 'acme',
    repo: setup.repo ?? 'shop',
    url,
    pulls: new Map(Object.entries(setup.pulls ?? {}).map(([number, pull]) => [Number(number), pull])),
    treeEntries: setup.treeEntries ?? 100_000,
    levelEntries: setup.levelEntries ?? setup.treeEntries ?? 100_000,
    comparedFiles: setup.comparedFiles ?? 300,
    pullFiles: setup.pullFiles ?? 3000,
    accounts: [setup.owner ?? 'acme', ...(setup.accounts ?? [])],
    archived: setup.archived === true,
    runs: setup.runs ?? [],
    conversation: setup.conversation ?? silence(),
    writable: setup.writable ?? [],
    login: 'github-actions[bot]',
  };
  return {
    url,
    token,
    requests,
    violations,
    fail: (fault) => {
      faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * What is asked of another repository, or by strangers. GitHub does not tell those who may not see a private one that it is there.
 */
function answerOthers(
  served: Served,
  setup: GitHubSetup,
  asked: { readonly request: IncomingMessage; readonly match: Match | undefined; readonly address: URL },
  violations: string[],
): Answer | undefined {
  const { request, match, address } = asked;
  const other = setup.beside?.find(({ owner, repo }) => `${address.pathname}/`.startsWith(`/repos/${owner}/${repo}/`));
  if (other === undefined || match === undefined)
    return isAdmitted(request, setup) ? undefined : problem(401, 'Bad credentials');
  if (!holds(request, other.token)) return problem(404, 'Not Found');
  const { accept = '' } = request.headers;
  const { parameters } = match;
  const call = { served: { ...served, ...other }, parameters, query: address.searchParams, accept, body: undefined };
  return answerChecked(match, call, violations);
}

/** Strangers send no token at all. */
function isAdmitted(request: IncomingMessage, { isPublic }: GitHubSetup): boolean {
  return request.headers.authorization === undefined ? isPublic === true : holds(request, token);
}

const holds = ({ headers: { authorization } }: IncomingMessage, one: string): boolean =>
  authorization === `token ${one}` || authorization === `Bearer ${one}`;

/** docs.github.com/rest/using-the-rest-api/best-practices, "Follow redirects": everything below a former name. */
function redirect(served: Served, { formerNames = [] }: GitHubSetup, { pathname, search }: URL): Answer | undefined {
  const former = formerNames.map((name) => `/repos/${name}`).find((path) => `${pathname}/`.startsWith(`${path}/`));
  if (former === undefined) return undefined;
  const url = `${served.url}/repos/${served.owner}/${served.repo}${pathname.slice(former.length)}${search}`;
  return { status: 301, body: { message: 'Moved Permanently', url }, headers: { location: url } };
}

/** The answer to a request that belongs to an operation; both are held against the description. */
function answerChecked(match: Match, call: Call, violations: string[]): Answer {
  violations.push(...checkRequest(match, call.query), ...checkBody(match.operation, call.body));
  const answer = answerOperation(match.operation.id, call);
  if (answer.body instanceof Uint8Array) return answer;
  violations.push(...checkResponse(match.operation, answer.status, answer.body));
  return answer;
}

function answerFault(fault: Fault): Answer {
  if (fault.raw === undefined) return problem(fault.status, fault.message ?? 'Fault', fault.headers);
  const answer = { status: fault.status, body: fault.raw };
  return fault.headers === undefined ? answer : { ...answer, headers: fault.headers };
}

function send(response: ServerResponse, answer: Answer): void {
  const bytes = answer.body instanceof Uint8Array ? answer.body : Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
  response.end(bytes);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString('utf8'));
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
