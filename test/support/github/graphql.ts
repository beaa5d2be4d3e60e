import { readFileSync } from 'node:fs';
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import type { Answer, Served } from './answers.ts';
import { readObjects, readTrees, resolve, type StoredEntry, type StoredObject } from './git-data.ts';

const schema = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));

/** Where GitHub cuts the text of a blob. */
const maxTextBytes = 512_000;

export interface QueryResult {
  readonly answer: Answer;
  readonly violations: readonly string[];
}

/** Runs a query against the part of GitHub's schema that is used, over the real repository. */
export async function answerQuery(served: Served, body: unknown): Promise<QueryResult> {
  const { query, variables } = readBody(body);
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) {
    const messages = errors.map((error) => error.message);
    return {
      answer: { status: 200, body: { errors: messages.map((message) => ({ message })) } },
      violations: messages,
    };
  }
  const ids = Object.values(variables).filter((value) => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value));
  const objects = readObjects(served.dir, ids.map(String));
  const trees = readTrees(served.dir, objects);
  const rootValue = {
    viewer: { login: served.login },
    repository: (given: { owner: string; name: string }) => findRepository(served, { objects, trees }, given),
  };
  const { data, errors: failures } = await execute({ schema, document, rootValue, variableValues: variables });
  const answer = { data, ...(failures === undefined ? {} : { errors: failures.map((error) => error.toJSON()) }) };
  return { answer: { status: 200, body: answer }, violations: [] };
}

/** What a query names by its id. */
interface Named {
  readonly objects: ReadonlyMap<string, StoredObject>;
  readonly trees: ReadonlyMap<string, readonly StoredEntry[]>;
}

interface Reference {
  readonly oid?: string;
  readonly expression?: string;
}

function findRepository(served: Served, named: Named, { owner, name }: { owner: string; name: string }) {
  if (owner !== served.owner || name !== served.repo) throw new GraphQLError('Could not resolve to a Repository.');
  return { object: (given: Reference) => findObject(served, named, given) };
}

function findObject({ dir }: Served, { objects, trees }: Named, given: Reference) {
  const oid = given.oid ?? resolve(dir, given.expression ?? '');
  const found = oid === undefined ? undefined : (objects.get(oid) ?? readObjects(dir, [oid]).get(oid));
  if (oid === undefined || found === undefined) return null;
  if (found.type === 'tree') {
    const entries = () => trees.get(oid) ?? readTrees(dir, new Map([[oid, found]])).get(oid) ?? [];
    return { __typename: 'Tree', oid, entries: () => entries().map(describeEntry) };
  }
  if (found.type !== 'blob') return { __typename: 'Commit', oid };
  const { content } = found;
  const text = decode(content.subarray(0, maxTextBytes));
  return {
    __typename: 'Blob',
    oid,
    byteSize: content.length,
    isBinary: text === null,
    isTruncated: content.length > maxTextBytes,
    text,
  };
}

/** GitHub gives modes as numbers, and 0 as the size of what is no blob. */
const describeEntry = ({ path, mode, type, sha, size = 0 }: StoredEntry): object => ({
  name: path,
  mode: Number.parseInt(mode, 8),
  type,
  oid: sha,
  size,
});

/** GitHub calls content binary where it holds a NUL; other encodings are shown as UTF-8. */
const decode = (content: Buffer): string | null => (content.includes(0) ? null : content.toString('utf8'));

function readBody(body: unknown): { query: string; variables: Record<string, unknown> } {
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string') {
    throw new Error('a GraphQL request needs a query');
  }
  const variables = 'variables' in body && typeof body.variables === 'object' ? { ...body.variables } : {};
  return { query: body.query, variables };
}
