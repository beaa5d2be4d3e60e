import { AuditError } from '../../model/error.ts';
import { textAt } from './property.ts';
import type { RepositoryApi } from './repository-api.ts';

/** Who the token acts as. `GET /user` is closed to a workflow's own token; this query is not. */
export async function askOwnLogin({ client }: RepositoryApi): Promise<string> {
  const answer: unknown = await client.graphql('query { viewer { login } }');
  const login = textAt(answer, 'viewer', 'login');
  if (login === undefined || login === '') throw new AuditError('source', 'GitHub does not say who the token is.');
  return login;
}
