import type { AuditedEvent } from '../hosts/github/read-event.ts';
import type { RepositoryApi } from '../hosts/github/repository-api.ts';
import type { Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';

/** What a channel is given to speak with. */
export interface Speech {
  readonly api: RepositoryApi;
  readonly event: AuditedEvent;
  readonly report: Report;
  readonly context: ReportContext;
  /** Address of this run; undefined: not known. */
  readonly run: string | undefined;
  /** Full name of what was pushed, started or queued; of a pull request its number tells. */
  readonly ref: string;
}

/** A speech on a pull request that is still at the commit that was audited. */
export interface PullSpeech extends Speech {
  readonly pull: number;
}
