import type { Reply } from './reply.ts';
import { type LoggedRequest, type LoopbackServer, type ServerOptions, startServer } from './server.ts';

/** One advisory, in short. */
export interface ListedAdvisory {
  /** `GHSA-...` */
  readonly id: string;
  readonly ecosystem: 'npm' | 'pip';
  readonly name: string;
  /** As GitHub writes them: `>= 1.0, < 2.0`. Default: `>= 0`, all versions. */
  readonly ranges?: readonly string[];
  /** RFC 3339. */
  readonly withdrawn?: string;
}

export interface GitHubAdvisoriesOptions extends ServerOptions {
  /** Most advisories on one page, whatever is asked. Default 100. */
  readonly pageSize?: number;
}

/**
 * GitHub's list of advisories on loopback (docs.github.com/rest/security-advisories/global-advisories):
 * `GET /advisories?type=malware&affects=a,b@1.0.0` with pages that a cursor in the `link` header leads to.
 */
export const startGitHubAdvisories = (
  records: readonly ListedAdvisory[],
  options: GitHubAdvisoriesOptions = {},
): Promise<LoopbackServer> => startServer((request) => answer(request, records, options), options);

function answer(
  { method, url, headers }: LoggedRequest,
  records: readonly ListedAdvisory[],
  { pageSize = 100 }: GitHubAdvisoriesOptions,
): Reply {
  const { pathname, searchParams } = new URL(url, 'http://loopback.example');
  if (method !== 'GET' || pathname !== '/advisories') return { status: 404, json: { message: 'Not Found' } };
  const affected = (searchParams.get('affects') ?? '').split(',').map((one) => one.replace(/(?<=.)@.*$/, ''));
  if (affected.length > 1000) return { status: 422, json: { message: 'Validation Failed' } };
  // Without the type, malware is never listed.
  const isAsked = ({ name }: ListedAdvisory) => searchParams.get('type') === 'malware' && affected.includes(name);
  const matching = records.filter(isAsked);
  const size = Math.min(pageSize, Number(searchParams.get('per_page') ?? 30));
  const start = Number(searchParams.get('after') ?? 0);
  const next = new URLSearchParams(searchParams);
  next.set('after', String(start + size));
  const link = `<http://${headers['host']}/advisories?${next}>; rel="next"`;
  return {
    json: matching.slice(start, start + size).map(createGitHubAdvisory),
    headers: start + size < matching.length ? { link } : {},
  };
}

export function createGitHubAdvisory({ id, ecosystem, name, ranges = ['>= 0'], withdrawn }: ListedAdvisory): unknown {
  const page = `https://advisories.acme.example/${id}`;
  return {
    ghsa_id: id,
    cve_id: null,
    url: page,
    html_url: page,
    repository_advisory_url: null,
    summary: `Malware in ${name}`,
    description: 'Any computer that has this package installed or running should be considered **fully compromised**.',
    type: 'malware',
    severity: 'critical',
    source_code_location: '',
    identifiers: [{ type: 'GHSA', value: id }],
    references: [page],
    published_at: '2025-06-01T00:00:00Z',
    updated_at: '2025-06-01T00:00:00Z',
    github_reviewed_at: '2025-06-01T00:00:00Z',
    nvd_published_at: null,
    withdrawn_at: withdrawn ?? null,
    vulnerabilities: ranges.map((range) => ({
      package: { ecosystem, name },
      first_patched_version: null,
      vulnerable_version_range: range,
      vulnerable_functions: [],
    })),
    cvss: { vector_string: null, score: null },
    cwes: [{ cwe_id: 'CWE-506', name: 'Embedded Malicious Code' }],
    credits: [],
  };
}
