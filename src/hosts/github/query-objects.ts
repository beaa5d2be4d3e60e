import { property } from './property.ts';
import type { RepositoryApi } from './repository-api.ts';

/**
 * Many objects of the repository with one GraphQL query. REST has one request an object, and a workflow's token has 1,000
 * an hour for the whole repository.
 * @param selection what is asked of each object
 * @returns the answer for each id that has one; its shape is not checked
 * @throws where GitHub refuses the query
 */
export async function queryObjects(
  api: RepositoryApi,
  ids: readonly string[],
  selection: string,
): Promise<ReadonlyMap<string, unknown>> {
  const parameters = ids.map((_, index) => `$o${index}: GitObjectID!`).join(', ');
  const objects = ids.map((_, index) => `o${index}: object(oid: $o${index}) { ...content }`).join('\n');
  const query = `query ($owner: String!, $name: String!, ${parameters}) {
repository(owner: $owner, name: $name) {\n${objects}\n}
}
fragment content on GitObject { ${selection} }`;
  const variables = Object.fromEntries(ids.map((id, index) => [`o${index}`, id]));
  const answer: unknown = await api.client.graphql(query, { owner: api.owner, name: api.repo, ...variables });
  const repository = property(answer, 'repository');
  return new Map(ids.map((id, index) => [id, property(repository, `o${index}`)]));
}
