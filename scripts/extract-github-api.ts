/**
 * Writes the parts of GitHub's API descriptions that the loopback GitHub of the tests answers by:
 *
 *   npm pack @octokit/openapi@23.0.2 && npm pack @octokit/graphql-schema@15.26.1   (in a folder of its own; unpack both)
 *   node scripts/extract-github-api.ts <unpacked openapi> <unpacked graphql-schema>          (Node 22.18 or newer)
 *
 * Both packages are GitHub's own descriptions under the MIT licence.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, parse, print, visit } from 'graphql';

/** What the program uses, by operation id. */
const operations = [
  ...['repos/compare-commits-with-basehead', 'git/get-tree', 'git/get-blob', 'pulls/list-files'],
  ...[
    'repos/get',
    'repos/get-commit',
    'repos/list-tags',
    'git/list-matching-refs',
    'git/get-tag',
    'users/get-by-username',
  ],
  // Of the job that runs again what was held.
  ...['actions/list-workflow-runs', 'actions/list-jobs-for-workflow-run', 'actions/re-run-job-for-workflow-run'],
  ...['checks/list-annotations', 'pulls/list'],
  // Of what is said on a pull request.
  ...['pulls/get', 'pulls/create-review', 'pulls/list-review-comments', 'checks/create', 'checks/update'],
  'code-scanning/upload-sarif',
  ...['issues/list-comments', 'issues/create-comment', 'issues/update-comment', 'issues/delete-comment'],
];

/** Their answers have a hundred fields of which a few are read: only the requests are described. */
const requestsOnly: ReadonlySet<unknown> = new Set([
  'repos/get',
  'users/get-by-username',
  'actions/list-workflow-runs',
  'pulls/list',
  'pulls/get',
  'pulls/create-review',
  'pulls/list-review-comments',
  'checks/create',
  'checks/update',
  'code-scanning/upload-sarif',
  'issues/list-comments',
  'issues/create-comment',
  'issues/update-comment',
]);

/** What the program asks of GraphQL: fields by type. */
const fields: ReadonlyMap<string, readonly string[]> = new Map([
  ['Query', ['repository', 'viewer']],
  ['User', ['login']],
  ['Repository', ['object']],
  ['GitObject', ['oid']],
  ['Commit', ['oid']],
  ['Tree', ['entries', 'oid']],
  ['TreeEntry', ['mode', 'name', 'oid', 'size', 'type']],
  ['Blob', ['byteSize', 'isBinary', 'isTruncated', 'oid', 'text']],
  ['GitObjectID', []],
]);

const output = join(import.meta.dirname, '../test/support/github');

/** Words for people, and keywords that JSON Schema does not have. */
const dropped = new Set(['description', 'example', 'examples', 'externalDocs', 'title', 'discriminator', 'deprecated']);

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), value);
}

/** OpenAPI 3.0 schemas as JSON Schema: `nullable` becomes a type, references point to `#/schemas/`. */
function translate(value: unknown, used: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => translate(item, used));
  if (!isObject(value)) return value;
  const { $ref: reference } = value;
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    used.add(name);
    return { $ref: `#/schemas/${name}` };
  }
  const kept = Object.entries(value).filter(
    ([key]) => !dropped.has(key) && !key.startsWith('x-') && key !== 'nullable',
  );
  const schema = Object.fromEntries(
    kept.map(([key, item]) => [key, key === 'properties' ? translateProperties(item, used) : translate(item, used)]),
  );
  return at(value, 'nullable') === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** The keys of `properties` are names, not keywords. */
function translateProperties(value: unknown, used: Set<string>): Json {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(entries.map(([name, schema]) => [name, translate(schema, used)]));
}

function resolveReference(description: unknown, value: unknown): unknown {
  const reference = at(value, '$ref');
  return typeof reference === 'string' ? at(description, ...reference.slice(2).split('/')) : value;
}

function extractOperation(description: unknown, path: string, method: string, operation: unknown, used: Set<string>) {
  const parameters = at(operation, 'parameters');
  const responses = Object.entries(at(operation, 'responses') ?? {}).map(([status, response]) => {
    const schema = at(resolveReference(description, response), 'content', 'application/json', 'schema');
    const isLeftOut =
      schema === undefined || (status.startsWith('20') && requestsOnly.has(at(operation, 'operationId')));
    return [status, isLeftOut ? {} : translate(schema, used)];
  });
  const body = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  return {
    id: at(operation, 'operationId'),
    method: method.toUpperCase(),
    path,
    parameters: (Array.isArray(parameters) ? parameters : []).map((parameter) => {
      const found = resolveReference(description, parameter);
      return {
        name: at(found, 'name'),
        in: at(found, 'in'),
        required: at(found, 'required') === true,
        schema: translate(at(found, 'schema'), used),
      };
    }),
    ...(body === undefined ? {} : { body: translate(body, used) }),
    responses: Object.fromEntries(responses),
  };
}

function extractRest(packageFolder: string): Json {
  const text = readFileSync(join(packageFolder, 'generated/api.github.com.json'), 'utf8');
  const description: unknown = JSON.parse(text);
  const used = new Set<string>(['basic-error']);
  const found: unknown[] = [];
  for (const [path, methods] of Object.entries(at(description, 'paths') ?? {})) {
    for (const [method, operation] of Object.entries(isObject(methods) ? methods : {})) {
      if (!operations.includes(String(at(operation, 'operationId')))) continue;
      found.push(extractOperation(description, path, method, operation, used));
    }
  }
  if (found.length !== operations.length) throw new Error(`found ${found.length} of ${operations.length} operations`);
  const schemas: Json = {};
  for (const name of used) schemas[name] = translate(at(description, 'components', 'schemas', name), used);
  const sorted = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return { source: packageName(packageFolder), operations: found, schemas: Object.fromEntries(sorted) };
}

/** Only the named types, their named fields, and no other interface than `GitObject`. */
function pruneSchema(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.filter((node) => 'name' in node && fields.has(node.name?.value ?? ''));
  return visit(
    { ...document, definitions },
    {
      FieldDefinition(node, _key, _parent, _path, ancestors) {
        const owner = ancestors.findLast((item) => 'kind' in item && 'name' in item);
        const name = owner !== undefined && 'name' in owner ? owner.name?.value : undefined;
        return fields.get(name ?? '')?.includes(node.name.value) ? undefined : null;
      },
      NamedType(node, key) {
        return key !== 'type' && node.name.value !== 'GitObject' ? null : undefined;
      },
      Directive: () => null,
      StringValue: (_node, key) => (key === 'description' ? null : undefined),
    },
  );
}

function extractGraphql(packageFolder: string): string {
  const document = parse(readFileSync(join(packageFolder, 'schema.graphql'), 'utf8'), { noLocation: true });
  return `# Extracted from ${packageName(packageFolder)}\n\n${print(pruneSchema(document))}\n`;
}

function packageName(folder: string): string {
  const description: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${at(description, 'name')}@${at(description, 'version')}`;
}

const [openapi, graphqlSchema] = process.argv.slice(2);
if (openapi === undefined || graphqlSchema === undefined)
  throw new Error('usage: <openapi folder> <graphql-schema folder>');
writeFileSync(join(output, 'openapi.json'), `${JSON.stringify(extractRest(openapi), null, 1)}\n`);
writeFileSync(join(output, 'schema.graphql'), extractGraphql(graphqlSchema));
