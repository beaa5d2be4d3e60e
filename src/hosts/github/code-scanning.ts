import type { RepositoryApi } from './repository-api.ts';

export interface SarifUpload {
  readonly commit: string;
  /** `refs/heads/main`, `refs/pull/1/head` */
  readonly ref: string;
  /** Packed by gzip, in Base64. */
  readonly sarif: string;
}

/** docs.github.com/rest/code-scanning: it is taken at once, and looked at later. */
export async function uploadSarif({ client, owner, repo }: RepositoryApi, upload: SarifUpload): Promise<void> {
  const { commit, ref, sarif } = upload;
  await client.rest.codeScanning.uploadSarif({ owner, repo, commit_sha: commit, ref, sarif });
}
