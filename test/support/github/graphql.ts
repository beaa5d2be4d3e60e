import { readFileSync } from 'node:fs';
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import type { Answer, Served } from './answers.ts';
import { readBlob, resolve } from './git-data.ts';

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
  const rootValue = { repository: (given: { owner: string; name: string }) => findRepository(served, given) };
  const { data, errors: failures } = await execute({ schema, document, rootValue, variableValues: variables });
  const answer = { data, ...(failures === undefined ? {} : { errors: failures.map((error) => error.toJSON()) }) };
  return { answer: { status: 200, body: answer }, violations: [] };
}

function findRepository(served: Served, { owner, name }: { owner: string; name: string }) {
  if (owner !== served.owner || name !== served.repo) throw new GraphQLError('Could not resolve to a Repository.');
  return { object: (given: { oid?: string; expression?: string }) => findObject(served, given) };
}

function findObject(served: Served, given: { oid?: string; expression?: string }) {
  const oid = given.oid ?? resolve(served.dir, given.expression ?? '');
  const content = oid === undefined ? undefined : readBlob(served.dir, oid);
  if (oid === undefined || content === undefined) return null;
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

/** GitHub calls content binary where it holds a NUL; other encodings are shown as UTF-8. */
const decode = (content: Buffer): string | null => (content.includes(0) ? null : content.toString('utf8'));

function readBody(body: unknown): { query: string; variables: Record<string, unknown> } {
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string') {
    throw new Error('a GraphQL request needs a query');
  }
  const variables = 'variables' in body && typeof body.variables === 'object' ? { ...body.variables } : {};
  return { query: body.query, variables };
}
